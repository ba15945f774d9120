internal import Rectification
package import Requests
internal import Wording

/// 一村一档: the page of a unit as a document.
package struct UnitDossier: Sendable {
    package let page: UnitPage

    package init(_ page: UnitPage) { self.page = page }

    package func record(_ setting: DocumentSetting) -> DocumentRecord {
        let words = setting.words
        let tally = page.tally
        var values: [String: DocumentRecord.Value] = [
            "unit": .text(page.organisation.name), "path": .text(page.path),
            "head": .text(setting.text(page.organisation.head)), "kind": .text(words.word(page.organisation.kind)),
            "children": .init(page.children), "hasUnitsBelow": .flag(page.children > 0),
            "total": .init(tally.total), "open": .init(tally.open), "overdue": .init(page.overdue),
            "rate": .text(setting.share(tally.fullyClosed, tally.counted)),
            "fullyClosed": .init(tally.fullyClosed), "counted": .init(tally.counted), "onTime": .init(tally.onTime),
            "firstPassRate": .text(setting.share(tally[.passedFirst], tally[.decided])),
            "relapseRate": .text(setting.share(tally[.relapsed], tally[.closedHere])),
        ]
        for part in UnitTally.Part.allCases { values[part.rawValue] = .init(tally[part]) }
        values["rounds"] = .list(page.rounds.map { round($0, setting) })
        values["months"] = months(setting)
        values["opinions"] = .list(opinions(setting))
        values["supervisions"] = .list(page.steps.reversed().map { step($0, setting) })
        values["people"] = .list(
            page.people.map {
                DocumentRecord(["name": $0.name, "roles": $0.roles.sorted().map(words.word).joined(separator: " · ")])
            })
        values["findings"] = setting.rows(page.findings)
        values["isCut"] = .flag(page.next != nil)
        values["shown"] = .init(page.findings.count)
        return setting.record(values)
    }

    private func round(_ line: UnitPage.RoundLine, _ setting: DocumentSetting) -> DocumentRecord {
        let tally = line.tally
        return DocumentRecord([
            "name": .text(line.name), "mode": .text(line.round.map { setting.words.word($0.mode) } ?? ""),
            "entered": .text(setting.column(line.round?.entered)),
            "feedback": .text(setting.column(line.round?.feedback)),
            "count": .init(tally.total), "assigned": .init(tally[.assigned]), "inProgress": .init(tally[.inProgress]),
            "review": .init(tally[.review]), "closed": .init(tally[.closed]),
            "rate": .text(setting.share(tally.fullyClosed, tally.counted)),
        ])
    }

    /// The last twelve months, with what was left open at the end of each.
    private func months(_ setting: DocumentSetting) -> DocumentRecord.Value {
        guard page.months.count > 1 else { return .list([]) }
        var open = 0
        let lines = page.months.map { line -> DocumentRecord in
            open += line.entered - line.closed
            return DocumentRecord([
                "month": .text(line.month.description), "entered": .init(line.entered), "closed": .init(line.closed),
                "open": .init(max(0, open)),
            ])
        }
        return .list(Array(lines.suffix(12)))
    }

    private func opinions(_ setting: DocumentSetting) -> [DocumentRecord] {
        page.opinions.map { count in
            DocumentRecord([
                "party": .text(setting.party(count.party)), "verdict": .text(setting.words.word(count.verdict)),
                "reason": .text(count.code.map { setting.policy.reason($0)?.words ?? $0 } ?? ""),
                "count": .init(count.count),
            ])
        }
    }

    private func step(_ step: UnitPage.SentStep, _ setting: DocumentSetting) -> DocumentRecord {
        let answers = step.answers.sorted { ($0.on, $0.finding) < ($1.on, $1.finding) }
        return DocumentRecord([
            "numbers": .text(step.findings.sorted().map { "#\($0)" }.joined(separator: " ")),
            "kind": .text(setting.words.word(step.kind)), "to": .text(step.addressee), "text": .text(step.text),
            "unit": .text(step.unit.id == page.organisation.id ? "" : step.unit.name),
            "on": .text(setting.column(step.on)), "due": .text(setting.date(step.due)),
            "answer": .text(
                answers.isEmpty
                    ? setting.text(nil)
                    : answers.map { "#\($0.finding) \($0.text)" }.joined(separator: "\n")),
            "unanswered": .init(step.unanswered), "isUnanswered": .flag(step.unanswered > 0),
        ])
    }
}

extension DocumentSetting {
    /// A share in per cent with one decimal; a dash of nothing.
    func share(_ part: Int, _ whole: Int) -> String {
        guard whole > 0 else { return text(nil) }
        let tenths = (part * 1000 + whole / 2) / whole
        return "\(tenths / 10).\(tenths % 10)%"
    }
}
