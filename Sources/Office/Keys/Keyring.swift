import Foundation
package import Signing

/// Where private keys lie: a file that was named, folders such as a stick's, and the login's own folder (trust.md, “Key files”).
package struct Keyring: Sendable {
    /// `--key-file`
    package let file: String?
    /// `XIAOHAO_KEYS`, separated by colons, then `$XDG_DATA_HOME/xiaohao/keys`.
    package let folders: [String]
    /// How often each key was tried in vain.
    let tries: WrongTries

    /// - Parameter pause: waits; tests need not.
    package init(
        file: String?, environment: [String: String], pause: @escaping @Sendable (Duration) -> Void = Keyring.sleep
    ) {
        self.file = file
        folders =
            (environment["XIAOHAO_KEYS"] ?? "").split(separator: ":").map(String.init) + [
                UserFolders.data(environment) + "/keys"
            ]
        tries = WrongTries(folder: UserFolders.state(environment) + "/tries", pause: pause)
    }

    package static let sleep: @Sendable (Duration) -> Void = { duration in
        usleep(UInt32(clamping: duration.components.seconds * 1_000_000))
    }

    /// Where a new key goes: the named file, else the login's own folder.
    func place(for key: PublicKey) -> String {
        file ?? (folders.last ?? ".") + "/" + Self.fileName(key.fingerprint)
    }

    private static func fileName(_ fingerprint: String) -> String {
        fingerprint.replacing(":", with: "-").replacing("/", with: "_") + ".key"
    }

    /// The file of a key by its fingerprint, or the named file whatever it holds.
    ///
    /// Throws `Complaint`: key.noFile 66, key.damaged 65 for a file of its name that does not say whose it is, and what reading a `KeyFile` throws.
    package func keyFile(_ fingerprint: String) throws -> KeyFile {
        if let file { return try KeyFile(path: file) }
        for folder in folders {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            for name in names.sorted() where name.hasSuffix(".key") {
                let path = folder + "/" + name
                if KeyFile.claimedFingerprint(path) == fingerprint { return try KeyFile(path: path) }
            }
        }
        for folder in folders {
            let path = folder + "/" + Self.fileName(fingerprint)
            if FileManager.default.fileExists(atPath: path) { throw Complaint(65, "key.damaged", ["path": path]) }
        }
        throw Complaint(66, "key.noFile", ["key": fingerprint, "folders": folders.joined(separator: ", ")])
    }

    /// Opens a key file; a wrong PIN is remembered and costs time, one second first and twice as much each time, half a minute at most.
    ///
    /// Throws `Complaint`: key.wrongPIN 77, key.damaged 65.
    package func unlock(_ keyFile: KeyFile, pin: borrowing SecretBytes) throws -> PrivateKey {
        let name = keyFile.fingerprint ?? keyFile.path
        do {
            let key = try keyFile.open(pin)
            tries.forget(name)
            return key
        } catch SigningError.wrongPIN {
            let count = tries.add(name)
            throw Complaint(77, "key.wrongPIN", ["path": keyFile.path, "tries": String(count)])
        } catch SigningError.damagedKey {
            throw Complaint(65, "key.damaged", ["path": keyFile.path])
        }
    }
}

/// Wrong tries slow down, also from one start of the program to the next; a lockout would not help against a copied file.
struct WrongTries: Sendable {
    let folder: String
    let pause: @Sendable (Duration) -> Void

    private func path(_ name: String) -> String {
        folder + "/" + name.replacing("/", with: "_").replacing(":", with: "-")
    }

    /// Counts one more and waits for it; returns how many there were.
    func add(_ name: String) -> Int {
        let known = (try? String(contentsOfFile: path(name), encoding: .utf8)).flatMap { Int($0) } ?? 0
        let count = max(0, known) + 1
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try? String(count).write(toFile: path(name), atomically: true, encoding: .utf8)
        pause(.seconds(min(30, 1 << min(count - 1, 5))))
        return count
    }

    func forget(_ name: String) { try? FileManager.default.removeItem(atPath: path(name)) }
}
