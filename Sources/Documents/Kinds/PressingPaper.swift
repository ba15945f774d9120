package import Rectification
package import Requests
internal import Wording

/// 提醒, 提示单, 督办通知书, 约谈, 走访, 告诫书, 评估: what one unit is asked to do about its findings.
package struct PressingPaper: Sendable {
    package let unit: OrganisationReference
    package let head: String?
    package let to: String?
    package let text: String?
    package let due: Day?
    /// Who comes besides (集体约谈).
    package let attendees: [String]
    /// Why it runs ahead of the ladder.
    package let reason: String?
    package let rows: [FindingRow]

    package init(
        unit: OrganisationReference, head: String?, to: String?, text: String?, due: Day?, attendees: [String] = [],
        reason: String? = nil, rows: [FindingRow]
    ) {
        self.unit = unit
        self.head = head
        self.to = to
        self.text = text
        self.due = due
        self.attendees = attendees
        self.reason = reason
        self.rows = rows
    }

    package func record(_ setting: DocumentSetting) -> DocumentRecord {
        setting.record([
            "to": .text(to ?? head ?? unit.name), "unit": .text(unit.name), "head": .text(setting.text(head)),
            "text": .text(text ?? setting.words["document.pressing"]),
            "due": .text(due.map { setting.date($0) } ?? setting.words["document.soon"]),
            "count": .init(rows.count), "reason": .text(setting.text(reason)),
            "attendees": .list(attendees.map { DocumentRecord(["name": $0]) }), "findings": setting.rows(rows),
        ])
    }
}

/// 挂牌公示: what is on the public list, with who supervises and until when.
package struct PublicList: Sendable {
    package let rows: [FindingRow]

    package init(rows: [FindingRow]) { self.rows = rows }

    package func record(_ setting: DocumentSetting) -> DocumentRecord {
        let listed = rows.compactMap { row in row.beside.listing.map { (row: row, listing: $0) } }
        return setting.record([
            "count": .init(listed.count),
            "listed": .list(
                listed.enumerated().map { index, line in
                    var record = DocumentRecord([
                        "place": String(index + 1), "number": line.row.number.description,
                        "unit": line.row.unit.name, "text": line.row.text,
                        "supervisor": setting.text(line.listing.supervisor),
                        "since": setting.column(line.listing.since),
                        "limit": setting.column(line.listing.limit),
                    ])
                    record["isPastLimit"] = .flag(line.listing.isPastLimit(on: setting.today))
                    return record
                }),
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
