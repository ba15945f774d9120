internal import Attestation
import Foundation
package import Ledger
internal import Rectification

// Checking, backing up, restoring.

extension OpenLedger {
    /// The ledger's own faults, and evidence that is missing or altered.
    ///
    /// - Parameter isLogChecked: see `LedgerStore.check`.
    package func check(isLogChecked: Bool = false) throws -> [IntegrityProblem] {
        try store.check(isLogChecked: isLogChecked) + evidenceProblems()
    }

    /// Evidence that is missing or altered.
    ///
    /// - Parameter whole: digests of what was just seen to be neither.
    private func evidenceProblems(besides whole: Set<String> = []) throws -> [IntegrityProblem] {
        var problems: [IntegrityProblem] = []
        var seen = whole
        try read { reader in
            try reader.forEachEvidence { position, file in
                guard seen.insert(file.digest).inserted else { return }
                if let problem = try evidence.problem(with: file, store.settings.crypto) {
                    problems.append(
                        IntegrityProblem(
                            kind: "evidence", position: position, detail: "\(file.name) \(file.digest) \(problem)",
                            "fault.evidence.\(problem)", ["name": file.name, "digest": file.digest]))
                }
            }
        }
        return problems
    }

    /// A folder with the ledger as a file and its evidence, whatever it is kept in, there whole or not at all; returns the number of evidence files, and what is wrong with those that are not in it. Throws `file.exists` 73.
    package func backup(to folder: String, drivers: Drivers) throws -> (files: Int, problems: [IntegrityProblem]) {
        let files = FileManager.default
        guard !files.fileExists(atPath: folder) else { throw Complaint(73, "file.exists", ["path": folder]) }
        let making = WholeFile.making(folder)
        defer { try? files.removeItem(atPath: making) }
        try WholeFile.makeFolder(making, named: folder)
        let target = making + "/ledger.db"
        do {
            if let file = store.database as? any FileDatabase {
                try file.copy(to: target)
            } else {
                let copy = try drivers.create(target)
                try Self.copy(store, to: copy) {}
                try copy.close()
            }
        } catch let error as LedgerError where error.facts["path"] == target {
            // What it was called meanwhile is nobody's business.
            throw LedgerError(error.rule, error.facts.merging(["path": folder]) { $1 })
        }
        let copied = try copyEvidence(to: EvidenceStore(folder: target + ".evidence"))
        let problems = try evidenceProblems(besides: copied)
        try WholeFile.sync(folder: making)
        guard rename(making, folder) == 0 else { throw WholeFile.failure(folder) }
        try WholeFile.syncFolder(of: folder)
        return (copied.count, problems)
    }

    /// Brings a backup to a place where no ledger is, and checks it there; the ledger appears last, when its evidence is there.
    package static func restore(
        _ folder: String, to path: String, drivers: Drivers, surroundings: Surroundings
    ) throws -> [IntegrityProblem] {
        let source = folder + "/ledger.db"
        guard FileManager.default.fileExists(atPath: source) else {
            throw Complaint(66, "file.missing", ["path": source, "why": String(cString: strerror(ENOENT))])
        }
        try drivers.requireFree(path)
        let backup = try open(source, isReadOnly: true, drivers: drivers, surroundings: surroundings)
        if drivers.isServer(path) {
            // The copy cannot be opened before it is whole.
            let target = try drivers.create(path)
            try Self.copy(backup.store, to: target) {
                _ = try backup.copyEvidence(to: EvidenceStore(of: target, at: path))
            }
            return try open(path, isReadOnly: false, drivers: drivers, surroundings: surroundings).check()
        }
        try WholeFile.makeFolder((path as NSString).deletingLastPathComponent)
        try WholeFile.requireWritable(path)
        _ = try backup.copyEvidence(to: EvidenceStore(folder: path + ".evidence"))
        let making = WholeFile.making(path)
        defer { for suffix in ["", "-wal", "-shm"] { unlink(making + suffix) } }
        guard let file = backup.store.database as? any FileDatabase else {
            throw LedgerError(.notALedger, ["path": source])
        }
        try file.copy(to: making)
        // Looked at before it has its name: what cannot even be read there is not put there.
        let copy = OpenLedger(
            store: try LedgerStore(try drivers.open(making, false)), path: path, surroundings: surroundings)
        let problems = try copy.check()
        try copy.store.database.close()
        try WholeFile.place(making, at: path)
        return problems
    }

    /// A whole copy in a database that was just made, of one moment of the source.
    ///
    /// - Parameter last: what is to be done before the copy can be opened.
    private static func copy(_ source: LedgerStore, to target: any LedgerDatabase, _ last: () throws -> Void) throws {
        let transfer = try LedgerTransfer(from: source, to: target, isEmpty: true)
        let next = try source.read { reader in
            try transfer.copy(reader, upTo: try reader.head()) { _, _ in }
            guard try transfer.merkle().root == reader.merkle().root else {
                throw LedgerError(.damaged, ["why": "root"])
            }
            return try reader.nextNumber()
        }
        try last()
        try transfer.release(nextNumber: next)
    }

    /// Copies evidence that is whole to another store: from folder to folder every file, else every file that was ever attached. Returns the digests of what is there then.
    private func copyEvidence(to target: EvidenceStore) throws -> Set<String> {
        if evidence.isFolder, target.isFolder { return try evidence.copy(to: target, store.settings.crypto) }
        let files = try read { try $0.evidenceFiles() }
        return Set(try files.filter { try evidence.give($0, to: target, store.settings.crypto) }.map(\.digest))
    }
}

extension LedgerReader {
    /// Every file that was ever attached to a finding, or came with the reply to a letter, once.
    func evidenceFiles() throws -> [EvidenceFile] {
        var files: [String: EvidenceFile] = [:]
        try forEachEvidence { files[$1.digest] = $1 }
        return files.values.sorted { $0.digest < $1.digest }
    }

    /// Every time such a file came.
    func forEachEvidence(_ each: (Int, EvidenceFile) throws -> Void) throws {
        try connection.scan(
            """
            SELECT position, hash, text FROM events WHERE text LIKE '%event: evidenceAttached%'
              OR (stream >= 'letter/' AND stream < 'letter0') ORDER BY position
            """, []
        ) { row in
            let stored = try StoredEvent(row)
            switch stored.text.event {
            case .finding(.evidenceAttached(_, let file)): try each(stored.position, file)
            case .letter(.answered(let answer)):
                if let file = answer.evidence { try each(stored.position, file) }
            case .finding, .letter, .group, .ledger, .policy, .organisation, .person, .round, .meeting: break
            }
            return true
        }
    }
}
