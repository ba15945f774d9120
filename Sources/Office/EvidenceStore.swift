import Foundation
package import Ledger
package import Rectification
internal import Signing

/// Evidence files by their digest: in a folder beside the ledger, 0700, each file 0400 (trust.md), or in the database where that keeps them.
package struct EvidenceStore: Sendable {
    package let folder: String
    private let database: (any EvidenceDatabase)?
    private let ledger: LedgerFiles?

    package init(folder: String) {
        self.folder = folder
        database = nil
        ledger = nil
    }

    /// Of the ledger at a path in a database.
    package init(of database: any LedgerDatabase, at path: String) {
        folder = path + ".evidence"
        self.database = database.evidence
        ledger = LedgerFiles(path: path)
    }

    /// Files in a folder, which are copied as files.
    var isFolder: Bool { database == nil }

    private func path(of digest: String) -> String { folder + "/" + digest }

    /// Takes a copy of a regular file; its name without a path is what the ledger remembers.
    ///
    /// Throws `Complaint`: file.missing 66, file.notRegular 65, file.isLedger 65, ledger.full 74.
    package func take(_ source: String, _ algorithm: LedgerSettings.Crypto, isDryRun: Bool) throws -> EvidenceFile {
        try ledger?.requireOther(source)
        let input = Glibc.open(source, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard input >= 0 else { throw Complaint(66, "file.missing", ["path": source, "why": reason()]) }
        defer { close(input) }
        var status = stat()
        guard fstat(input, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Complaint(65, "file.notRegular", ["path": source])
        }
        let name = String(source.split(separator: "/").last ?? "evidence")
        if let database {
            let (digest, total) = try Self.digest(of: input, source, algorithm)
            if !isDryRun {
                guard lseek(input, 0, SEEK_SET) == 0 else { throw Self.readFailure(source) }
                try keep(digest, input, source, algorithm, in: database)
            }
            return EvidenceFile(name: name, bytes: total, digest: digest)
        }
        let temporary = folder + "/.incoming-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        var output: Int32 = -1
        if !isDryRun {
            try WholeFile.makeFolder(folder)
            WholeFile.sweep(folder, leftAs: ".incoming-")
            output = Glibc.open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
            guard output >= 0 else { throw writeFailure() }
        }
        defer {
            if output >= 0 {
                close(output)
                unlink(temporary)
            }
        }
        var machine = Self.machine(algorithm)
        var total = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(input, &buffer, buffer.count)
            guard count >= 0 else { throw Complaint(74, "ledger.ioError", ["path": source, "why": reason()]) }
            if count == 0 { break }
            total += count
            machine.update(buffer[..<count])
            if output >= 0, !WholeFile.write(buffer[..<count], to: output) { throw writeFailure() }
        }
        let digest = machine.finish().hex
        if output >= 0 { try settle(output, temporary, digest) }
        return EvidenceFile(name: name, bytes: total, digest: digest)
    }

    private static let piece = 1 << 18

    private static func read(_ input: Int32, _ source: String) throws -> ArraySlice<UInt8> {
        var buffer = [UInt8](repeating: 0, count: piece)
        let count = Glibc.read(input, &buffer, buffer.count)
        guard count >= 0 else { throw readFailure(source) }
        return buffer[..<count]
    }

    private static func digest(
        of input: Int32, _ source: String, _ algorithm: LedgerSettings.Crypto
    ) throws -> (digest: String, bytes: Int) {
        var machine = Self.machine(algorithm)
        var total = 0
        while true {
            let bytes = try read(input, source)
            guard !bytes.isEmpty else { return (machine.finish().hex, total) }
            machine.update(bytes)
            total += bytes.count
        }
    }

    /// The file is read twice; what changed in between is refused, not kept under a digest it does not have.
    private func keep(
        _ digest: String, _ input: Int32, _ source: String, _ algorithm: LedgerSettings.Crypto,
        in database: any EvidenceDatabase
    ) throws {
        var machine: DigestMachine? = Self.machine(algorithm)
        try database.keepEvidence(digest) {
            let bytes = try Self.read(input, source)
            guard bytes.isEmpty else {
                machine?.update(bytes)
                return Array(bytes)
            }
            guard machine.take()?.finish().hex == digest else {
                throw Complaint(74, "ledger.ioError", ["path": source, "why": "changed"])
            }
            return nil
        }
    }

    /// Writes a private copy, 0600, where no file is yet; false, and no copy, when the store lacks it or what it has is not what was attached. Throws `file.cannotWrite` 73.
    package func copy(_ digest: String, to target: String, _ algorithm: LedgerSettings.Crypto) throws -> Bool {
        let output = Glibc.open(target, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw Complaint(73, "file.cannotWrite", ["path": target, "why": reason()]) }
        var isWhole = false
        defer {
            close(output)
            if !isWhole { unlink(target) }
        }
        var machine: DigestMachine? = Self.machine(algorithm)
        let isThere = try forEachPiece(of: digest) { bytes in
            machine?.update(bytes[...])
            guard WholeFile.write(bytes[...], to: output) else {
                throw Complaint(73, "file.cannotWrite", ["path": target, "why": reason()])
            }
        }
        isWhole = isThere && machine.take()?.finish().hex == digest
        return isWhole
    }

    private static func machine(_ algorithm: LedgerSettings.Crypto) -> DigestMachine {
        DigestMachine(algorithm == .standard ? .sha256 : .sm3)
    }

    /// Keeps the same file in another store; false when this one lacks it or has other bytes.
    func give(_ file: EvidenceFile, to other: EvidenceStore, _ algorithm: LedgerSettings.Crypto) throws -> Bool {
        let folder = FileManager.default.temporaryDirectory.path + "/xiaohao-\(UInt64.random(in: 0...UInt64.max))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let copy = folder + "/" + file.digest
        return try self.copy(file.digest, to: copy, algorithm)
            && other.take(copy, algorithm, isDryRun: false).digest == file.digest
    }

    /// False when it is not there.
    private func forEachPiece(of digest: String, _ each: ([UInt8]) throws -> Void) throws -> Bool {
        if let database { return try database.forEachPiece(ofEvidence: digest, each) }
        let input = Glibc.open(path(of: digest), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard input >= 0 else { return false }
        defer { close(input) }
        while true {
            let bytes = try Self.read(input, digest)
            guard !bytes.isEmpty else { return true }
            try each(Array(bytes))
        }
    }

    /// Keeps bytes that are already in memory, under a name.
    func keep(_ name: String, _ bytes: [UInt8], _ algorithm: LedgerSettings.Crypto) throws -> EvidenceFile {
        if let database {
            let digest = Digest(of: bytes, algorithm == .standard ? .sha256 : .sm3).hex
            var rest = bytes[...]
            try database.keepEvidence(digest) {
                guard !rest.isEmpty else { return nil }
                defer { rest = rest.dropFirst(Self.piece) }
                return Array(rest.prefix(Self.piece))
            }
            return EvidenceFile(name: name, bytes: bytes.count, digest: digest)
        }
        try WholeFile.makeFolder(folder)
        let temporary = folder + "/.incoming-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        let output = Glibc.open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw writeFailure() }
        defer {
            close(output)
            unlink(temporary)
        }
        guard WholeFile.write(bytes[...], to: output) else { throw writeFailure() }
        let digest = Digest(of: bytes, algorithm == .standard ? .sha256 : .sm3).hex
        try settle(output, temporary, digest)
        return EvidenceFile(name: name, bytes: bytes.count, digest: digest)
    }

    private func settle(_ output: Int32, _ temporary: String, _ digest: String) throws {
        var status = stat()
        let isShared = stat(folder, &status) == 0 && status.st_mode & 0o020 != 0
        guard fchmod(output, isShared ? 0o440 : 0o400) == 0, fsync(output) == 0,
            rename(temporary, path(of: digest)) == 0
        else {
            throw writeFailure()
        }
        try WholeFile.sync(folder: folder)
    }

    /// Copies every file that is whole to another store, which may have some already; returns the digests of all that are there then.
    func copy(to other: EvidenceStore, _ algorithm: LedgerSettings.Crypto) throws -> Set<String> {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }
        return Set(
            try names.sorted().filter { name in
                try FileManager.default.fileExists(atPath: other.path(of: name))
                    || other.put(path(of: name), name, algorithm)
            })
    }

    /// Puts a file here under a digest that is known; false, and it is not put here, when it has another.
    private func put(_ source: String, _ digest: String, _ algorithm: LedgerSettings.Crypto) throws -> Bool {
        let input = Glibc.open(source, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard input >= 0 else { throw Complaint(66, "file.missing", ["path": source, "why": reason()]) }
        defer { close(input) }
        try WholeFile.makeFolder(folder)
        let temporary = folder + "/.incoming-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        let output = Glibc.open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw writeFailure() }
        defer {
            close(output)
            unlink(temporary)
        }
        var machine = Self.machine(algorithm)
        while true {
            let bytes = try Self.read(input, source)
            if bytes.isEmpty { break }
            machine.update(bytes)
            guard WholeFile.write(bytes, to: output) else { throw writeFailure() }
        }
        guard machine.finish().hex == digest else { return false }
        try settle(output, temporary, digest)
        return true
    }

    /// What is wrong with stored evidence: missing, or not the bytes of its digest; `nil` when it is whole.
    package func problem(with file: EvidenceFile, _ algorithm: LedgerSettings.Crypto) throws -> String? {
        var machine: DigestMachine? = Self.machine(algorithm)
        guard try forEachPiece(of: file.digest, { machine?.update($0[...]) }) else { return "missing" }
        return machine.take()?.finish().hex == file.digest ? nil : "digest"
    }

    private static func readFailure(_ source: String) -> Complaint {
        Complaint(74, "ledger.ioError", ["path": source, "why": String(cString: strerror(errno))])
    }

    private func reason() -> String { String(cString: strerror(errno)) }

    private func writeFailure() -> Complaint { WholeFile.failure(folder) }
}
