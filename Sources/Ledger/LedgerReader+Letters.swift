internal import Attestation
package import Rectification
package import Requests

/// How a letter stands in the table `letters`.
struct LetterRecord: Hashable, Sendable {
    let letter: Letter

    init(of letter: Letter) { self.letter = letter }

    static let columns = """
        number, id, version, state, code, year, serial, issue, issue_number, issue_title, department, department_path, drafted, issued, due, answered
        """

    static let upsert = """
        INSERT INTO letters (\(columns)) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        ON CONFLICT (number) DO UPDATE SET version = excluded.version, state = excluded.state, code = excluded.code,
          year = excluded.year,
          serial = excluded.serial, department = excluded.department, department_path = excluded.department_path,
          issued = excluded.issued, due = excluded.due, answered = excluded.answered
        """

    var values: [SQLValue] {
        [
            .integer(letter.number), .text(letter.id.description), .integer(letter.version),
            .text(letter.state.rawValue), SQLValue(letter.code?.description), SQLValue(letter.code?.year),
            SQLValue(letter.code?.serial),
            .text(letter.issue.id.description), .integer(letter.issue.number), .text(letter.issue.title),
            .text(letter.words.to.id.description), .text(letter.words.to.path), .integer(letter.draftedOn.number),
            SQLValue(letter.issuedOn?.number), SQLValue(letter.words.due?.number), SQLValue(letter.answer?.on.number),
        ]
    }

    static func stored(_ row: any SQLRow) -> [SQLValue] {
        [
            .integer(row.int(0)), .text(row.text(1)), .integer(row.int(2)), .text(row.text(3)),
            SQLValue(row.optionalText(4)), SQLValue(row.optionalInt(5)), SQLValue(row.optionalInt(6)),
            .text(row.text(7)), .integer(row.int(8)), .text(row.text(9)), .text(row.text(10)), .text(row.text(11)),
            .integer(row.int(12)), SQLValue(row.optionalInt(13)), SQLValue(row.optionalInt(14)),
            SQLValue(row.optionalInt(15)),
        ]
    }

    /// `nil` when the columns hold what no program of this version wrote.
    static func row(_ row: any SQLRow) -> LetterRow? {
        guard let id = LetterID(row.text(1)), let state = Letter.State(rawValue: row.text(3)),
            let issue = GroupID(row.text(7)), let department = OrganisationID(row.text(10))
        else { return nil }
        return LetterRow(
            number: row.int(0), id: id, version: row.int(2), state: state,
            code: row.optionalText(4).flatMap { LetterCode($0) },
            issue: IssueReference(id: issue, number: row.int(8), title: row.text(9)),
            to: OrganisationReference(id: department, path: row.text(11)), draftedOn: Day(number: row.int(12)),
            issuedOn: row.optionalInt(13).map(Day.init(number:)), due: row.optionalInt(14).map(Day.init(number:)),
            answeredOn: row.optionalInt(15).map(Day.init(number:)))
    }
}

extension Projection {
    func write(_ record: LetterRecord) throws {
        try reader.connection.execute(LetterRecord.upsert, record.values)
    }
}

extension LedgerReader {
    /// The letter folded from its events, never from a read model. Throws `letter.missing`.
    package func letter(_ number: Int) throws -> Letter {
        let id = try connection.first("SELECT id FROM letters WHERE number = ?", [.integer(number)]) {
            LetterID($0.text(0))
        }
        guard let id, let id, let letter = try letter(id) else {
            throw LedgerError(.letterMissing, ["number": String(number)])
        }
        return letter
    }

    package func letter(_ id: LetterID) throws -> Letter? {
        var letter: Letter?
        for stored in try events(of: .letter(id)) { fold(stored, into: &letter) }
        return letter
    }

    private func fold(_ stored: StoredEvent, into letter: inout Letter?) {
        guard case .letter(let event) = stored.text.event, case .letter(let id) = stored.text.stream else { return }
        let stamp = stored.text.stamp(in: zone)
        if letter == nil {
            letter = Letter(id: id, first: event, stamp: stamp)
        } else {
            letter?.evolve(event, stamp)
        }
    }

    package func nextLetterNumber() throws -> Int {
        (try connection.first("SELECT max(number) FROM letters") { $0.int(0) } ?? 0) + 1
    }

    /// The highest serial that went out in a year.
    package func lastSerial(in year: Int) throws -> Int {
        try connection.first("SELECT max(serial) FROM letters WHERE year = ?", [.integer(year)]) { $0.int(0) } ?? 0
    }

    /// Letters, those that wait longest for a reply first, then the newest.
    package func letters(_ filter: LetterFilter = LetterFilter(), today: Day) throws -> [LetterRow] {
        var terms: [String] = []
        var values: [SQLValue] = []
        if filter.isOverdue {
            terms.append("state = 'issued' AND due < ?")
            values.append(.integer(today.number))
        }
        if filter.states.isEmpty {
            terms.append("state <> 'discarded'")
        } else {
            let states = filter.states.map(\.rawValue).sorted()
            terms.append("state IN (\(states.map { _ in "?" }.joined(separator: ", ")))")
            values += states.map { .text($0) }
        }
        if let issue = filter.issue {
            terms.append("issue = ?")
            values.append(.text(issue.description))
        }
        let rows = try connection.rows(
            "SELECT \(LetterRecord.columns) FROM letters WHERE \(terms.joined(separator: " AND "))", values
        ) { LetterRecord.row($0) }.compactMap { $0 }
        return rows.sorted { left, right in
            let late = (left.overdueDays(on: today), right.overdueDays(on: today))
            return late.0 != late.1 ? late.0 > late.1 : left.number > right.number
        }
    }

    package func letterFigures(today: Day) throws -> LetterFigures {
        try connection.first(
            """
            SELECT count(serial), count(answered), sum(CASE WHEN state = 'issued' AND due < ? THEN 1 ELSE 0 END)
            FROM letters
            """, [.integer(today.number)]
        ) { LetterFigures(issued: $0.int(0), answered: $0.int(1), overdue: $0.int(2)) }
            ?? LetterFigures(issued: 0, answered: 0, overdue: 0)
    }
}
