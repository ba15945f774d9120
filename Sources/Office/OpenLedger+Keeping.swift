internal import Attestation
import Foundation
package import Ledger
internal import Rectification

// Checking, backing up, restoring.

extension OpenLedger {
    /// The ledger's own faults, and evidence that is missing or altered.
    package func check() throws -> [IntegrityProblem] {
        var problems = try store.check()
        var seen: Set<String> = []
        try read { reader in
            try reader.forEachEvidence { position, file in
                guard seen.insert(file.digest).inserted else { return }
                if let problem = evidence.problem(with: file, store.settings.crypto) {
                    problems.append(
                        IntegrityProblem(
                            kind: "evidence", position: position, detail: "\(file.name) \(file.digest) \(problem)"))
                }
            }
        }
        return problems
    }

    /// A folder with the ledger and its evidence, there whole or not at all; returns the number of evidence files. Throws `file.exists` 73.
    package func backup(to folder: String) throws -> Int {
        let files = FileManager.default
        guard !files.fileExists(atPath: folder) else { throw Complaint(73, "file.exists", ["path": folder]) }
        let making = WholeFile.making(folder)
        defer { try? files.removeItem(atPath: making) }
        try WholeFile.makeFolder(making)
        try store.database.copy(to: making + "/ledger.db")
        let count = try evidence.copy(to: EvidenceStore(folder: making + "/ledger.db.evidence"))
        try WholeFile.sync(folder: making)
        guard rename(making, folder) == 0 else { throw WholeFile.failure(folder) }
        try WholeFile.syncFolder(of: folder)
        return count
    }

    /// Brings a backup to a place where no ledger is, and checks it there; the ledger appears last, when its evidence is there.
    package static func restore(
        _ folder: String, to path: String, drivers: Drivers, surroundings: Surroundings
    ) throws -> [IntegrityProblem] {
        let files = FileManager.default
        let source = folder + "/ledger.db"
        guard files.fileExists(atPath: source) else {
            throw Complaint(66, "file.missing", ["path": source, "why": String(cString: strerror(ENOENT))])
        }
        guard !files.fileExists(atPath: path) else { throw Complaint(73, "file.exists", ["path": path]) }
        let backup = try open(source, isReadOnly: true, drivers: drivers, surroundings: surroundings)
        try WholeFile.makeFolder((path as NSString).deletingLastPathComponent)
        _ = try backup.evidence.copy(to: EvidenceStore(folder: path + ".evidence"))
        let making = WholeFile.making(path)
        defer { for suffix in ["", "-wal", "-shm"] { unlink(making + suffix) } }
        try backup.store.database.copy(to: making)
        // Looked at before it has its name: what cannot even be read there is not put there.
        let copy = OpenLedger(
            store: try LedgerStore(try drivers.open(making, false)), path: path, surroundings: surroundings)
        let problems = try copy.check()
        try copy.store.database.close()
        try WholeFile.place(making, at: path)
        return problems
    }
}

extension LedgerReader {
    /// Every file that was ever attached.
    func forEachEvidence(_ each: (Int, EvidenceFile) throws -> Void) throws {
        try connection.forEach(
            "SELECT position, hash, text FROM events WHERE text LIKE '%event: evidenceAttached%' ORDER BY position", []
        ) { row in
            let stored = try StoredEvent(row)
            if case .finding(.evidenceAttached(_, let file)) = stored.text.event { try each(stored.position, file) }
            return true
        }
    }
}
