import BoardUI
import Documents
import Office
import Rectification
import Requests
import Wording

/// 督办日报 as a document, in the terms of its template.
struct DigestPaper {
    private let words: Catalogue
    private let digest: DeskDigest
    private let scope: String?
    private let desk: DeskWords

    /// - Parameter scope: what it is narrowed to, in words; `nil` for the whole ledger.
    init(_ words: Catalogue, _ digest: DeskDigest, of scope: String?) {
        self.words = words
        self.digest = digest
        self.scope = scope
        desk = DeskWords(words, digest.policy, PublicCalendar.calendar(digest.policy), today: digest.today)
    }

    func record(_ setting: DocumentSetting) -> DocumentRecord {
        var record = setting.record([
            "weekday": .text(words.word(digest.today.weekday)), "isNarrowed": .flag(scope != nil),
            "scope": .text(scope ?? ""), "label": .text(digest.policy.overdueLabel),
            "since": .text(setting.date(digest.since)), "isNeeded": .flag(digest.needsSomebody),
            "total": .init(digest.overdue), "newCount": .init(digest.newlyOverdue.count),
            "soonDays": .init(digest.policy.warnings.map(\.days).min() ?? 10), "soonCount": .init(digest.dueSoon.count),
            "unansweredCount": .init(digest.unanswered.count), "extensionCount": .init(digest.extensions.count),
            "decidedCount": .init(digest.decided), "newlyOverdue": lines(digest.newlyOverdue) { desk.state($0) },
            "soon": lines(digest.dueSoon) { desk.state($0) }, "unanswered": lines(digest.unanswered) { desk.last($0) },
            "extensions": lines(digest.extensions) { desk.beside($0).first ?? "" },
            "letterCount": .init(digest.lateLetters.count),
            "letters": .list(
                digest.lateLetters.prefix(OpenLedger.digestLines).map { letter in
                    DocumentRecord([
                        "code": letter.code?.description, "to": letter.to.name, "subject": letter.issue.title,
                        "due": setting.column(letter.due), "days": String(letter.overdueDays(on: digest.today)),
                    ])
                }),
            "decisions": .list(
                digest.decisions.map { decision in
                    DocumentRecord([
                        "number": decision.finding.number.description, "unit": decision.finding.unit.name,
                        "event": words["event.\(decision.event)"], "by": decision.by, "on": decision.on.description,
                        "text": decision.finding.text,
                    ])
                }), "units": groups(digest.byUnit), "leaders": groups(digest.byLeader),
        ])
        for (name, count) in [
            ("newlyOverdue", digest.newlyOverdue.count), ("soon", digest.dueSoon.count),
            ("unanswered", digest.unanswered.count), ("extensions", digest.extensions.count),
            ("letters", digest.lateLetters.count), ("decisions", digest.decided), ("units", digest.byUnit.count),
            ("leaders", digest.byLeader.count),
        ] { record[name + "More"] = .text(more(count - OpenLedger.digestLines)) }
        return record
    }

    /// What a list leaves out; empty when that is nothing.
    private func more(_ count: Int) -> String {
        count > 0 ? words.text("digest.more", ["count": String(count)]) : ""
    }

    private func lines(_ section: DeskDigest.Section, _ state: (DeskRow) -> String) -> DocumentRecord.Value {
        .list(
            section.rows.map { row in
                DocumentRecord([
                    "number": row.finding.number.description, "unit": row.finding.unit.name,
                    "head": row.head ?? words["desk.nobody"], "state": state(row), "text": row.finding.text,
                ])
            })
    }

    private func groups(_ groups: [DeskGroup]) -> DocumentRecord.Value {
        .list(
            groups.prefix(OpenLedger.digestLines).map {
                DocumentRecord(["name": desk.label($0), "count": String($0.count)])
            })
    }
}
