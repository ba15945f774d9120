package import Rectification
package import Signing

/// What an event's stream is about (trust.md, “The log”).
package enum Stream: Hashable, Sendable, CustomStringConvertible {
    case ledger(LedgerID)
    case finding(FindingID)
    case round(RoundID)
    case organisation(OrganisationID)
    case person(PersonID)
    case group(GroupID)
    case letter(LetterID)
    case meeting(MeetingID)
    case policy(LedgerID)

    /// What stands before the slash.
    package static let nouns = [
        "finding", "meeting", "group", "letter", "organisation", "person", "round", "policy", "ledger",
    ]

    /// `finding/<uuid>`, in lower case; `nil` for anything else.
    package init?(_ text: String) {
        var text = text
        guard let stream = text.withUTF8({ Stream($0) }) else { return nil }
        self = stream
    }

    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        let noun = bytes[..<slash]
        let identity = UnsafeBufferPointer(rebasing: bytes[(slash + 1)...])
        func read<Noun>(_ make: (Identifier<Noun>) -> Stream) -> Stream? { Identifier(lowercase: identity).map(make) }
        let stream: Stream? =
            if noun.elementsEqual("finding".utf8) {
                read(Stream.finding)
            } else if noun.elementsEqual("ledger".utf8) {
                read(Stream.ledger)
            } else if noun.elementsEqual("round".utf8) {
                read(Stream.round)
            } else if noun.elementsEqual("organisation".utf8) {
                read(Stream.organisation)
            } else if noun.elementsEqual("person".utf8) {
                read(Stream.person)
            } else if noun.elementsEqual("group".utf8) {
                read(Stream.group)
            } else if noun.elementsEqual("letter".utf8) {
                read(Stream.letter)
            } else if noun.elementsEqual("meeting".utf8) {
                read(Stream.meeting)
            } else if noun.elementsEqual("policy".utf8) {
                read(Stream.policy)
            } else {
                nil
            }
        guard let stream else { return nil }
        self = stream
    }

    /// `finding/<uuid>`
    package var description: String {
        switch self {
        case .ledger(let id): "ledger/\(id)"
        case .finding(let id): "finding/\(id)"
        case .round(let id): "round/\(id)"
        case .organisation(let id): "organisation/\(id)"
        case .person(let id): "person/\(id)"
        case .group(let id): "group/\(id)"
        case .letter(let id): "letter/\(id)"
        case .meeting(let id): "meeting/\(id)"
        case .policy(let id): "policy/\(id)"
        }
    }
}

/// What happened, in whichever stream it belongs to.
package enum AnyEvent: Hashable, Sendable {
    case finding(FindingEvent)
    case ledger(LedgerEvent)
    case policy(PolicyAdopted)
    case organisation(OrganisationEvent)
    case person(PersonEvent)
    case round(RoundEvent)
    case group(GroupEvent)
    case letter(LetterEvent)
    case meeting(MeetingEvent)

    package var code: String {
        switch self {
        case .finding(let event): event.code
        case .ledger(let event): event.code
        case .policy: "adopted"
        case .organisation(let event): event.code
        case .person(let event): event.code
        case .round(let event): event.code
        case .group(let event): event.code
        case .letter(let event): event.code
        case .meeting(let event): event.code
        }
    }
}

/// `xiaohao-event/1`: who, when and what, chained to the event before it in its stream.
package struct EventText: Hashable, Sendable {
    package let ledger: LedgerID
    package let stream: Stream
    package let version: Int
    /// `nil` for the first event of a stream.
    package let previous: Digest?
    package let time: Moment
    package let operation: OperationID
    package let person: PersonID
    package let name: String
    package let login: String
    package let event: AnyEvent

    package static let format: StaticString = "xiaohao-event/1"

    package init(
        ledger: LedgerID, stream: Stream, version: Int, previous: Digest?, time: Moment, operation: OperationID,
        person: PersonID, name: String, login: String, event: AnyEvent
    ) {
        self.ledger = ledger
        self.stream = stream
        self.version = version
        self.previous = previous
        self.time = time
        self.operation = operation
        self.person = person
        self.name = name
        self.login = login
        self.event = event
    }

    package var bytes: [UInt8] {
        var text = CanonicalText()
        text.add("format", Self.format.description)
        text.add("ledger", ledger)
        text.add("stream", stream.description)
        text.add("version", version)
        if let previous {
            text.add("previous", count: 64) { previous.writeHex(into: $0) }
        } else {
            text.add("previous", "none")
        }
        text.add("time", count: 20) { time.write(into: $0) }
        text.add("operation", operation)
        text.add("person", person)
        text.add("name", name)
        text.add("login", login)
        text.add("event", event.code)
        text.add(event)
        return text.bytes
    }

    /// Reads a stored text; throws `CanonicalTextError`. Payloads that say more than they need are taken too.
    package init(_ bytes: [UInt8]) throws { try self.init(CanonicalLines(bytes)) }

    /// Reads a text as it is verified: throws `CanonicalTextError` for anything that would not encode back to the same bytes.
    ///
    /// Lines before the payload have one form only, so the payload alone is encoded again.
    package init(strictly bytes: [UInt8]) throws {
        let lines = try CanonicalLines(bytes)
        try self.init(lines)
        var payload = CanonicalText()
        payload.add(event)
        guard lines.ends(from: Self.headerLines, with: payload.bytes) else {
            throw CanonicalTextError(line: Self.headerLines + 1, problem: .form)
        }
    }

    /// From `format` to `event`.
    private static let headerLines = 11

    private init(_ lines: CanonicalLines) throws {
        var reader = PayloadReader(lines)
        try reader.expect("format", Self.format)
        ledger = try reader.identifier("ledger")
        stream = try reader.stream("stream")
        version = try reader.number("version")
        previous = try reader.previous("previous")
        time = try reader.moment("time")
        operation = try reader.identifier("operation")
        person = try reader.identifier("person")
        name = try reader.required("name")
        login = try reader.required("login")
        let code = try reader.required("event")
        switch stream {
        case .finding: event = .finding(try FindingEvent(code, &reader))
        case .ledger: event = .ledger(try LedgerEvent(code, &reader))
        case .policy: event = .policy(try PolicyAdopted(code, &reader))
        case .organisation(let id): event = .organisation(try OrganisationEvent(code, id, &reader))
        case .person(let id): event = .person(try PersonEvent(code, id, &reader))
        case .round(let id): event = .round(try RoundEvent(code, id, &reader))
        case .group: event = .group(try GroupEvent(code, &reader))
        case .letter: event = .letter(try LetterEvent(code, &reader))
        case .meeting: event = .meeting(try MeetingEvent(code, &reader))
        }
        try reader.finish()
    }

    /// The hash under which it stands in the log: H(0x00 ‖ text), also its Merkle leaf.
    package static func hash(of bytes: [UInt8], _ algorithm: Digest.Algorithm) -> Digest {
        bytes.withUnsafeBufferPointer { Digest(of: $0, prefix: 0, algorithm) }
    }
}

extension CanonicalText {
    mutating func add(_ event: AnyEvent) {
        switch event {
        case .finding(let event): add(event)
        case .ledger(let event): add(event)
        case .policy(let policy): add(policy)
        case .organisation(.added(let organisation)), .organisation(.changed(let organisation)): add(organisation)
        case .person(let event): add(event)
        case .round(.added(let round)), .round(.changed(let round)): add(round)
        case .group(let event): add(event)
        case .letter(let event): add(event)
        case .meeting(let event): add(event)
        }
    }
}
