internal import Ledger
package import Rectification
package import Signing
internal import Synchronization

/// One person's key while it is open: it signs until it is locked, then the private part is wiped.
package final class UnlockedKey: Sendable {
    package let publicKey: PublicKey
    private let key: Mutex<PrivateKey?>

    package init(_ key: consuming PrivateKey) {
        publicKey = key.publicKey
        self.key = Mutex(key)
    }

    package var fingerprint: String { publicKey.fingerprint }

    package var isLocked: Bool {
        key.withLock { key in
            switch key {
            case .none: true
            case .some: false
            }
        }
    }

    package func lock() { key.withLock { $0 = nil } }

    /// What a transaction is lent. Throws `Complaint` 77 `key.locked` once the key is locked.
    package var signer: Signer {
        Signer(publicKey: publicKey) { text, namespace in
            let signature = try self.key.withLock { key in try key?.sign(text, namespace) }
            guard let signature else {
                throw Complaint(77, "key.locked", ["person": "", "key": self.fingerprint])
            }
            return signature
        }
    }
}

/// The keys that are open at one screen; whatever nobody used for some minutes is locked (trust.md, “Key files”).
package final class UnlockedKeys: Sendable {
    private struct Held {
        let key: UnlockedKey
        var used: ContinuousClock.Instant
    }

    package let idleLimit: Duration
    private let keyring: Keyring
    private let held = Mutex<[PersonID: Held]>([:])

    package init(_ keyring: Keyring, idleLimit: Duration = .seconds(600)) {
        self.keyring = keyring
        self.idleLimit = idleLimit
    }

    /// Looks for the file of a person's live key. Throws what `OpenLedger.keyFile` throws.
    package func look(for person: PersonID, in ledger: OpenLedger) throws {
        _ = try ledger.keyFile(of: person, keyring)
    }

    /// Opens a person's live key with its PIN and keeps it open.
    ///
    /// Throws `Complaint`: what `OpenLedger.unlock` throws.
    @discardableResult
    package func unlock(
        _ person: PersonID, in ledger: OpenLedger, pin: consuming SecretBytes
    ) throws -> UnlockedKey {
        let key = try ledger.unlock(person, keyring, pin: pin)
        held.withLock { $0[person] = Held(key: key, used: .now) }
        return key
    }

    /// The person's open key, used now; `nil` when there is none, or nobody used it for too long.
    package func key(of person: PersonID) -> UnlockedKey? {
        dropIdle()
        return held.withLock { held in
            held[person]?.used = .now
            return held[person]?.key
        }
    }

    /// Who has an open key.
    package var people: Set<PersonID> { Set(held.withLock { $0.keys }) }

    /// Locks what nobody used for the limit; returns whose it was.
    @discardableResult
    package func dropIdle(now: ContinuousClock.Instant = .now) -> [PersonID] {
        held.withLock { held in
            let idle = held.filter { now - $0.value.used >= idleLimit }
            for (person, entry) in idle {
                entry.key.lock()
                held[person] = nil
            }
            return idle.keys.sorted()
        }
    }

    package func lockAll() {
        held.withLock { held in
            for entry in held.values { entry.key.lock() }
            held = [:]
        }
    }

    /// Locks what is nobody's live key any more: it could sign nothing.
    package func dropRetired(in ledger: OpenLedger) throws {
        let open = held.withLock { $0.mapValues(\.key.fingerprint) }
        guard !open.isEmpty else { return }
        let retired = try ledger.read { reader in
            try open.filter { person, key in try reader.keys(of: person).live?.fingerprint != key }.map(\.key)
        }
        held.withLock { held in
            for person in retired { held.removeValue(forKey: person)?.key.lock() }
        }
    }
}
