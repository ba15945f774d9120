package import Rectification
package import Requests
package import Wording

/// The short words of cards, rows and headers.
package struct CardWords: Sendable {
    let words: Catalogue

    package init(_ words: Catalogue) { self.words = words }

    /// 逾期 3 天 · 剩 12 天 · 长期坚持 · 销号日期
    package func due(_ row: FindingRow, today: Day) -> String {
        switch row.stage {
        case .closed:
            let day = row.closedOn?.description ?? ""
            switch row.closure {
            case .stage, .broughtForward: return (row.closure.map { words.word($0) } ?? "") + " " + day
            case .full, nil:
                if row.consolidateFrom != nil { return words.text("card.consolidating", ["date": day]) }
                return words.text("card.closed", ["date": day])
            }
        case .review: return words.text("card.review", ["round": String(row.reviewRound)])
        case .assigned, .inProgress:
            guard let due = row.due else { return words["deadline.longTerm"] }
            let left = today.days(until: due)
            if left < 0 { return words.text("card.overdue", ["days": String(-left)]) }
            if left == 0 { return words["card.dueToday"] }
            return words.text("card.left", ["days": String(left)])
        }
    }

    /// Signs beside the stage: ★ 省 立 领 挂 延 退 反 结.
    package func signs(_ row: FindingRow) -> String {
        var signs: [String] = []
        if row.flags.contains(.key) { signs.append("★") }
        if row.isListed { signs.append(words["sign.listed"]) }
        if row.deadlineCode == .immediate || row.flags.contains(.immediate) { signs.append(words["sign.immediate"]) }
        if row.deadlineCode == .longTerm { signs.append(words["sign.longTerm"]) }
        if row.flags.contains(.provincial) { signs.append(words["sign.provincial"]) }
        if row.flags.contains(.leaderOwned) { signs.append(words["sign.leaderOwned"]) }
        if row.hasPendingExtension { signs.append(words["sign.extension"]) }
        if row.hasPendingReturn { signs.append(words["sign.returned"]) }
        if row.relapses > 0 { signs.append(words["sign.relapsed"]) }
        if row.isBroughtForward { signs.append(words["sign.broughtForward"]) }
        return signs.joined(separator: " ")
    }

    /// 巡✓ 纪✗ 组·: what each party has said in the running review round.
    package func seats(_ row: FindingRow, _ parties: [Policy.Party]) -> String {
        parties.map { party in
            let verdict = row.seats.first { $0.party == party.code }?.verdict
            return party.short + Self.mark(verdict)
        }.joined(separator: " ")
    }

    package static func mark(_ verdict: VerdictCode?) -> String {
        switch verdict {
        case .agree: "✓"
        case .disagree: "✗"
        case .defer: "?"
        case nil: "·"
        }
    }

    /// 2026-11-24 周二
    package func date(_ day: Day) -> String { "\(day) \(words.word(day.weekday))" }
}
