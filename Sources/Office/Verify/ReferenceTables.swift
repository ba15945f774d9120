internal import Attestation
internal import Ledger
internal import Rectification
internal import Signing

extension LedgerReader {
    /// The tables of organisations, people, keys, policies and rounds that are not what the events give, by name.
    func referenceTables(differingFrom history: LogHistory) throws -> [String] {
        let tables: [(name: String, columns: String, expected: [[String?]])] = [
            ("organisations", "id, name, kind, parent, head, path, town, district", history.organisationRows),
            ("persons", "id, name, organisation, CAST(position AS TEXT)", history.personRows),
            ("logins", "login, person", history.loginRows),
            (
                "keys",
                """
                fingerprint, person, public_key, CAST(offered AS TEXT), CAST(enrolled AS TEXT), CAST(retired AS TEXT)
                """, history.keyRows
            ),
            ("rounds", "id, name, CAST(position AS TEXT)", history.roundRows),
            ("policies", "CAST(position AS TEXT), digest", history.policyRows),
        ]
        var differing = try tables.filter { table in
            let count = table.columns.split(separator: ",").count
            let stored = try connection.rows("SELECT \(table.columns) FROM \(table.name)") { row in
                (0..<count).map { row.optionalText($0) }
            }
            return Set(stored) != Set(table.expected) || stored.count != table.expected.count
        }.map(\.name)
        let texts = try connection.rows("SELECT text, digest FROM policies") { ($0.text(0), $0.text(1)) }
        if !differing.contains("policies"), texts.contains(where: { Digest(of: $0, algorithm).hex != $1 }) {
            differing.append("policies")
        }
        return differing
    }
}

/// The rows of reference data as the events give them, each column as text.
extension LogHistory {
    fileprivate var organisationRows: [[String?]] {
        organisations.values.compactMap(\.last).map { organisation in
            [
                organisation.id.description, organisation.name, organisation.kind.rawValue,
                organisation.parent?.description, organisation.head, tree.reference(to: organisation.id)?.path,
                nearest(.town, from: organisation.id)?.description,
                nearest(.district, from: organisation.id)?.description,
            ]
        }
    }

    /// The organisation itself or the nearest above it that is of a kind.
    private func nearest(_ kind: Organisation.Kind, from id: OrganisationID) -> OrganisationID? {
        tree.chain(from: id).first { $0.kind == kind }?.id
    }

    fileprivate var personRows: [[String?]] {
        persons.values.compactMap(\.changes.last).map { position, person in
            [person.id.description, person.name, person.organisation?.id.description, String(position)]
        }
    }

    fileprivate var loginRows: [[String?]] {
        persons.values.compactMap(\.last).filter { !$0.isRetired }.flatMap { person in
            person.logins.map { [$0, person.id.description] }
        }
    }

    fileprivate var keyRows: [[String?]] {
        keys.values.map { key in
            [
                key.fingerprint, key.person.description, key.publicKey, String(key.offered),
                key.enrolled.map(String.init), key.retired.map(String.init),
            ]
        }
    }

    fileprivate var roundRows: [[String?]] {
        rounds.values.compactMap(\.changes.last).map { position, round in
            [round.id.description, round.name, String(position)]
        }
    }

    fileprivate var policyRows: [[String?]] {
        policies.changes.map { position, policy in [String(position), policy.digest] }
    }
}
