package import Rectification
package import Requests

/// How a finding's row stands in the table `findings`.
package struct FindingRecord: Hashable, Sendable {
    package let row: FindingRow
    package let group: GroupID?
    /// `FindingIdentity.number`
    let identity: Int

    package init(of finding: borrowing Finding, changed: Int) {
        row = FindingRow(of: finding, changed: changed)
        group = finding.group?.id
        identity = FindingIdentity(of: row).number
    }

    private static let names =
        [
            "number", "id", "version", "changed", "stage", "external_number", "round", "unit", "unit_path", "text",
            "category", "source", "leader", "flags", "deadline", "due", "listed", "extension", "returned",
            "brought_forward", "review_round", "relapses", "seats", "closed_on", "closure", "consolidate_from",
            "group_id",
            "identity",
        ] + besideNames + ["filed_on", "review_marks"]

    static let columns = names.joined(separator: ", ")

    /// Whether a row of `columns` holds just this.
    func stands(in row: any SQLRow) -> Bool {
        for (column, value) in values.enumerated() {
            let isSame =
                // NULL reads as 0 and as an empty text.
                switch value {
                case .null: row.isNull(column)
                case .integer(let number): row.int(column) == number && (number != 0 || !row.isNull(column))
                case .text(let text): row.isText(column, text) && (!text.isEmpty || !row.isNull(column))
                case .utf8(let bytes), .bytes(let bytes): !row.isNull(column) && row.bytes(column) == bytes
                }
            if !isSame { return false }
        }
        return true
    }

    static let insert =
        "INSERT INTO findings (\(columns)) VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))"

    /// The statement that turns an older row of the same finding into this one, touching only what differs, so that no index is written in vain; and whether more differs than that something was written.
    func update(from old: FindingRecord) -> (sql: String, values: [SQLValue], isCountedAnew: Bool) {
        var changes: [String] = []
        var changed: [SQLValue] = []
        var isCountedAnew = false
        for (name, (before, now)) in zip(Self.names, zip(old.values, values)) where before != now {
            changes.append(name + " = ?")
            changed.append(now)
            if name != "version", name != "changed" { isCountedAnew = true }
        }
        return (
            "UPDATE findings SET \(changes.joined(separator: ", ")) WHERE number = ?",
            changed + [.integer(row.number.value)], isCountedAnew
        )
    }

    var values: [SQLValue] {
        [
            .integer(row.number.value), .text(row.id.description), .integer(row.version), .integer(row.changed),
            .integer(row.stage.column), SQLValue(row.externalNumber), .text(row.round),
            .text(row.unit.id.description), .text(row.unit.path), .text(row.text), .text(row.category),
            .text(row.source.rawValue), SQLValue(row.leader), .integer(row.flags.mask),
            .text(row.deadlineCode.rawValue), .integer(row.due?.number ?? PageAnchor.noDay), SQLValue(row.isListed),
            SQLValue(row.hasPendingExtension), SQLValue(row.hasPendingReturn), SQLValue(row.isBroughtForward),
            .integer(row.reviewRound), .integer(row.relapses),
            .text(row.seats.map { "\($0.party)=\($0.verdict.rawValue)" }.joined(separator: ",")),
            SQLValue(row.closedOn?.number), SQLValue(row.closure?.rawValue), SQLValue(row.consolidateFrom?.number),
            SQLValue(group?.description), .integer(identity),
        ] + besideValues + [SQLValue(row.filedOn?.number), .integer(row.reviewMarks.mask)]
    }

    /// `nil` when the columns hold what no program of this version wrote.
    init?(_ row: any SQLRow) {
        guard let id = FindingID(row.text(1)), let unit = OrganisationID(row.text(7)),
            StageCode.allCases.indices.contains(row.int(4)), let source = Finding.Source(rawValue: row.text(11)),
            let deadline = DeadlineCode(rawValue: row.text(14))
        else { return nil }
        let due = row.int(15)
        let seats = row.text(22).split(separator: ",").compactMap { seat -> FindingRow.SeatState? in
            let parts = seat.split(separator: "=")
            guard parts.count == 2, let verdict = VerdictCode(rawValue: String(parts[1])) else { return nil }
            return FindingRow.SeatState(party: PartyCode(String(parts[0])), verdict: verdict)
        }
        self.row = FindingRow(
            number: FindingNumber(row.int(0)), id: id, version: row.int(2), changed: row.int(3),
            stage: StageCode.allCases[row.int(4)], externalNumber: row.optionalText(5), round: row.text(6),
            unit: OrganisationReference(id: unit, path: row.text(8)), text: row.text(9), category: row.text(10),
            source: source, leader: row.optionalText(12), flags: Set(mask: row.int(13)), deadlineCode: deadline,
            due: due == PageAnchor.noDay ? nil : Day(number: due), isListed: row.int(16) == 1,
            hasPendingExtension: row.int(17) == 1, hasPendingReturn: row.int(18) == 1,
            isBroughtForward: row.int(19) == 1, reviewRound: row.int(20), relapses: row.int(21), seats: seats,
            closedOn: row.optionalInt(23).map(Day.init(number:)),
            closure: row.optionalText(24).flatMap(Closure.Kind.init(rawValue:)),
            consolidateFrom: row.optionalInt(25).map(Day.init(number:)), beside: Beside(row, from: 29),
            filedOn: row.optionalInt(42).map(Day.init(number:)), reviewMarks: Set(mask: row.int(43)))
        group = row.optionalText(26).flatMap { GroupID($0) }
        identity = row.int(27)
    }

    /// What full text searches: the problem, its external number and its unit.
    var searched: [String] { [row.text, row.externalNumber ?? "", row.unit.name] }
}

extension Set<ReviewMark> {
    /// One bit a mark, in the order of `ReviewMark.allCases`.
    var mask: Int {
        isEmpty ? 0 : ReviewMark.allCases.enumerated().reduce(0) { contains($1.element) ? $0 | 1 << $1.offset : $0 }
    }

    init(mask: Int) {
        self = Set(ReviewMark.allCases.enumerated().filter { mask & (1 << $0.offset) != 0 }.map(\.element))
    }
}

extension Set<Finding.Flag> {
    /// One bit a flag, in the order of `Flag.allCases`.
    var mask: Int {
        guard !isEmpty else { return 0 }
        var mask = 0
        for (bit, flag) in Finding.Flag.allCases.enumerated() where contains(flag) { mask |= 1 << bit }
        return mask
    }

    init(mask: Int) {
        self = []
        for (bit, flag) in Finding.Flag.allCases.enumerated() where mask & (1 << bit) != 0 { insert(flag) }
    }
}

extension Finding.Flag {
    /// The flag's bit in the column `flags`.
    var bit: Int { ([self] as Set).mask }
}
