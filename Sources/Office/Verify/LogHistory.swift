internal import Attestation
internal import Ledger
internal import Rectification
internal import Signing

/// Values as they changed along the log: what stood at a position, never what stands now.
struct Timeline<Value: Sendable>: Sendable {
    /// Oldest first.
    private(set) var changes: [(position: Int, value: Value)] = []

    mutating func append(_ value: Value, at position: Int) { changes.append((position, value)) }

    /// What was said last before a position.
    func value(before position: Int) -> Value? { place(before: position).map { changes[$0].value } }

    /// Which of the changes was the last before a position.
    func place(before position: Int) -> Int? {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].position < position { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }

    var last: Value? { changes.last?.value }
}

/// Roles, seats, units, rounds, policies, keys and checkpoints at every position: what the rules of each day stood on.
struct LogHistory: Sendable {
    let settings: LedgerSettings
    let ledger: LedgerID
    var persons: [PersonID: Timeline<Person>] = [:]
    var organisations: [OrganisationID: Timeline<Organisation>] = [:]
    var rounds: [String: Timeline<Round>] = [:]
    /// Into which common issues findings went, as the issues tell it.
    var memberships = Memberships()
    var policies = Timeline<Policy>()
    /// Every key by its fingerprint, as it is at the end of the log.
    var keys: [String: Key] = [:]
    private var keysOf: [PersonID: [(position: Int, event: PersonEvent)]] = [:]
    var checkpoints = Timeline<LogHead>()
    /// Every checkpoint's head by its position.
    var heads: [(position: Int, head: LogHead)] = []
    var rootKey: (fingerprint: String, position: Int)?
    var movedAt: Int?
    /// What of all this could not be read.
    var unread = Unread()
    /// The tree after the last event of an organisation, and where that stands.
    private(set) var tree = OrganisationTree()
    private var lastOrganisation = 0

    init(settings: LedgerSettings, ledger: LedgerID) {
        self.settings = settings
        self.ledger = ledger
    }

    mutating func take(_ organisation: Organisation, at position: Int) {
        organisations[organisation.id, default: Timeline()].append(organisation, at: position)
        tree.insert(organisation)
        lastOrganisation = position
    }

    mutating func take(_ event: PersonEvent, of person: PersonID, at position: Int) {
        switch event {
        case .added(let state), .changed(let state): persons[person, default: Timeline()].append(state, at: position)
        case .keyOffered(let key, let publicKey):
            if keys[key] == nil {
                keys[key] = Key(fingerprint: key, publicKey: publicKey, person: person, offered: position)
            }
            keysOf[person, default: []].append((position, event))
        case .keyEnrolled(let key, let signer):
            if let before = keys[signer], before.person == person, before.isLive { keys[signer]?.retired = position }
            keys[key]?.enrolled = position
            if rootKey == nil { rootKey = (key, position) }
            keysOf[person, default: []].append((position, event))
        case .keyRetired(let key, _, _):
            keys[key]?.retired = position
            keysOf[person, default: []].append((position, event))
        }
    }

    func hasRootKey(before position: Int) -> Bool { rootKey.map { $0.position < position } ?? false }

    func person(_ id: PersonID, at position: Int) -> Person? { persons[id]?.value(before: position) }

    func keys(of person: PersonID, at position: Int) -> PersonKeys {
        var keys = PersonKeys()
        for (place, event) in keysOf[person] ?? [] where place < position {
            keys.evolve(event, of: person, at: place)
        }
        return keys
    }

    func liveKey(of person: PersonID, at position: Int) -> Key? { keys(of: person, at: position).live }

    /// What a fingerprint was worth for a person at a position: a key signs from the checkpoint after its enrolment on.
    func standing(of fingerprint: String?, for person: PersonID, at position: Int) -> KeyStanding {
        if settings.isPractice { return .practice }
        guard let fingerprint else { return .none }
        // The common case, without folding a person's keys anew.
        if let key = keys[fingerprint], key.person == person, key.isValid(at: position), let enrolled = key.enrolled,
            let checkpoint = checkpoints.value(before: position), checkpoint.size >= enrolled
        {
            return .live(fingerprint)
        }
        let owner = keys[fingerprint].flatMap { key in
            key.offered < position ? persons[key.person]?.value(before: position)?.name : nil
        }
        let standing = keys(of: person, at: position).standing(of: fingerprint, owner: owner)
        if case .live = standing { return .notEnrolled(fingerprint) }
        return standing
    }

    /// How many active administrators had a live key.
    func administrators(at position: Int) -> Int {
        keysOf.keys.count { id in
            guard let person = person(id, at: position), !person.isRetired, person.roles.contains(.admin) else {
                return false
            }
            return liveKey(of: id, at: position) != nil
        }
    }

    /// The tree around some organisations at a position; whole chains of parents are in it.
    func tree(around ids: [OrganisationID?], at position: Int) -> OrganisationTree {
        guard position <= lastOrganisation else { return tree }
        var part = OrganisationTree()
        for id in ids {
            var next = id
            while let current = next, part[current] == nil,
                let organisation = organisations[current]?.value(before: position)
            {
                part.insert(organisation)
                next = organisation.parent
            }
        }
        return part
    }
}
