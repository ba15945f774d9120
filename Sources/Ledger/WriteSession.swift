package import Attestation
package import Rectification
internal import Signing

/// One command inside its transaction: it reads, appends, and keeps the read models in step.
package struct WriteSession {
    package let reader: LedgerReader
    package let request: WriteRequest
    private let firstPosition: Int
    private var position: Int
    private var nextNumber: Int
    private var counters = CounterChanges()

    init(reader: LedgerReader, request: WriteRequest) throws {
        self.reader = reader
        self.request = request
        position = try reader.head()
        firstPosition = position + 1
        nextNumber = try reader.nextNumber().value
    }

    package var first: Int { firstPosition }
    package var count: Int { position + 1 - firstPosition }

    /// Makes ready for very many rows.
    package func expectMany() throws {
        for statement in reader.dialect.bulkPreparation { try reader.connection.execute(statement, []) }
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
        var previous = try before == nil ? nil : last(of: .finding(id))
        for event in events {
            let text = try store(.finding(event), stream: .finding(id), after: &previous, author)
            let stamp = text.stamp(in: reader.zone)
            if finding == nil {
                finding = Finding(id: id, first: event, stamp: stamp)
            } else {
                finding?.evolve(event, stamp)
            }
            if case .opined(let opined) = event, opined.verdict.code != .defer {
                try recordOpinion(opined, of: id, by: author.person)
            }
        }
        if let finding { try project(finding, changed: position, before: before) }
        return finding
    }

    /// Appends what a meeting decided and projects it once; returns it as it is then.
    package mutating func append(
        _ events: [MeetingEvent], to before: LoggedMeeting?, id: MeetingID, by author: Author
    ) throws -> LoggedMeeting? {
        var meeting = before
        var previous = try before == nil ? nil : last(of: .meeting(id))
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
        var previous = try last(of: stream)
        _ = try store(event, stream: stream, after: &previous, author)
        try Projection(reader).project(event, in: stream, at: position)
    }

    private struct Link {
        let version: Int
        let hash: Digest
    }

    private func last(of stream: Stream) throws -> Link? {
        try reader.connection.first(
            "SELECT version, hash FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1",
            [.text(stream.description)]
        ) { row in Digest(bytes: row.bytes(1)).map { Link(version: row.int(0), hash: $0) } }.flatMap { $0 }
    }

    private mutating func store(
        _ event: AnyEvent, stream: Stream, after previous: inout Link?, _ author: Author
    ) throws -> EventText {
        let text = EventText(
            ledger: reader.ledger, stream: stream, version: (previous?.version ?? 0) + 1, previous: previous?.hash,
            time: request.at, operation: request.operation, person: author.person, name: author.name,
            login: author.login, event: event)
        let bytes = text.bytes
        let hash = EventText.hash(of: bytes, reader.algorithm)
        position += 1
        try reader.connection.execute(
            "INSERT INTO events (position, stream, version, operation, hash, text) VALUES (?, ?, ?, ?, ?, ?)",
            [
                .integer(position), .text(stream.description), .integer(text.version),
                .text(request.operation.description), .bytes(hash.bytes), .text(String(decoding: bytes, as: UTF8.self)),
            ])
        previous = Link(version: text.version, hash: hash)
        return text
    }

    private func recordOpinion(_ opined: Opined, of id: FindingID, by person: PersonID) throws {
        try Projection(reader).recordOpinion(opined, of: id, by: person, at: position)
    }

    private mutating func project(_ finding: Finding, changed: Int, before: Finding?) throws {
        let record = FindingRecord(of: finding, changed: changed)
        let old = before.map { FindingRecord(of: $0, changed: 0) }
        try Projection(reader).write(record, replacing: old)
        counters.move(from: old, to: record)
    }

    /// The last statements before COMMIT: counters, the operation, the head.
    mutating func finish(commandDigest: String) throws {
        try counters.write(to: reader.connection)
        if count > 0 {
            try reader.connection.execute(
                "INSERT INTO operations (operation, digest, first, count) VALUES (?, ?, ?, ?)",
                [
                    .text(request.operation.description), .text(commandDigest), .integer(firstPosition),
                    .integer(count),
                ])
        }
        try reader.connection.execute(
            "UPDATE head SET position = ?, next_number = ?", [.integer(position), .integer(nextNumber)])
    }
}
