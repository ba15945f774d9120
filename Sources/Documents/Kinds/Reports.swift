package import Rectification
package import Requests
internal import Wording

/// 一把手专题材料: what stands against one head's units, for a talk with them.
package struct HeadReport: Sendable {
    package let unit: OrganisationReference
    package let head: String?
    package let rows: [FindingRow]

    package init(unit: OrganisationReference, head: String?, rows: [FindingRow]) {
        self.unit = unit
        self.head = head
        self.rows = rows
    }

    package func record(_ setting: DocumentSetting) -> DocumentRecord {
        var values = setting.sums(rows)
        values["unit"] = .text(unit.name)
        values["head"] = .text(setting.text(head))
        values["categories"] = setting.categories(rows)
        values["starred"] = .list(
            rows.filter { $0.flags.contains(.key) }.map { row in
                DocumentRecord([
                    "number": row.number.description, "unit": row.unit.name, "text": row.text,
                    "stage": setting.words.word(row.stage), "deadline": setting.date(row.due),
                ])
            })
        values["findings"] = setting.rows(rows.filter { $0.stage.isOpen })
        return setting.record(values)
    }
}

extension DocumentSetting {
    /// Totals over some findings; stage closures are not in the rate (domain §4).
    func sums(_ rows: [FindingRow]) -> [String: DocumentRecord.Value] {
        let closed = rows.count { !$0.stage.isOpen }
        let counted = rows.filter { $0.closure != .stage }
        let full = counted.count { !$0.stage.isOpen }
        let tenths = counted.isEmpty ? 0 : (full * 1000 + counted.count / 2) / counted.count
        return [
            "total": .init(rows.count), "closed": .init(closed), "open": .init(rows.count - closed),
            "overdue": .init(rows.count { $0.overdueDays(on: today) > 0 }),
            "listed": .init(rows.count { $0.isListed }), "relapsed": .init(rows.count { $0.relapses > 0 }),
            "units": .init(Set(rows.map(\.unit.id)).count),
            "rate": .text("\(tenths / 10).\(tenths % 10)%"),
        ]
    }

    /// By level 1 of the category.
    func categories(_ rows: [FindingRow]) -> DocumentRecord.Value {
        .list(
            Tally.count(rows) { $0.category.firstComponent }.map { name, rows in
                DocumentRecord([
                    "name": name, "count": String(rows.count), "closed": String(rows.count { !$0.stage.isOpen }),
                ])
            })
    }
}

extension String {
    /// The part before ` / `.
    fileprivate var firstComponent: String {
        firstRange(of: OrganisationReference.separator).map { String(self[..<$0.lowerBound]) } ?? self
    }
}
