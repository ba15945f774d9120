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
    case meeting(MeetingID)
    case policy(LedgerID)

    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "ledger": if let id = LedgerID(parts[1]) { self = .ledger(id) } else { return nil }
        case "finding": if let id = FindingID(parts[1]) { self = .finding(id) } else { return nil }
        case "round": if let id = RoundID(parts[1]) { self = .round(id) } else { return nil }
        case "organisation": if let id = OrganisationID(parts[1]) { self = .organisation(id) } else { return nil }
        case "person": if let id = PersonID(parts[1]) { self = .person(id) } else { return nil }
        case "group": if let id = GroupID(parts[1]) { self = .group(id) } else { return nil }
        case "meeting": if let id = MeetingID(parts[1]) { self = .meeting(id) } else { return nil }
        case "policy": if let id = LedgerID(parts[1]) { self = .policy(id) } else { return nil }
        case _: return nil
        }
        guard description == text else { return nil }
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
    case meeting(MeetingEvent)

    package var code: String {
        switch self {
        case .finding(let event): event.code
        case .ledger(let event): event.code
        case .policy: "adopted"
        case .organisation(let event): event.code
        case .person(let event): event.code
        case .round(let event): event.code
        case .group: "opened"
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

    package static let format = "xiaohao-event/1"

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
        text.add("format", Self.format)
        text.add("ledger", ledger.description)
        text.add("stream", stream.description)
        text.add("version", version)
        text.add("previous", previous?.hex ?? "none")
        text.add("time", time.description)
        text.add("operation", operation.description)
        text.add("person", person.description)
        text.add("name", name)
        text.add("login", login)
        text.add("event", event.code)
        text.add(event)
        return text.bytes
    }

    /// Reads a stored text; throws `CanonicalTextError` for anything that would not encode back to the same bytes.
    package init(_ bytes: [UInt8]) throws {
        let lines = try CanonicalLines(bytes).lines
        var reader = PayloadReader(lines, from: 0)
        _ = try reader.value("format") { $0 == Self.format ? $0 : nil }
        ledger = try reader.value("ledger") { LedgerID($0) }
        stream = try reader.value("stream") { Stream($0) }
        version = try reader.number("version")
        let previous = try reader.required("previous")
        if previous == "none" {
            self.previous = nil
        } else {
            guard let digest = Digest(hex: previous) else { throw CanonicalTextError(line: 5, problem: "bad previous") }
            self.previous = digest
        }
        time = try reader.value("time") { Moment(iso: $0) }
        operation = try reader.value("operation") { OperationID($0) }
        person = try reader.value("person") { PersonID($0) }
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
        case .group(let id): event = .group(try GroupEvent(code, id, &reader))
        case .meeting: event = .meeting(try MeetingEvent(code, &reader))
        }
        try reader.finish()
    }

    /// The hash under which it stands in the log: H(0x00 ‖ text), also its Merkle leaf.
    package static func hash(of bytes: [UInt8], _ algorithm: Digest.Algorithm) -> Digest {
        Digest(of: bytes, prefix: 0, algorithm)
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
        case .group(.opened(let group)): add("title", group.title)
        case .meeting(let event): add(event)
        }
    }
}
