package import Rectification
internal import Requests
package import Wording

/// What every document is written in: the office's words, its policy, its day.
package struct DocumentSetting: Sendable {
    package let words: Catalogue
    package let policy: Policy
    package let today: Day
    package let zone: ZoneOffset
    package let ledger: String
    /// A ledger without signing marks its documents.
    package let isPractice: Bool

    package init(
        words: Catalogue, policy: Policy, today: Day, zone: ZoneOffset, ledger: String, isPractice: Bool
    ) {
        self.words = words
        self.policy = policy
        self.today = today
        self.zone = zone
        self.ledger = ledger
        self.isPractice = isPractice
    }

    package var mark: String? { isPractice ? words["document.practice"] : nil }

    /// `2026年11月24日`
    package func date(_ day: Day) -> String {
        let (year, month, date) = day.parts
        // Chinese dates are written without zeros in front.
        func two(_ number: Int) -> String { words.language == .english && number < 10 ? "0\(number)" : String(number) }
        return words.text("document.date", ["year": String(year), "month": two(month), "day": two(date)])
    }

    package func date(_ day: Day?) -> String { day.map { date($0) } ?? words["document.none"] }

    /// A day in a column of its own, where the words of `date` would take two lines: `2026-11-24`.
    package func column(_ day: Day?) -> String { day?.description ?? words["document.none"] }

    /// The minute of a moment, with its day unless that is the day of the document.
    func time(_ moment: Moment, on day: Day? = nil) -> String {
        moment.day(in: zone) == day ? clock(moment) : moment.text(in: zone)
    }

    /// The minute of a moment, `15:03`.
    func clock(_ moment: Moment) -> String { String(moment.clockText(in: zone).prefix(5)) }

    func text(_ value: String?) -> String { value.flatMap { $0.isBlank ? nil : $0 } ?? words["document.none"] }

    /// The fingerprint of a key, or that nothing was signed.
    func key(_ fingerprint: String?) -> String { fingerprint ?? words["document.unsigned"] }

    /// Enough of a fingerprint to find it among those that are written out.
    func shortKey(_ fingerprint: String?) -> String {
        guard let fingerprint, fingerprint.count > 20 else { return key(fingerprint) }
        return fingerprint.prefix(19) + "…"
    }

    func party(_ code: PartyCode) -> String { policy.party(code)?.name ?? code.description }

    func deadline(_ deadline: Deadline) -> String {
        let kind = words["deadline.\(deadline.code.rawValue)"]
        guard let day = deadline.day else { return kind }
        switch deadline.kind {
        case .date: return date(day)
        case .immediate, .longTerm: return words.text("document.deadline", ["kind": kind, "date": date(day)])
        }
    }

    /// A record with what every document has.
    package func record(_ values: [String: DocumentRecord.Value]) -> DocumentRecord {
        var values = values
        values["ledger"] = .text(ledger)
        values["today"] = .text(date(today))
        return DocumentRecord(values)
    }

    /// One line of a list of findings.
    func rows(_ rows: [FindingRow]) -> DocumentRecord.Value {
        .list(
            rows.enumerated().map { index, row in
                let days = row.overdueDays(on: today)
                return DocumentRecord([
                    "place": .init(index + 1), "number": .text(row.number.description),
                    "externalNumber": .text(row.externalNumber ?? ""), "unit": .text(row.unit.name),
                    "text": .text(row.text), "category": .text(row.category), "stage": .text(words.word(row.stage)),
                    "deadline": .text(
                        row.due?.description ?? words["deadline.\(row.deadlineCode.rawValue)"]),
                    "overdueDays": .init(days), "isOverdue": .flag(days > 0), "isListed": .flag(row.isListed),
                    "leader": .text(text(row.leader)), "round": .text(row.round),
                    "reviewRound": .init(row.reviewRound),
                ])
            })
    }

    /// An opinion as the log holds it.
    func opinion(_ entry: HistoryEntry, on day: Day? = nil, isBefore: Bool = false) -> DocumentRecord? {
        guard case .opined(let opined) = entry.event else { return nil }
        var values: [String: DocumentRecord.Value] = [
            "party": .text(party(opined.party)), "reviewer": .text(entry.name),
            "verdict": .text(words.word(opined.verdict.code)), "code": "", "reason": "", "deadline": "",
            "time": .text(time(entry.at, on: day)), "key": .text(shortKey(opined.key)), "isDisagreement": .flag(false),
            "isDeferral": .flag(false), "isBefore": .flag(isBefore),
        ]
        switch opined.verdict {
        case .agree: break
        case .disagree(let code, let reason, let deadline):
            values["code"] = .text(policy.reason(code)?.words ?? code)
            values["reason"] = .text(reason)
            values["deadline"] = .text(date(deadline))
            values["isDisagreement"] = .flag(true)
        case .defer(let note, let until):
            values["reason"] = .text(note)
            values["deadline"] = .text(date(until))
            values["isDeferral"] = .flag(true)
        }
        return DocumentRecord(values)
    }
}
