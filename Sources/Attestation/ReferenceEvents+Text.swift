import Rectification

// Payloads of the reference streams: organisation, person, round, policy, ledger.

extension LedgerEvent {
    var code: String {
        switch self {
        case .initialised: "initialised"
        case .mappingRemembered: "mappingRemembered"
        case .checkpointed: "checkpointed"
        case .moved: "moved"
        }
    }

    init(_ code: String, _ reader: inout PayloadReader) throws {
        switch code {
        case "initialised":
            self = .initialised(
                LedgerSettings(
                    name: try reader.required("ledgerName"),
                    crypto: try reader.code("crypto", LedgerSettings.Crypto.self),
                    isPractice: try reader.flag("practice") ?? false,
                    zone: try reader.value("zone") { ZoneOffset($0) }))
        case "mappingRemembered": self = .mappingRemembered(lines: try reader.required("mapping"))
        case "checkpointed":
            self = .checkpointed(
                size: try reader.number("size"), root: try reader.required("root"), rootKey: reader.optional("rootKey"))
        case "moved": self = .moved(to: try reader.required("to"))
        case _: throw CanonicalTextError(line: 11, problem: .unknownEvent(code))
        }
    }
}

extension OrganisationEvent {
    var code: String {
        switch self {
        case .added: "added"
        case .changed: "changed"
        }
    }

    init(_ code: String, _ id: OrganisationID, _ reader: inout PayloadReader) throws {
        let organisation = Organisation(
            id: id, name: try reader.required("organisation"),
            kind: try reader.code("kind", Organisation.Kind.self),
            parent: try reader.optionalIdentifier("parent"), head: reader.optional("head"))
        switch code {
        case "added": self = .added(organisation)
        case "changed": self = .changed(organisation)
        case _: throw CanonicalTextError(line: 11, problem: .unknownEvent(code))
        }
    }
}

extension PersonEvent {
    var code: String {
        switch self {
        case .added: "added"
        case .changed: "changed"
        case .keyOffered: "keyOffered"
        case .keyEnrolled: "keyEnrolled"
        case .keyRetired: "keyRetired"
        }
    }

    init(_ code: String, _ id: PersonID, _ reader: inout PayloadReader) throws {
        switch code {
        case "keyOffered":
            self = .keyOffered(key: try reader.required("key"), publicKey: try reader.required("publicKey"))
        case "keyEnrolled":
            self = .keyEnrolled(key: try reader.required("key"), signer: try reader.required("signer"))
        case "keyRetired":
            self = .keyRetired(
                key: try reader.required("key"), signer: try reader.required("signer"),
                reason: reader.optional("reason"))
        case _: self = try PersonEvent(state: code, id, &reader)
        }
    }

    private init(state code: String, _ id: PersonID, _ reader: inout PayloadReader) throws {
        var person = Person(id: id, name: try reader.required("who"))
        if let organisation: OrganisationID = try reader.optionalIdentifier("unitId") {
            person.organisation = OrganisationReference(id: organisation, path: try reader.required("unit"))
        }
        for role in reader.list("roles") {
            guard let role = Role(rawValue: role) else { throw CanonicalTextError(line: 0, problem: .bad("roles")) }
            person.roles.insert(role)
        }
        person.parties = Set(reader.list("parties").map { PartyCode($0) })
        person.logins = Set(reader.list("logins"))
        for avoided in reader.list("avoids") {
            guard let avoided = OrganisationID(avoided) else {
                throw CanonicalTextError(line: 0, problem: .bad("avoids"))
            }
            person.avoids.insert(avoided)
        }
        person.isRetired = try reader.flag("retired") ?? false
        switch code {
        case "added": self = .added(person)
        case "changed": self = .changed(person)
        case _: throw CanonicalTextError(line: 11, problem: .unknownEvent(code))
        }
    }
}

extension RoundEvent {
    var code: String {
        switch self {
        case .added: "added"
        case .changed: "changed"
        }
    }

    init(_ code: String, _ id: RoundID, _ reader: inout PayloadReader) throws {
        let round = Round(
            id: id, name: try reader.required("round"), mode: try reader.code("mode", Round.Mode.self),
            entered: try reader.optionalDay("entered"), feedback: try reader.optionalDay("feedback"))
        switch code {
        case "added": self = .added(round)
        case "changed": self = .changed(round)
        case _: throw CanonicalTextError(line: 11, problem: .unknownEvent(code))
        }
    }
}

extension PolicyAdopted {
    init(_ code: String, _ reader: inout PayloadReader) throws {
        guard code == "adopted" else { throw CanonicalTextError(line: 11, problem: .unknownEvent(code)) }
        self.init(text: try reader.required("text"), digest: try reader.required("policy"))
    }
}

extension CanonicalText {
    mutating func add(_ event: LedgerEvent) {
        switch event {
        case .initialised(let settings):
            add("ledgerName", settings.name)
            add("crypto", settings.crypto.rawValue)
            add("practice", settings.isPractice ? "true" : nil)
            add("zone", settings.zone.description)
        case .mappingRemembered(let lines): add("mapping", lines)
        case .checkpointed(let size, let root, let rootKey):
            add("size", size)
            add("root", root)
            add("rootKey", rootKey)
        case .moved(let target): add("to", target)
        }
    }

    mutating func add(_ event: PersonEvent) {
        switch event {
        case .added(let person), .changed(let person): add(person)
        case .keyOffered(let key, let publicKey):
            add("key", key)
            add("publicKey", publicKey)
        case .keyEnrolled(let key, let signer):
            add("key", key)
            add("signer", signer)
        case .keyRetired(let key, let signer, let reason):
            add("key", key)
            add("signer", signer)
            add("reason", reason)
        }
    }

    mutating func add(_ policy: PolicyAdopted) {
        add("text", policy.text)
        add("policy", policy.digest)
    }

    mutating func add(_ organisation: Organisation) {
        add("organisation", organisation.name)
        add("kind", organisation.kind.rawValue)
        add("parent", organisation.parent?.description)
        add("head", organisation.head)
    }

    mutating func add(_ person: Person) {
        add("who", person.name)
        add("unitId", person.organisation?.id.description)
        add("unit", person.organisation?.path)
        add(list: "roles", person.roles.sorted().map(\.rawValue))
        add(list: "parties", person.parties.sorted().map(\.description))
        add(list: "logins", person.logins.sorted())
        add(list: "avoids", person.avoids.sorted().map(\.description))
        add("retired", person.isRetired ? "true" : nil)
    }

    mutating func add(_ round: Round) {
        add("round", round.name)
        add("mode", round.mode.rawValue)
        add("entered", round.entered?.description)
        add("feedback", round.feedback?.description)
    }

    mutating func add(list name: StaticString, _ values: [String]) {
        var number = 0
        for value in values where !value.isEmpty {
            number += 1
            add(LineKey(name, number), value)
        }
    }
}
