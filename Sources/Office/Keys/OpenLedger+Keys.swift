internal import Attestation
import Foundation
internal import Ledger
package import Rectification
package import Signing

/// A key that was made and offered.
package struct OfferedKey: Sendable {
    package let performed: Performed
    package let fingerprint: String
    package let path: String

    /// Whether it is in force already: only the ledger's first key is.
    package var isEnrolled: Bool {
        performed.events.contains { stored in
            if case .person(.keyEnrolled) = stored.text.event { true } else { false }
        }
    }
}

/// A key as `key list` shows it.
package struct ListedKey: Sendable {
    package let key: Key
    package let person: Person
    /// The first one enrolled: it stands in every checkpoint.
    package let isRoot: Bool

    package enum State: String, Sendable, CaseIterable {
        case offered, live, retired
    }

    package var state: State { key.retired != nil ? .retired : key.enrolled != nil ? .live : .offered }
}

extension OpenLedger {
    /// Opens a person's live key.
    ///
    /// Throws `FindingRefusal` when the ledger knows no live key of theirs; `Complaint`: key.noFile 66, key.fileMode 77, key.wrongPIN 77, key.damaged 65.
    package func unlock(_ person: PersonID, _ keyring: Keyring, pin: borrowing SecretBytes) throws -> UnlockedKey {
        let file = try keyFile(of: person, keyring)
        return UnlockedKey(try keyring.unlock(file, pin: pin))
    }

    /// The file that holds a person's live key, before anybody is asked for a PIN.
    package func keyFile(of person: PersonID, _ keyring: Keyring) throws -> KeyFile {
        let (keys, name) = try read { reader in
            (try reader.keys(of: person), try reader.person(person)?.name ?? "")
        }
        guard !store.settings.isPractice else { throw FindingRefusal(.keyPractice) }
        if let live = keys.live { return try keyring.keyFile(live.fingerprint) }
        // A file that was named is tried: the domain says what is wrong with its key.
        if keyring.file != nil, let file = try keyring.file.map({ try KeyFile(path: $0) }) { return file }
        switch keys.all.last {
        case .some(let key) where key.retired != nil:
            throw FindingRefusal(.keyRetired, ["person": name, "key": key.fingerprint])
        case .some(let key): throw FindingRefusal(.keyNotEnrolled, ["person": name, "key": key.fingerprint])
        case .none: throw FindingRefusal(.keyNone, ["person": name])
        }
    }

    /// Makes a key pair for whoever acts, keeps it under a PIN and offers it by an event that it signs itself; the ledger's first one enrols itself.
    package func offerKey(
        as name: String?, _ keyring: Keyring, pin: borrowing SecretBytes, _ options: WriteOptions
    ) throws -> OfferedKey {
        guard pin.characters >= SecretBytes.leastCharacters else {
            throw Complaint(65, "pin.short", ["least": String(SecretBytes.leastCharacters)])
        }
        guard !store.settings.isPractice else { throw FindingRefusal(.keyPractice) }
        let key = try PrivateKey.make(store.settings.crypto.scheme)
        let publicKey = key.publicKey
        let path = keyring.place(for: publicKey)
        if !options.isDryRun { try KeyFile.write(key, under: pin, to: path) }
        let unlocked = UnlockedKey(key)
        defer { unlocked.lock() }
        do {
            let performed = try write("person key offer", as: name, options, signer: unlocked.signer) {
                session, person, author in
                let context = try session.reader.keyContext(for: person, presented: nil)
                let events = try context.decideOffer(
                    publicKey.fingerprint, publicKey.line,
                    isKnown: try session.reader.owner(ofKey: publicKey.fingerprint) != nil,
                    keys: try session.reader.keys(of: person.id))
                for event in events { try session.append(.person(event), to: .person(person.id), by: author) }
                if events.count > 1 { try session.checkpoint(by: author) }
                return nil
            }
            // A replay has its key already: the one just made is nobody's.
            if performed.isReplayed { unlink(path) }
            let offered = performed.events.lazy.compactMap { $0.text.event.offeredKey }.first
            return OfferedKey(
                performed: performed, fingerprint: offered ?? publicKey.fingerprint,
                path: performed.isReplayed ? "" : path)
        } catch {
            if !options.isDryRun { unlink(path) }
            throw error
        }
    }

    /// An administrator compared a fingerprint with the person and enrols the key; a checkpoint follows.
    package func enrolKey(
        _ fingerprint: String, of owner: String, as name: String?, signedBy key: UnlockedKey, _ options: WriteOptions
    ) throws -> Performed {
        try write("person key \(owner) enrol \(fingerprint)", as: name, options, signedBy: key) {
            session, actor, author in
            let person = try session.reader.person(owner)
            let context = try session.reader.keyContext(for: actor, presented: key.fingerprint)
            let events = try context.decideEnrolment(
                of: fingerprint, person: person, keys: try session.reader.keys(of: person.id))
            for event in events { try session.append(.person(event), to: .person(person.id), by: author) }
            try session.checkpoint(by: author)
            return nil
        }
    }

    /// From here on a person's live key signs nothing; a checkpoint follows.
    package func retireKey(
        of owner: String, reason: String?, as name: String?, signedBy key: UnlockedKey, _ options: WriteOptions
    ) throws -> Performed {
        try write("person key \(owner) retire \(reason ?? "")", as: name, options, signedBy: key) {
            session, actor, author in
            let person = try session.reader.person(owner)
            let keys = try session.reader.keys(of: person.id)
            guard let live = keys.live else { throw FindingRefusal(.keyNone, ["person": person.name]) }
            let context = try session.reader.keyContext(for: actor, presented: key.fingerprint)
            let events = try context.decideRetirement(
                of: live.fingerprint, person: person, keys: keys, reason: reason)
            for event in events { try session.append(.person(event), to: .person(person.id), by: author) }
            try session.checkpoint(by: author)
            return nil
        }
    }

    /// Every key that was ever offered, by person.
    package func keys() throws -> [ListedKey] {
        try read { reader in
            let root = try reader.rootKey()
            return try reader.keyHolders().flatMap { id -> [ListedKey] in
                guard let person = try reader.person(id) else { return [] }
                return try reader.keys(of: id).all.map {
                    ListedKey(key: $0, person: person, isRoot: $0.fingerprint == root)
                }
            }
        }
    }
}

extension AnyEvent {
    /// The fingerprint that an event offers.
    var offeredKey: String? {
        if case .person(.keyOffered(let key, _)) = self { key } else { nil }
    }
}

extension OpenLedger {
    /// Whose key a command wants: as named, else the person bound to the login. No login is checked: the key decides.
    package func signatory(named name: String?) throws -> Person {
        try read { reader in
            if let name { return try reader.person(name) }
            return try reader.actor(named: nil, login: surroundings.login)
        }
    }
}
