package import Attestation
import Foundation
internal import Ledger
internal import Rectification
internal import Signing

/// A checkpoint that was made, and what its file says.
package struct IssuedCheckpoint: Sendable {
    package let performed: Performed
    package let text: CheckpointText
}

/// An older checkpoint held against the ledger.
package struct ComparedCheckpoint: Sendable {
    package let path: String
    /// `size:root`
    package let head: String
    /// The log begins with exactly the events under that root, and a signature beside it is good.
    package let isContained: Bool
    /// Name of whoever signed it; `nil` without a signature.
    package let signer: String?
}

extension OpenLedger {
    /// The head of the log as an event: size and Merkle root of everything before it.
    package func checkpoint(as actor: String?, _ options: WriteOptions) throws -> Performed {
        let performed = try write("checkpoint", as: actor, options) { session, person, author in
            try person.mayManage([.admin, .office])
            try session.checkpoint(by: author)
            return nil
        }
        if !options.isDryRun { try read { try seen.require(in: $0) } }
        return performed
    }

    /// A checkpoint that is also a file, signed by the person who issues it; the signature stands in `<path>.signature`. Nothing is overwritten.
    package func issueCheckpoint(
        to path: String, as actor: String?, signedBy key: UnlockedKey, _ options: WriteOptions
    ) throws -> IssuedCheckpoint {
        for file in [path, path + ".signature"] where FileManager.default.fileExists(atPath: file) {
            throw Complaint(73, "file.exists", ["path": file])
        }
        let performed = try write("checkpoint out", as: actor, options, signedBy: key) { session, person, author in
            try person.mayManage([.admin, .office])
            try session.reader.standing(of: key.fingerprint, for: person.id).requireUnlocked(by: person.name)
            try session.checkpoint(by: author)
            return nil
        }
        guard let stored = performed.events.last,
            case .ledger(.checkpointed(let size, let root, let rootKey)) = stored.text.event,
            let root = Digest(hex: root)
        else { throw LedgerError(.damaged, ["why": "checkpoint"]) }
        let text = CheckpointText(
            ledger: stored.text.ledger, size: size, root: root, time: stored.text.time, rootKey: rootKey)
        if !options.isDryRun {
            let signature = try key.signer.sign(text.bytes, .checkpoint)
            try PrivateFile.create(path, text.bytes, mode: 0o644)
            try PrivateFile.create(path + ".signature", signature, mode: 0o644)
            try read { try seen.require(in: $0) }
        }
        return IssuedCheckpoint(performed: performed, text: text)
    }

    /// Whether an older checkpoint, as a file or a line `size:root`, is contained in this ledger.
    ///
    /// Throws `Complaint`: file.missing 66, checkpoint.invalid 65.
    package func compare(checkpoint path: String) throws -> ComparedCheckpoint {
        try requireOther(path)
        let held = try HeldCheckpoint(path: path)
        let signer = held.signer(try keys().map { ($0.key, $0.person.name) })
        return try read { reader in
            let isOurs = held.ledger == nil || held.ledger == reader.ledger
            let isSame = try reader.roots(at: [held.head.size])[held.head.size] == held.head.root
            return ComparedCheckpoint(
                path: path, head: held.head.description, isContained: isOurs && isSame && signer != .bad,
                signer: signer.name)
        }
    }
}

/// A head that somebody kept outside the ledger.
struct HeldCheckpoint: Sendable {
    let path: String
    let head: LogHead
    /// `nil` for a bare `size:root`.
    let ledger: LedgerID?
    let bytes: [UInt8]
    let signature: [UInt8]?

    enum Signer: Hashable {
        case none
        case good(String)
        case bad

        var name: String? {
            if case .good(let name) = self { name } else { nil }
        }
    }

    /// Reads `xiaohao-checkpoint/1` with its signature beside it, or a file with one line `size:root`; a line itself is taken too.
    init(path: String) throws {
        self.path = path
        if let head = LogHead(path) {
            (self.head, ledger, bytes, signature) = (head, nil, [], nil)
            return
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Complaint(66, "file.missing", ["path": path, "why": String(cString: strerror(errno))])
        }
        bytes = Array(data)
        if let head = LogHead(String(decoding: bytes, as: UTF8.self).trimmed) {
            (self.head, ledger, signature) = (head, nil, nil)
        } else if let text = try? CheckpointText(bytes) {
            (head, ledger) = (text.head, text.ledger)
            signature = FileManager.default.contents(atPath: path + ".signature").map { Array($0) }
        } else {
            throw Complaint(65, "checkpoint.invalid", ["path": path])
        }
    }

    /// Whose key of this ledger signed it.
    ///
    /// - Parameter keys: every key that was ever enrolled, with its owner's name.
    func signer(_ keys: [(key: Key, name: String)]) -> Signer {
        guard let signature else { return .none }
        for (key, name) in keys where key.enrolled != nil {
            if PublicKey(line: key.publicKey)?.verifies(signature, of: bytes, .checkpoint) == true {
                return .good(name)
            }
        }
        return .bad
    }
}
