import Foundation
internal import Attestation
internal import Signing

/// A private key on disk: one line that says whose digest follows, then encrypted PKCS#8 in PEM, which reads past it.
package struct KeyFile: Sendable {
    package let path: String
    /// As the first line claims it; `nil` for a bare PEM made by another tool.
    package let fingerprint: String?
    let content: [UInt8]

    private static let format = "xiaohao-key/1"
    /// No key file is longer.
    private static let limit = 64 << 10

    /// Reads a key file.
    ///
    /// Throws `Complaint`: file.missing 66, key.fileMode 77 for one that others may read, key.damaged 65.
    package init(path: String) throws {
        self.path = path
        let all = try PrivateFile.read(path, limit: Self.limit, modeRule: "key.fileMode")
        guard all.starts(with: Self.format.utf8) else {
            content = all
            fingerprint = nil
            return
        }
        let line = all.prefix { $0 != UInt8(ascii: "\n") }
        let parts = String(decoding: line, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
        content = Array(all.dropFirst(line.count + 1))
        guard parts.count == 3, parts[0] == Self.format, let digest = Digest(hex: parts[2]),
            digest == Digest(of: content, .sha256)
        else { throw Complaint(65, "key.damaged", ["path": path]) }
        fingerprint = String(parts[1])
    }

    /// The fingerprint on the first line of a file, without reading the rest; `nil` when it has none.
    static func claimedFingerprint(_ path: String) -> String? {
        let start = FileManager.default.contents(atPath: path) ?? Data()
        let line = String(decoding: start.prefix(160).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        let parts = line.split(separator: " ")
        return parts.count == 3 && parts[0] == format ? String(parts[1]) : nil
    }

    /// Encrypts a new key under a PIN and puts it on disk, 0600, durable before anybody relies on it.
    static func write(_ key: borrowing PrivateKey, under pin: borrowing SecretBytes, to path: String) throws {
        let pem = try key.encrypted(under: pin)
        let line = "\(format) \(key.publicKey.fingerprint) \(Digest(of: pem, .sha256).hex)\n"
        try PrivateFile.create(path, Array(line.utf8) + pem)
    }

    /// The key, when the PIN opens it; throws `SigningError`.
    func open(_ pin: borrowing SecretBytes) throws -> PrivateKey {
        let key = try PrivateKey(encrypted: content, pin: pin)
        if let fingerprint, key.publicKey.fingerprint != fingerprint { throw SigningError.damagedKey }
        return key
    }
}

/// Files that nobody but their owner may read.
enum PrivateFile {
    static func read(_ path: String, limit: Int, modeRule: String) throws -> [UInt8] {
        let descriptor = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Complaint(66, "file.missing", ["path": path, "why": String(cString: strerror(errno))])
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Complaint(65, "file.notRegular", ["path": path])
        }
        try requirePrivate(status.st_mode, path, modeRule)
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while all.count <= limit {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count >= 0 else {
                throw Complaint(74, "ledger.ioError", ["path": path, "why": String(cString: strerror(errno))])
            }
            if count == 0 { return all }
            all.append(contentsOf: buffer[..<count])
        }
        throw Complaint(65, "key.damaged", ["path": path])
    }

    static func requirePrivate(_ mode: mode_t, _ path: String, _ rule: String) throws {
        guard mode & 0o077 == 0 else {
            throw Complaint(77, rule, ["path": path, "mode": String(mode & 0o777, radix: 8)])
        }
    }

    static func create(_ path: String, _ content: [UInt8], mode: mode_t = 0o600) throws {
        let folder = (path as NSString).deletingLastPathComponent
        func failure() -> Complaint {
            let reason = String(cString: strerror(errno))
            return errno == EEXIST
                ? Complaint(73, "file.exists", ["path": path])
                : Complaint(73, "file.cannotWrite", ["path": path, "why": reason])
        }
        if !folder.isEmpty {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch let error as CocoaError {
                throw Complaint(73, "file.cannotWrite", ["path": folder, "why": error.localizedDescription])
            }
        }
        let descriptor = Glibc.open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        guard WholeFile.write(content[...], to: descriptor), fsync(descriptor) == 0 else {
            let complaint = failure()
            unlink(path)
            throw complaint
        }
        let directory = Glibc.open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }
}
