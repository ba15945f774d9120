import Attestation
import Rectification
import Requests

/// Keeps the read models in step with the log; the same functions serve a write and a rebuild.
struct Projection {
    let reader: LedgerReader

    init(_ reader: LedgerReader) { self.reader = reader }

    private var connection: any SQLConnection { reader.connection }

    /// Returns whether the counters change with it: a comment, say, changes none.
    func write(_ record: FindingRecord, replacing old: FindingRecord?) throws -> Bool {
        guard let old else {
            try insert(PreparedFinding.NewRow(record), record.row.number)
            return true
        }
        let number = SQLValue.integer(record.row.number.value)
        let (sql, values, isCountedAnew) = record.update(from: old)
        try connection.execute(sql, values)
        if old.searched != record.searched {
            try connection.execute(reader.dialect.deleteWords, [number, .utf8(Bigrams.words(of: old.searched))])
            try connection.execute(reader.dialect.insertWords, [number, .utf8(Bigrams.words(of: record.searched))])
        }
        return isCountedAnew
    }

    func insert(_ row: PreparedFinding.NewRow, _ number: FindingNumber) throws {
        try connection.execute(FindingRecord.insert, row.values)
        try connection.execute(reader.dialect.insertWords, [.integer(number.value), .utf8(row.words)])
    }

    func recordOpinion(_ opined: Opined, of id: FindingID, by person: PersonID, at position: Int) throws {
        try connection.execute(
            "INSERT INTO opinions (position, finding, review_round, party, person, verdict) VALUES (?, ?, ?, ?, ?, ?)",
            [
                .integer(position), .text(id.description), .integer(opined.reviewRound),
                .text(opined.party.description), .text(person.description), .text(opined.verdict.code.rawValue),
            ])
    }

    /// Events of reference data and of the ledger itself.
    func project(_ event: AnyEvent, in stream: Stream, at position: Int, _ stamp: EventStamp) throws {
        switch event {
        // What has a life of its own is folded first and written whole.
        case .finding, .meeting, .group(.issue), .letter, .ledger: break
        case .group(.suggestion(let event)):
            if case .group(let id) = stream { try write(event, id, stamp) }
        case .policy(let policy):
            try connection.execute(
                "INSERT INTO policies (position, digest, text) VALUES (?, ?, ?)",
                [.integer(position), .text(policy.digest), .text(policy.text)])
        case .organisation(.added(let organisation)), .organisation(.changed(let organisation)):
            let isNew = if case .organisation(.added) = event { true } else { false }
            // Nothing adds up to a new unit yet, and nothing is below it.
            if !isNew { try UnitSums.carry(organisation, reader) }
            try connection.execute(
                """
                INSERT INTO organisations (id, name, kind, parent, head, path, town, district)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, parent = excluded.parent,
                  head = excluded.head, path = excluded.path, town = excluded.town, district = excluded.district
                """,
                [
                    .text(organisation.id.description), .text(organisation.name), .text(organisation.kind.rawValue),
                    SQLValue(organisation.parent?.description), SQLValue(organisation.head),
                ] + place(of: organisation))
            if !isNew { try renamePaths(below: organisation.id) }
        case .person(.added(let person)), .person(.changed(let person)):
            let id = SQLValue.text(person.id.description)
            try connection.execute(
                """
                INSERT INTO persons (id, name, organisation, position) VALUES (?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, organisation = excluded.organisation,
                  position = excluded.position
                """,
                [
                    id, .text(person.name), SQLValue(person.organisation?.id.description), .integer(position),
                ])
            try connection.execute("DELETE FROM logins WHERE person = ?", [id])
            for login in person.logins where !person.isRetired {
                try connection.execute("INSERT INTO logins (login, person) VALUES (?, ?)", [.text(login), id])
            }
        case .person(.keyOffered(let key, let publicKey)):
            guard case .person(let person) = stream else { break }
            try connection.execute(
                "INSERT INTO keys (fingerprint, person, public_key, offered) VALUES (?, ?, ?, ?)",
                [.text(key), .text(person.description), .text(publicKey), .integer(position)])
        case .person(.keyEnrolled(let key, let signer)):
            guard case .person(let person) = stream else { break }
            try connection.execute(
                """
                UPDATE keys SET retired = ?
                WHERE fingerprint = ? AND person = ? AND enrolled IS NOT NULL AND retired IS NULL
                """, [.integer(position), .text(signer), .text(person.description)])
            try connection.execute(
                "UPDATE keys SET enrolled = ? WHERE fingerprint = ?", [.integer(position), .text(key)])
        case .person(.keyRetired(let key, _, _)):
            try connection.execute(
                "UPDATE keys SET retired = ? WHERE fingerprint = ?", [.integer(position), .text(key)])
        case .round(.added(let round)), .round(.changed(let round)):
            try connection.execute(
                """
                INSERT INTO rounds (id, name, position) VALUES (?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET position = excluded.position
                """, [.text(round.id.description), .text(round.name), .integer(position)])
        }
    }

    /// Path of names, town and district, each the nearest from the organisation itself upwards.
    private func place(of organisation: Organisation) throws -> [SQLValue] {
        let above = try organisation.parent.flatMap { parent in
            try connection.first(
                "SELECT path, town, district FROM organisations WHERE id = ?", [.text(parent.description)]
            ) { (path: $0.text(0), town: $0.optionalText(1), district: $0.optionalText(2)) }
        }
        let id = organisation.id.description
        return [
            .text((above.map { $0.path + OrganisationReference.separator } ?? "") + organisation.name),
            SQLValue(organisation.kind == .town ? id : above?.town),
            SQLValue(organisation.kind == .district ? id : above?.district),
        ]
    }

    private func renamePaths(below id: OrganisationID) throws {
        let children = try connection.rows(
            "SELECT id FROM organisations WHERE parent = ?", [.text(id.description)]
        ) { OrganisationID($0.text(0)) }.compactMap { $0 }
        for child in children {
            guard let organisation = try reader.organisation(child) else { continue }
            try connection.execute(
                "UPDATE organisations SET path = ?, town = ?, district = ? WHERE id = ?",
                place(of: organisation) + [.text(child.description)])
            try renamePaths(below: child)
        }
    }
}
