package import Rectification
package import Requests
internal import Wording

/// 工作提示单 and 督办通知书: what one unit is asked to do about its findings.
package struct PressingPaper: Sendable {
    package let unit: OrganisationReference
    package let head: String?
    package let to: String?
    package let text: String?
    package let due: Day?
    package let rows: [FindingRow]

    package init(
        unit: OrganisationReference, head: String?, to: String?, text: String?, due: Day?, rows: [FindingRow]
    ) {
        self.unit = unit
        self.head = head
        self.to = to
        self.text = text
        self.due = due
        self.rows = rows
    }

    package func record(_ setting: DocumentSetting) -> DocumentRecord {
        setting.record([
            "to": .text(to ?? head ?? unit.name), "unit": .text(unit.name), "head": .text(setting.text(head)),
            "text": .text(text ?? setting.words["document.pressing"]),
            "due": .text(due.map { setting.date($0) } ?? setting.words["document.soon"]),
            "count": .init(rows.count), "findings": setting.rows(rows),
        ])
    }
}

/// 巡察建议书: tells a functional department what recurs in its field.
package struct Letter: Sendable {
    package let to: String
    package let subject: String
    package let text: String?
    package let due: Day?
    package let rows: [FindingRow]

    package init(to: String, subject: String, text: String?, due: Day?, rows: [FindingRow]) {
        self.to = to
        self.subject = subject
        self.text = text
        self.due = due
        self.rows = rows
    }

    package func record(_ setting: DocumentSetting) -> DocumentRecord {
        let units = Tally.count(rows, by: \.unit.name)
        return setting.record([
            "to": .text(to), "subject": .text(subject), "text": .text(text ?? setting.words["document.advice"]),
            "due": .text(due.map { setting.date($0) } ?? setting.words["document.soon"]), "count": .init(rows.count),
            "unitCount": .init(Set(rows.map(\.unit.id)).count),
            "units": .list(units.map { DocumentRecord(["unit": $0.name, "count": String($0.rows.count)]) }),
            "findings": setting.rows(rows),
        ])
    }
}

/// Counts of findings by some name, most first.
enum Tally {
    static func count(
        _ rows: [FindingRow], by name: (FindingRow) -> String
    ) -> [(name: String, rows: [FindingRow])] {
        var groups: [String: [FindingRow]] = [:]
        for row in rows { groups[name(row), default: []].append(row) }
        return groups.map { (name: $0.key, rows: $0.value) }
            .sorted { ($1.rows.count, $0.name) < ($0.rows.count, $1.name) }
    }
}
