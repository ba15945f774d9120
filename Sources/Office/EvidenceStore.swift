import Foundation
package import Rectification
internal import Signing

/// Evidence files by their digest, in a folder beside the ledger: 0700, each file 0400 (trust.md).
package struct EvidenceStore: Sendable {
    package let folder: String

    package init(folder: String) { self.folder = folder }

    package func path(of digest: String) -> String { folder + "/" + digest }

    /// Takes a copy of a regular file; its name without a path is what the ledger remembers.
    ///
    /// Throws `Complaint`: file.missing 66, file.notRegular 65, ledger.full 74.
    package func take(_ source: String, _ algorithm: LedgerSettings.Crypto, isDryRun: Bool) throws -> EvidenceFile {
        let input = Glibc.open(source, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard input >= 0 else { throw Complaint(66, "file.missing", ["path": source, "why": reason()]) }
        defer { close(input) }
        var status = stat()
        guard fstat(input, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Complaint(65, "file.notRegular", ["path": source])
        }
        let name = String(source.split(separator: "/").last ?? "evidence")
        let temporary = folder + "/.incoming-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        var output: Int32 = -1
        if !isDryRun {
            try WholeFile.makeFolder(folder)
            output = Glibc.open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
            guard output >= 0 else { throw writeFailure() }
        }
        defer {
            if output >= 0 {
                close(output)
                unlink(temporary)
            }
        }
        var machine = DigestMachine(algorithm == .standard ? .sha256 : .sm3)
        var total = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(input, &buffer, buffer.count)
            guard count >= 0 else { throw Complaint(74, "ledger.ioError", ["path": source, "why": reason()]) }
            if count == 0 { break }
            total += count
            machine.update(buffer[..<count])
            if output >= 0, Glibc.write(output, buffer, count) != count { throw writeFailure() }
        }
        let digest = machine.finish().hex
        if output >= 0 { try settle(output, temporary, digest) }
        return EvidenceFile(name: name, bytes: total, digest: digest)
    }

    /// Keeps bytes that are already in memory, under a name.
    func keep(_ name: String, _ bytes: [UInt8], _ algorithm: LedgerSettings.Crypto) throws -> EvidenceFile {
        try WholeFile.makeFolder(folder)
        let temporary = folder + "/.incoming-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        let output = Glibc.open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw writeFailure() }
        defer {
            close(output)
            unlink(temporary)
        }
        guard Glibc.write(output, bytes, bytes.count) == bytes.count else { throw writeFailure() }
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

    /// Copies every file to another store, which may have some already; returns how many there are.
    func copy(to other: EvidenceStore) throws -> Int {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }
        for name in names.sorted() where !FileManager.default.fileExists(atPath: other.path(of: name)) {
            try other.put(path(of: name), name)
        }
        return names.count
    }

    /// Puts a file here under a digest that is known; whether it is that digest's, `check` says.
    private func put(_ source: String, _ digest: String) throws {
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
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(input, &buffer, buffer.count)
            guard count >= 0 else { throw Complaint(74, "ledger.ioError", ["path": source, "why": reason()]) }
            if count == 0 { break }
            guard Glibc.write(output, buffer, count) == count else { throw writeFailure() }
        }
        try settle(output, temporary, digest)
    }

    /// What is wrong with stored evidence: missing, or not the bytes of its digest; `nil` when it is whole.
    package func problem(with file: EvidenceFile, _ algorithm: LedgerSettings.Crypto) -> String? {
        guard let handle = FileHandle(forReadingAtPath: path(of: file.digest)) else { return "missing" }
        defer { try? handle.close() }
        var machine = DigestMachine(algorithm == .standard ? .sha256 : .sm3)
        while let data = try? handle.read(upToCount: 1 << 16), !data.isEmpty { machine.update(data) }
        return machine.finish().hex == file.digest ? nil : "digest"
    }

    private func reason() -> String { String(cString: strerror(errno)) }

    private func writeFailure() -> Complaint { WholeFile.failure(folder) }
}
