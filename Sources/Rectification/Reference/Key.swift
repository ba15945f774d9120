/// A person's key as the log knows it; valid between positions, never between times (trust.md, “Keys”).
package struct Key: Hashable, Sendable {
    /// `SHA256:…` or `SM3:…`
    package let fingerprint: String
    /// One line: the kind and Base64.
    package let publicKey: String
    package let person: PersonID
    /// Positions of the events that offered, enrolled and retired it.
    package let offered: Int
    package var enrolled: Int?
    package var retired: Int?

    package init(
        fingerprint: String, publicKey: String, person: PersonID, offered: Int, enrolled: Int? = nil,
        retired: Int? = nil
    ) {
        self.fingerprint = fingerprint
        self.publicKey = publicKey
        self.person = person
        self.offered = offered
        self.enrolled = enrolled
        self.retired = retired
    }

    package var isLive: Bool { enrolled != nil && retired == nil }

    /// Whether it was enrolled before a position and not yet retired there.
    package func isValid(at position: Int) -> Bool {
        guard let enrolled, enrolled < position else { return false }
        return retired.map { position < $0 } ?? true
    }
}

/// The keys of one person, in the order in which they were offered.
package struct PersonKeys: Hashable, Sendable {
    package private(set) var all: [Key] = []

    package init() {}

    /// A person has at most one (trust.md).
    package var live: Key? { all.first(where: \.isLive) }

    package subscript(fingerprint: String) -> Key? { all.first { $0.fingerprint == fingerprint } }

    package mutating func evolve(_ event: PersonEvent, of person: PersonID, at position: Int) {
        switch event {
        case .added, .changed: break
        case .keyOffered(let key, let publicKey):
            all.append(Key(fingerprint: key, publicKey: publicKey, person: person, offered: position))
        case .keyEnrolled(let key, let signer):
            // Enrolled by the key that was in force until now, it takes that one's place.
            for index in all.indices where all[index].isLive && all[index].fingerprint == signer {
                all[index].retired = position
            }
            for index in all.indices where all[index].fingerprint == key { all[index].enrolled = position }
        case .keyRetired(let key, _, _):
            for index in all.indices where all[index].fingerprint == key { all[index].retired = position }
        }
    }

    /// What a key that is held in the hand, or none, is worth for this person.
    ///
    /// - Parameter owner: name of the other person it belongs to, if it is known in the ledger.
    package func standing(of presented: String?, owner: String?) -> KeyStanding {
        guard let presented else {
            if let live { return .locked(live.fingerprint) }
            guard let last = all.last else { return .none }
            return last.retired == nil ? .notEnrolled(last.fingerprint) : .retired(last.fingerprint)
        }
        guard let key = self[presented] else {
            return owner.map { .ofAnother(presented, owner: $0) } ?? .foreign(presented)
        }
        if key.retired != nil { return .retired(presented) }
        return key.enrolled == nil ? .notEnrolled(presented) : .live(presented)
    }
}

/// What is known, inside the transaction, of the key with which a command is to be signed.
package enum KeyStanding: Hashable, Sendable {
    /// A ledger without signing.
    case practice
    /// The person has no live key.
    case none
    /// The person's live key, not unlocked here: a seat may be shown as open, nothing can be signed.
    case locked(String)
    /// A key that this ledger does not know.
    case foreign(String)
    case ofAnother(String, owner: String)
    case notEnrolled(String)
    case retired(String)
    /// The person's live key, unlocked.
    case live(String)

    /// What stands in an opinion: nothing in a practice ledger.
    package var fingerprint: String? {
        switch self {
        case .practice, .none: nil
        case .locked(let key), .foreign(let key), .notEnrolled(let key), .retired(let key), .live(let key): key
        case .ofAnother(let key, _): key
        }
    }

    /// Whoever signs needs a live key of their own.
    package func requireKey(of name: String) throws(FindingRefusal) {
        switch self {
        case .practice, .locked, .live: return
        case .none: throw FindingRefusal(.keyNone, ["person": name])
        case .foreign(let key): throw FindingRefusal(.keyForeign, ["person": name, "key": key])
        case .ofAnother(let key, let owner):
            throw FindingRefusal(.keyOfAnother, ["person": name, "key": key, "owner": owner])
        case .notEnrolled(let key): throw FindingRefusal(.keyNotEnrolled, ["person": name, "key": key])
        case .retired(let key): throw FindingRefusal(.keyRetired, ["person": name, "key": key])
        }
    }

    /// … and it must be unlocked.
    package func requireUnlocked(by name: String) throws(FindingRefusal) {
        try requireKey(of: name)
        if case .locked(let key) = self { throw FindingRefusal(.keyLocked, ["person": name, "key": key]) }
    }
}
