package import Attestation
package import Rectification
package import Requests
package import Signing

/// Questions to one consistent view of a ledger.
package struct LedgerReader {
    package let connection: any SQLConnection
    package let dialect: any SQLDialect
    package let settings: LedgerSettings
    package let ledger: LedgerID
    let before: ReadBefore
    /// Of this transaction: nobody else writes what it sees.
    let links = NewestLinks()
    let references = References()

    package var zone: ZoneOffset { settings.zone }

    package var algorithm: Digest.Algorithm { settings.crypto.digest }

    /// Position of the newest event; every writer raises it.
    package func head() throws -> Int {
        try connection.first("SELECT position FROM head") { $0.int(0) } ?? 0
    }

    /// The newest position, and the number of the next finding.
    func counts() throws -> (position: Int, nextNumber: Int) {
        try connection.first("SELECT position, next_number FROM head") { ($0.int(0), $0.int(1)) } ?? (0, 1)
    }

    package func nextNumber() throws -> FindingNumber { FindingNumber(try counts().nextNumber) }

    // MARK: Findings

    package func id(of number: FindingNumber) throws -> FindingID {
        let id = try connection.first("SELECT id FROM findings WHERE number = ?", [.integer(number.value)]) {
            FindingID($0.text(0))
        }
        guard let id, let id else { throw LedgerError(.findingMissing, ["number": number.description]) }
        return id
    }

    package func finding(_ number: FindingNumber) throws -> Finding {
        if let id = links.finding(number) { return try finding(id) }
        let found = try connection.first(
            """
            SELECT stream, version, hash FROM events
            WHERE stream = (SELECT 'finding/' || id FROM findings WHERE number = ?) ORDER BY version DESC LIMIT 1
            """, [.integer(number.value)]
        ) { (stream: $0.text(0), version: $0.int(1), hash: Digest(bytes: $0.bytes(2))) }
        guard let found, let hash = found.hash, case .finding(let id) = Stream(found.stream) else {
            throw LedgerError(.findingMissing, ["number": number.description])
        }
        links.keep(Link(version: found.version, hash: hash), of: id, number)
        return try finding(id)
    }

    /// The finding folded from its events, never from a read model.
    package func finding(_ id: FindingID) throws -> Finding {
        guard let newest = try newest(of: .finding(id)) else {
            throw LedgerError(.findingMissing, ["number": id.description])
        }
        return try before.finding(newest.hash) ?? dossier(id).finding
    }

    package func dossier(_ number: FindingNumber) throws -> FindingDossier {
        try dossier(try id(of: number))
    }

    package func dossier(_ id: FindingID) throws -> FindingDossier {
        var finding: Finding?
        var history: [HistoryEntry] = []
        var newest: Digest?
        for stored in try events(of: .finding(id)) {
            guard case .finding(let event) = stored.text.event else { continue }
            let stamp = stored.text.stamp(in: zone)
            if finding == nil {
                finding = Finding(id: id, first: event, stamp: stamp)
            } else {
                finding?.evolve(event, stamp)
            }
            newest = Digest(bytes: stored.hash)
            history.append(
                HistoryEntry(
                    position: stored.position, version: stored.text.version, at: stored.text.time,
                    person: stored.text.person, name: stored.text.name, login: stored.text.login, event: event))
        }
        guard let finding, let newest else { throw LedgerError(.findingMissing, ["number": id.description]) }
        before.keep(finding, newest)
        return FindingDossier(finding: finding, history: history)
    }

    package func row(_ number: FindingNumber) throws -> FindingRow? {
        try connection.first(
            "SELECT \(FindingRecord.columns) FROM findings WHERE number = ?", [.integer(number.value)]
        ) { FindingRecord($0)?.row }.flatMap { $0 }
    }

    package func row(id: FindingID) throws -> FindingRow? {
        try connection.first("SELECT \(FindingRecord.columns) FROM findings WHERE id = ?", [.text(id.description)]) {
            FindingRecord($0)?.row
        }.flatMap { $0 }
    }

    /// The finding that a row of a ledger is about.
    package func row(_ identity: FindingIdentity) throws -> FindingRow? {
        var found: FindingRow?
        try connection.forEach(
            "SELECT \(FindingRecord.columns) FROM findings WHERE identity = ?", [.integer(identity.number)]
        ) { row in
            if let row = FindingRecord(row)?.row, FindingIdentity(of: row) == identity { found = row }
            return found == nil
        }
        return found
    }

    /// Whether any finding belongs to a round, as of the last commit.
    package func hasFindings(inRound round: String) throws -> Bool {
        try connection.first("SELECT 1 FROM counters WHERE round = ? LIMIT 1", [.text(round)]) { _ in true } ?? false
    }

    /// The text that was submitted for review, by its digest.
    package func content(_ digest: String) throws -> String? {
        try connection.first("SELECT text FROM contents WHERE digest = ?", [.text(digest)]) { $0.text(0) }
    }

    // MARK: Events

    /// The last link of a stream's chain.
    struct Link {
        let version: Int
        let hash: Digest
    }

    func newest(of stream: Stream) throws -> Link? {
        if let known = links[stream] { return known }
        let newest = try connection.first(
            "SELECT version, hash FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1",
            [.text(stream.description)]
        ) { row in Digest(bytes: row.bytes(1)).map { Link(version: row.int(0), hash: $0) } }.flatMap { $0 }
        links[stream] = newest
        return newest
    }

    /// Where the ledger was moved to: `moved` is the last event of the copy that was left (cli.md, `move`).
    package func movedTo() throws -> String? {
        try connection.first(
            "SELECT position, hash, text FROM events WHERE position = (SELECT position FROM head) AND stream = ?",
            [.text(Stream.ledger(ledger).description)]
        ) { row in
            if case .ledger(.moved(let target)) = try reference(row) { target } else { nil }
        }.flatMap { $0 }
    }

    /// The event of the columns position, hash, text, read once in the life of the process.
    func reference(_ row: any SQLRow) throws -> AnyEvent {
        guard let hash = Digest(bytes: row.bytes(1)) else { throw LedgerError(.damaged, ["why": "hash"]) }
        return try before.text(hash) { try StoredEvent(row).text }.event
    }

    package func events(of stream: Stream) throws -> [StoredEvent] {
        try connection.rows(
            "SELECT position, hash, text FROM events WHERE stream = ? ORDER BY version", [.text(stream.description)]
        ) { try StoredEvent($0) }
    }

    /// Events after a position, oldest first, until `each` returns false.
    package func events(
        after position: Int, stream: String? = nil, _ each: (StoredEvent) throws -> Bool
    ) throws {
        let condition = stream == nil ? "" : " AND stream = ?"
        try connection.scan(
            "SELECT position, hash, text FROM events WHERE position > ?\(condition) ORDER BY position",
            [.integer(position)] + (stream.map { [.text($0)] } ?? [])
        ) { try each(try StoredEvent($0)) }
    }

    // MARK: Reference data

    package func organisation(_ id: OrganisationID) throws -> Organisation? {
        try references.remembered(.organisation(id)) {
            try connection.first(
                "SELECT id, name, kind, parent, head FROM organisations WHERE id = ?", [.text(id.description)],
                Self.organisation
            ).flatMap { $0 }
        }
    }

    package func organisations(named name: String) throws -> [Organisation] {
        try connection.rows(
            "SELECT id, name, kind, parent, head FROM organisations WHERE name = ? ORDER BY path", [.text(name)],
            Self.organisation
        ).compactMap { $0 }
    }

    /// Paths that contain some words, at most `limit`, shortest first.
    package func paths(containing words: String, limit: Int) throws -> [String] {
        try connection.rows(
            "SELECT path FROM organisations WHERE \(dialect.contains("path")) AND kind <> 'team' ORDER BY length(path), path LIMIT \(limit)",
            [.text(words)]
        ) { $0.text(0) }
    }

    /// Heads of units in whose name some words stand, at most `limit`.
    package func heads(containing words: String, limit: Int) throws -> [String] {
        try connection.rows(
            "SELECT DISTINCT head FROM organisations WHERE head <> '' AND \(dialect.contains("head")) ORDER BY head LIMIT \(limit)",
            [.text(words)]
        ) { $0.text(0) }
    }

    /// Leaders of findings in whose name some words stand, at most `limit`: one step in the index for each leader there is, however many findings.
    package func leaders(containing words: String, limit: Int) throws -> [String] {
        var found: [String] = []
        var last = ""
        for _ in 0..<Self.leadersLookedAt where found.count < limit {
            let next = try connection.first("SELECT min(leader) FROM findings WHERE leader > ?", [.text(last)]) {
                $0.optionalText(0)
            }
            guard let next, let next else { break }
            if words.isEmpty || next.contains(words) { found.append(next) }
            last = next
        }
        return found
    }

    private static let leadersLookedAt = 2000

    package func organisations() throws -> [Organisation] {
        try connection.rows(
            "SELECT id, name, kind, parent, head FROM organisations ORDER BY path", [], Self.organisation
        )
        .compactMap { $0 }
    }

    package func reference(to id: OrganisationID) throws -> OrganisationReference? {
        try references.remembered(.path(id)) {
            try connection.first("SELECT path FROM organisations WHERE id = ?", [.text(id.description)]) {
                OrganisationReference(id: id, path: $0.text(0))
            }
        }
    }

    private static func organisation(_ row: any SQLRow) -> Organisation? {
        guard let id = OrganisationID(row.text(0)), let kind = Organisation.Kind(rawValue: row.text(2)) else {
            return nil
        }
        return Organisation(
            id: id, name: row.text(1), kind: kind, parent: row.optionalText(3).flatMap { OrganisationID($0) },
            head: row.optionalText(4))
    }

    /// The chains of parents above some organisations: what a decision needs of the tree.
    package func tree(around ids: [OrganisationID]) throws -> OrganisationTree {
        var tree = OrganisationTree()
        for id in ids {
            var next: OrganisationID? = id
            while let current = next, tree[current] == nil, let organisation = try organisation(current) {
                tree.insert(organisation)
                next = organisation.parent
            }
        }
        return tree
    }

    package func person(_ id: PersonID) throws -> Person? {
        try persons("id = ?", [.text(id.description)]).first
    }

    package func persons(named name: String) throws -> [Person] { try persons("name = ?", [.text(name)]) }

    package func persons(boundTo login: String) throws -> [Person] {
        try persons("id IN (SELECT person FROM logins WHERE login = ?)", [.text(login)])
    }

    package func persons() throws -> [Person] { try persons("1 = 1", []) }

    func persons(_ condition: String, _ values: [SQLValue]) throws -> [Person] {
        try references.remembered(.persons(condition, values)) {
            try connection.rows(
                """
                SELECT e.position, e.hash, e.text FROM persons p JOIN events e ON e.position = p.position
                WHERE p.\(condition) ORDER BY p.name, p.id
                """.replacing("p.1 = 1", with: "1 = 1"), values
            ) { row in
                switch try reference(row) {
                case .person(.added(let person)), .person(.changed(let person)): person
                case _: nil
                }
            }.compactMap { $0 }
        }
    }

    package func round(named name: String) throws -> Round? { try rounds("WHERE r.name = ?", [.text(name)]).first }

    package func rounds() throws -> [Round] { try rounds("", []) }

    private func rounds(_ condition: String, _ values: [SQLValue]) throws -> [Round] {
        try references.remembered(.rounds(condition, values)) {
            try connection.rows(
                """
                SELECT e.position, e.hash, e.text FROM rounds r JOIN events e ON e.position = r.position
                \(condition) ORDER BY r.name
                """, values
            ) { row in
                switch try reference(row) {
                case .round(.added(let round)), .round(.changed(let round)): round
                case _: nil
                }
            }.compactMap { $0 }
        }
    }

    /// The policy in force now, or at a position of the log.
    package func policy(at position: Int? = nil) throws -> PolicyAdopted? {
        try policy("text, digest", position) { PolicyAdopted(text: $0.text(0), digest: $0.text(1)) }
    }

    /// The digest of that policy, which names it.
    package func policyDigest(at position: Int? = nil) throws -> String? {
        try policy("digest", position) { $0.text(0) }
    }

    private func policy<Value: Sendable>(
        _ columns: String, _ position: Int?, _ read: (any SQLRow) -> Value
    ) throws -> Value? {
        try references.remembered(.policy(columns, position)) {
            try connection.first(
                "SELECT \(columns) FROM policies WHERE position <= ? ORDER BY position DESC LIMIT 1",
                [.integer(position ?? Int(Int32.max) * 1_000_000)], read)
        }
    }

    /// Position of the event that made a version of a finding.
    package func position(of id: FindingID, version: Int) throws -> Int? {
        try connection.first(
            "SELECT position FROM events WHERE stream = ? AND version = ?",
            [.text(Stream.finding(id).description), .integer(version)]
        ) { $0.int(0) }
    }

    /// Every mapping of an import, oldest first.
    package func mappings() throws -> [String] {
        try events(of: .ledger(ledger)).compactMap { stored in
            if case .ledger(.mappingRemembered(let lines)) = stored.text.event { lines } else { nil }
        }
    }

    /// Size and RFC 6962 root over every event of the log so far.
    package func merkle() throws -> LogHead {
        var frontier = MerkleFrontier(algorithm)
        try extend(&frontier)
        return LogHead(size: frontier.size, root: frontier.root)
    }

    /// Takes in the events that came after those that are in it.
    func extend(_ frontier: inout MerkleFrontier) throws {
        try connection.scan(
            "SELECT hash FROM events WHERE position > ? ORDER BY position", [.integer(frontier.size)]
        ) { row in
            guard let leaf = Digest(bytes: row.bytes(0)) else { throw LedgerError(.damaged, ["why": "hash"]) }
            frontier.append(leaf: leaf)
            return true
        }
    }
}

extension EventText {
    package func stamp(in zone: ZoneOffset) -> EventStamp {
        EventStamp(version: version, at: time, day: time.day(in: zone), person: person, name: name)
    }
}

extension StoredEvent {
    /// Reads the columns position, hash, text; throws `damaged` for a text that is none.
    package init(_ row: any SQLRow) throws {
        do {
            position = row.int(0)
            hash = row.bytes(1)
            text = try EventText(row.bytes(2))
        } catch let error as CanonicalTextError {
            throw LedgerError(.damaged, ["why": "@\(row.int(0)):\(error.line)"])
        }
    }
}
