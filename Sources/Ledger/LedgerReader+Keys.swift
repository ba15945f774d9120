package import Attestation
package import Rectification
package import Signing

/// Keys, signatures and heads of the log. What is signed is folded from events; tables only say where to look.
extension LedgerReader {
    package func keys(of person: PersonID) throws -> PersonKeys {
        try references.remembered(.keys(person)) {
            var keys = PersonKeys()
            for stored in try events(of: .person(person)) {
                if case .person(let event) = stored.text.event { keys.evolve(event, of: person, at: stored.position) }
            }
            return keys
        }
    }

    /// Whose key it is; `nil` for one that nobody offered.
    package func owner(ofKey fingerprint: String) throws -> PersonID? {
        try references.remembered(.owner(fingerprint)) {
            try connection.first("SELECT person FROM keys WHERE fingerprint = ?", [.text(fingerprint)]) {
                PersonID($0.text(0))
            }.flatMap { $0 }
        }
    }

    /// Everybody who ever offered a key, in the order of their first.
    package func keyHolders() throws -> [PersonID] {
        try connection.rows("SELECT person FROM keys GROUP BY person ORDER BY min(offered)") { PersonID($0.text(0)) }
            .compactMap { $0 }
    }

    /// What a key in the hand, or none, is worth for a person.
    package func standing(of presented: String?, for person: PersonID) throws -> KeyStanding {
        if settings.isPractice { return .practice }
        var name: String?
        if let presented, let owner = try owner(ofKey: presented) { name = try self.person(owner)?.name }
        return try keys(of: person).standing(of: presented, owner: name)
    }

    /// Fingerprint of the first key that was enrolled.
    package func rootKey() throws -> String? {
        try references.remembered(.rootKey) {
            let stored = try connection.first(
                """
                SELECT e.position, e.hash, e.text FROM events e
                WHERE e.position = (SELECT min(enrolled) FROM keys)
                """, []
            ) { try StoredEvent($0) }
            if case .person(.keyEnrolled(let key, _)) = stored?.text.event { return key }
            return nil
        }
    }

    /// How many active administrators have a live key.
    package func administratorsWithKeys() throws -> Int {
        var count = 0
        for id in try keyHolders() {
            guard let person = try person(id), !person.isRetired, person.roles.contains(.admin) else { continue }
            if try keys(of: id).live != nil { count += 1 }
        }
        return count
    }

    package func keyContext(for actor: Person, presented: String?) throws -> KeyContext {
        KeyContext(
            actor: actor, standing: try standing(of: presented, for: actor.id), rootKey: try rootKey(),
            administrators: try administratorsWithKeys())
    }

    /// A signature as it stands in its file; `nil` when the event has none.
    package func signature(at position: Int) throws -> [UInt8]? {
        try connection.first("SELECT signature FROM signatures WHERE position = ?", [.integer(position)]) {
            $0.bytes(0)
        }
    }

    /// The newest checkpoint; its event stands at position `size + 1`.
    package func newestCheckpoint() throws -> LogHead? {
        try references.remembered(.checkpoint) {
            var found: LogHead?
            try connection.forEach(
                "SELECT position, hash, text FROM events WHERE stream = ? ORDER BY version DESC",
                [.text(Stream.ledger(ledger).description)]
            ) { row in
                if case .ledger(.checkpointed(let size, let root, _)) = try reference(row) {
                    found = Digest(hex: root).map { LogHead(size: size, root: $0) }
                    return false
                }
                return true
            }
            return found
        }
    }
}

extension LedgerReader {
    /// The RFC 6962 roots over the first so many events; a size that the log does not reach has none.
    package func roots(at sizes: [Int]) throws -> [Int: Digest] {
        guard let largest = sizes.max() else { return [:] }
        let wanted = Set(sizes)
        var frontier = MerkleFrontier(algorithm)
        var roots: [Int: Digest] = [:]
        try connection.scan(
            "SELECT hash FROM events WHERE position <= ? ORDER BY position", [.integer(largest)]
        ) { row in
            guard let leaf = Digest(bytes: row.bytes(0)) else { throw LedgerError(.damaged, ["why": "hash"]) }
            frontier.append(leaf: leaf)
            if wanted.contains(frontier.size) { roots[frontier.size] = frontier.root }
            return true
        }
        return roots
    }

    package func hash(at position: Int) throws -> [UInt8]? {
        try connection.first("SELECT hash FROM events WHERE position = ?", [.integer(position)]) { $0.bytes(0) }
    }
}
