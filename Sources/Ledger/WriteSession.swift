package import Attestation
package import Rectification
package import Signing

/// One command inside its transaction: it reads, appends, and keeps the read models in step.
package struct WriteSession {
    package let reader: LedgerReader
    package let request: WriteRequest
    private let firstPosition: Int
    private let firstNumber: Int
    private var position: Int
    private var nextNumber: Int
    private var counters = CounterChanges()
    /// What was appended, at most the first thousand: a report of an import does not list more.
    package private(set) var events: [StoredEvent] = []
    /// Who signs what this session appends and what must be signed; `nil` when nobody unlocked a key.
    package var signer: Signer?
    private var hasRootKey: Bool
    /// The operation as its events name it.
    private let operation: String
    private var indexes = FindingIndexes.kept

    /// Whether the indexes over findings are there while this session files.
    private enum FindingIndexes {
        case kept
        /// They go when so many findings were filed that making them anew is quicker than keeping them in step.
        case leaving([Schema.FindingIndex], after: Int)
        case gone([Schema.FindingIndex])
    }

    init(reader: LedgerReader, request: WriteRequest, _ start: StartOfWriting) throws {
        self.reader = reader
        self.request = request
        operation = request.operation.description
        (position, nextNumber) = (start.position, start.nextNumber)
        hasRootKey = try !reader.settings.isPractice && reader.rootKey() != nil
        firstPosition = position + 1
        firstNumber = nextNumber
    }

    package var first: Int { firstPosition }
    package var count: Int { position + 1 - firstPosition }

    /// Makes ready for very many rows.
    ///
    /// - Parameter knowsItsOwn: what this session files it finds again by number alone, so a ledger without findings needs no index to look them up by.
    package mutating func expectMany(knowsItsOwn: Bool) throws {
        try reader.connection.expectMany()
        let needsLookups = !knowsItsOwn || nextNumber > 1
        guard reader.dialect.remakesIndexes else {
            if needsLookups, nextNumber <= Schema.fewFindings, let made = reader.dialect.makeLookupIndexes {
                try reader.connection.execute(made, [])
            }
            return
        }
        let lookups = needsLookups ? [] : Schema.lookupIndexes
        indexes = .leaving(lookups + Schema.findingIndexes, after: max(1000, nextNumber - 1))
    }

    private static let fewEvents = 1000

    private mutating func countFiled() throws {
        guard case .leaving(let leaving, let left) = indexes else { return }
        guard left <= 0 else { return indexes = .leaving(leaving, after: left - 1) }
        for index in leaving { try reader.connection.execute(index.dropped, []) }
        indexes = .gone(leaving)
    }

    /// The number of the next finding filed; never given twice.
    package mutating func takeNumber() -> FindingNumber {
        defer { nextNumber += 1 }
        return FindingNumber(nextNumber)
    }

    /// Appends what a decision gave and projects the finding once; returns it as it is then.
    package mutating func append(
        _ events: [FindingEvent], to before: Finding?, id: FindingID, by author: Author
    ) throws -> Finding? {
        var finding = before
        var previous = try before == nil ? nil : reader.newest(of: .finding(id))
        for event in events {
            let text = try store(.finding(event), stream: .finding(id), after: &previous, author)
            let stamp = text.stamp(in: reader.zone)
            if finding == nil {
                finding = Finding(id: id, first: event, stamp: stamp)
            } else {
                finding?.evolve(event, stamp)
            }
            if case .opined(let opined) = event {
                try recordOpinion(opined, of: id, by: author.person)
                if let unit = finding?.unit.id {
                    try counters.add(opined.verdict, of: opined.party, on: unit, reader.chain(from:))
                }
            }
        }
        if let finding {
            if before == nil { try countFiled() }
            try project(finding, changed: position, before: before)
            if before != nil, let previous { reader.before.keep(finding, previous.hash) }
        }
        return finding
    }

    /// Takes the next places in the log for the events of a new finding; they are stored by `store`, in the order in which they were placed.
    package mutating func place(_ events: [FindingEvent], id: FindingID) -> PlacedFinding {
        defer { position += events.count }
        return PlacedFinding(id: id, events: events, position: position + 1)
    }

    /// What the events of this command are put into texts by.
    package func scribe(for author: Author) -> EventScribe {
        EventScribe(
            ledger: reader.ledger, algorithm: reader.algorithm, zone: reader.zone, time: request.at,
            operation: request.operation, author: author)
    }

    /// Stores a new finding that was placed before.
    package mutating func store(_ prepared: PreparedFinding) throws {
        for text in prepared.texts { try insert(text) }
        try countFiled()
        let finding = prepared.finding
        let projection = Projection(reader)
        try projection.insert(prepared.row, finding.number)
        counters.move(from: nil, to: prepared.record)
        try counters.move(latenessFrom: nil, to: finding, reader.chain(from:))
    }

    /// Appends what a meeting decided and projects it once; returns it as it is then.
    package mutating func append(
        _ events: [MeetingEvent], to before: LoggedMeeting?, id: MeetingID, by author: Author
    ) throws -> LoggedMeeting? {
        var meeting = before
        var previous = try before == nil ? nil : reader.newest(of: .meeting(id))
        for event in events {
            let text = try store(.meeting(event), stream: .meeting(id), after: &previous, author)
            let stamp = text.stamp(in: reader.zone)
            if meeting == nil {
                meeting = Meeting(id: id, first: event, stamp: stamp).map { LoggedMeeting($0, opened: position) }
            } else {
                meeting?.evolve(event, stamp, at: position)
            }
        }
        if let meeting { try Projection(reader).write(MeetingRecord(of: meeting)) }
        return meeting
    }

    /// Appends what was decided about a common issue and projects it once; returns it as it is then.
    package mutating func append(
        _ events: [CommonIssueEvent], to before: CommonIssue?, id: GroupID, by author: Author
    ) throws -> CommonIssue? {
        var issue = before
        var previous = try before == nil ? nil : reader.newest(of: .group(id))
        for event in events {
            let text = try store(.group(.issue(event)), stream: .group(id), after: &previous, author)
            let stamp = text.stamp(in: reader.zone)
            if issue == nil {
                issue = CommonIssue(id: id, first: event, stamp: stamp)
            } else {
                issue?.evolve(event, stamp)
            }
        }
        if let issue { try Projection(reader).write(IssueRecord(of: issue)) }
        return issue
    }

    /// The same for a letter.
    package mutating func append(
        _ events: [LetterEvent], to before: Letter?, id: LetterID, by author: Author
    ) throws -> Letter? {
        var letter = before
        var previous = try before == nil ? nil : reader.newest(of: .letter(id))
        for event in events {
            let text = try store(.letter(event), stream: .letter(id), after: &previous, author)
            let stamp = text.stamp(in: reader.zone)
            if letter == nil {
                letter = Letter(id: id, first: event, stamp: stamp)
            } else {
                letter?.evolve(event, stamp)
            }
        }
        if let letter { try Projection(reader).write(LetterRecord(of: letter)) }
        return letter
    }

    /// Keeps the text under review where its digest finds it.
    package func keep(_ content: ContentText) throws {
        try reader.connection.execute(
            "INSERT INTO contents (digest, text) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING",
            [
                .text(content.digest(reader.algorithm).hex), .text(String(decoding: content.bytes, as: UTF8.self)),
            ])
    }

    /// Appends an event of reference data or of the ledger itself.
    package mutating func append(_ event: AnyEvent, to stream: Stream, by author: Author) throws {
        var previous = event.isFirst ? nil : try reader.newest(of: stream)
        let text = try store(event, stream: stream, after: &previous, author)
        reader.references.forget()
        if case .organisation(.changed) = event {
            // What a unit adds up to goes with it when it moves: all of it has to be there.
            try counters.write(to: reader.connection, reader.chain(from:))
            counters = CounterChanges()
        }
        try Projection(reader).project(event, in: stream, at: position, text.stamp(in: reader.zone))
    }

    private mutating func store(
        _ event: AnyEvent, stream: Stream, after previous: inout LedgerReader.Link?, _ author: Author
    ) throws -> EventText {
        let logged = try scribe(for: author).text(of: event, in: stream, after: previous, at: position + 1)
        position += 1
        try insert(logged)
        if !reader.settings.isPractice, let namespace = event.namespace(hasRootKey: hasRootKey) {
            try sign(event, logged.bytes, namespace, author)
        }
        if case .person(.keyEnrolled) = event { hasRootKey = true }
        previous = LedgerReader.Link(version: logged.text.version, hash: logged.hash)
        reader.links[stream] = previous
        return logged.text
    }

    private mutating func insert(_ logged: LoggedText) throws {
        try reader.connection.execute(
            "INSERT INTO events (position, stream, version, operation, hash, text) VALUES (?, ?, ?, ?, ?, ?)",
            [
                .integer(logged.position), .text(logged.text.stream.description), .integer(logged.text.version),
                .text(operation), .bytes(logged.hash.bytes), .utf8(logged.bytes),
            ])
        if events.count < 1000 { events.append(logged.stored) }
    }

    /// Signs the text that was just stored; what must be signed and is not, is not stored either.
    private func sign(
        _ event: AnyEvent, _ text: [UInt8], _ namespace: SignatureNamespace, _ author: Author
    ) throws {
        guard let signer else { throw FindingRefusal(.keyNone, ["person": author.name]) }
        let fingerprint = signer.publicKey.fingerprint
        guard event.namedSigner ?? fingerprint == fingerprint else {
            throw FindingRefusal(.keyForeign, ["person": author.name, "key": fingerprint])
        }
        try reader.connection.execute(
            "INSERT INTO signatures (position, signature) VALUES (?, ?)",
            [.integer(position), .bytes(try signer.sign(text, namespace))])
    }

    /// The head of the log as an event: at the enrolment and retirement of keys, when a meeting opens and adjourns, and by itself.
    @discardableResult
    package mutating func checkpoint(by author: Author) throws -> LogHead {
        let head = try reader.merkle()
        try append(
            .ledger(.checkpointed(size: head.size, root: head.root.hex, rootKey: try reader.rootKey())),
            to: .ledger(reader.ledger), by: author)
        return head
    }

    private func recordOpinion(_ opined: Opined, of id: FindingID, by person: PersonID) throws {
        try Projection(reader).recordOpinion(opined, of: id, by: person, at: position)
    }

    private mutating func project(_ finding: Finding, changed: Int, before: Finding?) throws {
        let record = FindingRecord(of: finding, changed: changed)
        let old = before.map { FindingRecord(of: $0, changed: 0) }
        let projection = Projection(reader)
        let isCountedAnew = try projection.write(record, replacing: old)
        let unit = finding.unit
        try projection.write(finding.supervisions, replacing: before?.supervisions ?? [], of: finding.number) { _ in
            unit
        }
        if isCountedAnew { counters.move(from: old, to: record) }
        try counters.move(latenessFrom: before, to: finding, reader.chain(from:))
    }

    /// The last statements before COMMIT: counters, the operation, the head.
    mutating func finish(commandDigest: String) throws {
        if case .gone(let gone) = indexes {
            for index in gone { try reader.connection.execute(index.made, []) }
            indexes = .kept
        }
        // Of many findings' units each would be a question of its own.
        let isWide = count > Self.fewEvents
        let tree = isWide ? OrganisationTree(try reader.organisations()) : OrganisationTree()
        // Many rows at once are sorted into them more quickly than one after the other. Nothing is asked after it, so that what is left is reckoned while they are made.
        if let made = reader.dialect.makeListIndexes, firstNumber <= Schema.fewFindings, nextNumber > Schema.fewFindings
        {
            try reader.connection.execute(made, [])
        }
        try counters.write(to: reader.connection, isWide ? tree.identities(from:) : reader.chain(from:))
        if count > 0 {
            try reader.connection.execute(
                "INSERT INTO operations (operation, digest, first, count) VALUES (?, ?, ?, ?)",
                [
                    .text(operation), .text(commandDigest), .integer(firstPosition), .integer(count),
                ])
        }
        try reader.connection.execute(
            "UPDATE head SET position = ?, next_number = ?", [.integer(position), .integer(nextNumber)])
    }
}

extension AnyEvent {
    /// Whether it begins the stream of what it names.
    fileprivate var isFirst: Bool {
        switch self {
        case .organisation(.added), .person(.added), .round(.added): true
        case _: false
        }
    }
}
