package import Rectification
package import Requests
internal import Wording

/// 专项报告: one field across units, from points to the whole, for the leading group or the secretary's meeting.
package struct SpecialReport: Sendable {
    package let subject: String
    package let rows: [FindingRow]
    /// The common issues that the findings make, most members first.
    package let issues: [IssueSheet]
    /// The letters about them that went out.
    package let letters: [Letter]
    /// The rounds in which the findings were found, oldest first.
    package let rounds: [String]

    package init(subject: String, rows: [FindingRow], issues: [IssueSheet], letters: [Letter], rounds: [String]) {
        self.subject = subject
        self.rows = rows
        self.issues = issues
        self.letters = letters
        self.rounds = rounds
    }

    package func record(_ setting: DocumentSetting) -> DocumentRecord {
        var values = setting.sums(rows)
        values["subject"] = .text(subject)
        values["categories"] = setting.categories(rows)
        values["places"] = .list(
            Tally.count(rows) { $0.unit.path.components(above: $0.unit.name) }.map { name, rows in
                DocumentRecord([
                    "name": name, "count": String(rows.count), "closed": String(rows.count { !$0.stage.isOpen }),
                    "overdue": String(rows.count { $0.overdueDays(on: setting.today) > 0 }),
                ])
            })
        values["rounds"] = .list(
            rounds.map { round in
                let found = rows.filter { $0.round == round }
                return DocumentRecord([
                    "name": round, "count": String(found.count), "closed": String(found.count { !$0.stage.isOpen }),
                ])
            })
        values["issues"] = .list(
            issues.map { sheet in
                let row = sheet.row
                return DocumentRecord([
                    "number": String(row.number), "title": row.title, "state": setting.words.word(row.state),
                    "scope": setting.words.word(row.scope), "count": String(row.members), "units": String(row.units),
                    "closed": String(row.closed), "words": row.words.joined(separator: setting.words["letter.and"]),
                ])
            })
        values["letters"] = .list(
            letters.map { letter in
                DocumentRecord([
                    "code": letter.code?.description, "to": letter.words.to.name,
                    "issued": setting.column(letter.issuedOn), "due": setting.column(letter.words.due),
                    "state": setting.words.word(letter.state), "answer": setting.text(letter.answer?.text),
                ])
            })
        values["decisions"] = .list(
            decisions.map {
                DocumentRecord([
                    "on": setting.date($0.on), "body": setting.words.word($0.body), "text": $0.text,
                ])
            })
        values["findings"] = setting.rows(rows)
        return setting.record(values)
    }

    /// What was decided on any of the issues, each once, oldest first.
    private var decisions: [Decision] {
        var seen: Set<Decision> = []
        return issues.flatMap(\.issue.decisions).filter { seen.insert($0).inserted }
            .sorted { ($0.on, $0.text) < ($1.on, $1.text) }
    }
}

extension String {
    /// The path without its last name, or the name itself at the top.
    fileprivate func components(above name: String) -> String {
        let tail = OrganisationReference.separator + name
        return hasSuffix(tail) ? String(dropLast(tail.count)) : self
    }
}
