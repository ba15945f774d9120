/// What decides about keys, roles, seats and policy: who asks, with which key, and what the ledger knows (trust.md, “Keys”).
package struct KeyContext: Sendable {
    package let actor: Person
    /// Of the actor.
    package let standing: KeyStanding
    /// Fingerprint of the first key that was enrolled; `nil` while there is none.
    package let rootKey: String?
    /// How many active administrators have a live key.
    package let administrators: Int

    package init(actor: Person, standing: KeyStanding, rootKey: String?, administrators: Int) {
        self.actor = actor
        self.standing = standing
        self.rootKey = rootKey
        self.administrators = administrators
    }

    /// Roles, seats and policy: an administrator's, and signed once there is a root key.
    package func admitsReferenceChange() throws(FindingRefusal) {
        try requireAdministrator()
        if rootKey != nil { try standing.requireUnlocked(by: actor.name) }
    }

    /// A key of one's own, signed by itself.
    ///
    /// - Parameter isKnown: somebody has offered it before.
    package func decideOffer(
        _ key: String, _ publicKey: String, isKnown: Bool, keys: PersonKeys
    ) throws(FindingRefusal) -> [PersonEvent] {
        try requireSigningLedger()
        try requireActive()
        guard !isKnown else { throw FindingRefusal(.keyKnown, ["key": key]) }
        let offer = PersonEvent.keyOffered(key: key, publicKey: publicKey)
        // The first key of a ledger is its first administrator's and enrols itself.
        guard rootKey == nil else { return [offer] }
        try requireAdministrator()
        return [offer, .keyEnrolled(key: key, signer: key)]
    }

    /// By an administrator; the successor of an administrator's own key is enrolled by that key, which it replaces.
    ///
    /// - Parameter keys: of the person whose key it is.
    package func decideEnrolment(
        of key: String, person: Person, keys: PersonKeys
    ) throws(FindingRefusal) -> [PersonEvent] {
        try requireSigningLedger()
        try requireAdministrator()
        try standing.requireUnlocked(by: actor.name)
        guard let offered = keys[key] else {
            throw FindingRefusal(.keyNotOffered, ["person": person.name, "key": key])
        }
        guard offered.retired == nil else { throw FindingRefusal(.keyRetired, ["person": person.name, "key": key]) }
        if let live = keys.live, live.fingerprint != standing.fingerprint || live.fingerprint == key {
            throw FindingRefusal(.keySecond, ["person": person.name, "key": live.fingerprint])
        }
        return [.keyEnrolled(key: key, signer: standing.fingerprint ?? "")]
    }

    /// By an administrator, or by the owner; never the last key that could enrol another.
    package func decideRetirement(
        of key: String, person: Person, keys: PersonKeys, reason: String?
    ) throws(FindingRefusal) -> [PersonEvent] {
        try requireSigningLedger()
        try requireActive()
        if actor.id != person.id { try requireAdministrator() }
        try standing.requireUnlocked(by: actor.name)
        guard let live = keys.live, live.fingerprint == key else {
            throw FindingRefusal(.keyNotLive, ["person": person.name, "key": key])
        }
        if person.roles.contains(.admin), !person.isRetired, administrators <= 1 {
            throw FindingRefusal(.keyLastAdministrator, ["person": person.name, "key": key])
        }
        return [.keyRetired(key: key, signer: standing.fingerprint ?? "", reason: reason?.unlessBlank)]
    }

    private func requireSigningLedger() throws(FindingRefusal) {
        if case .practice = standing { throw FindingRefusal(.keyPractice) }
    }

    private func requireActive() throws(FindingRefusal) {
        guard !actor.isRetired else { throw FindingRefusal(.retired, ["person": actor.name]) }
    }

    private func requireAdministrator() throws(FindingRefusal) {
        try requireActive()
        guard actor.roles.contains(.admin) else {
            throw FindingRefusal(.role, ["person": actor.name, "roles": Role.admin.rawValue])
        }
    }
}
