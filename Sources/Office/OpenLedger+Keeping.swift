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

    /// A folder with the ledger and its evidence; returns the number of evidence files. Throws `file.exists` 73.
    package func backup(to folder: String) throws -> Int {
        let files = FileManager.default
        guard !files.fileExists(atPath: folder) else { throw Complaint(73, "file.exists", ["path": folder]) }
        do {
            try files.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try store.database.copy(to: folder + "/ledger.db")
            let names = ((try? files.contentsOfDirectory(atPath: evidence.folder)) ?? []).filter { !$0.hasPrefix(".") }
            guard !names.isEmpty else { return 0 }
            try files.createDirectory(
                atPath: folder + "/ledger.db.evidence", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            for name in names {
                try files.copyItem(atPath: evidence.folder + "/" + name, toPath: folder + "/ledger.db.evidence/" + name)
            }
            return names.count
        } catch let error as CocoaError {
            try? files.removeItem(atPath: folder)
            throw Complaint(73, "file.cannotWrite", ["path": folder, "why": error.localizedDescription])
        }
    }

    /// Brings a backup to a place where no ledger is, and checks it there.
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
        let parent = (path as NSString).deletingLastPathComponent
        if !parent.isEmpty { try files.createDirectory(atPath: parent, withIntermediateDirectories: true) }
        try backup.store.database.copy(to: path)
        if files.fileExists(atPath: source + ".evidence") {
            try files.copyItem(atPath: source + ".evidence", toPath: path + ".evidence")
        }
        return try open(path, isReadOnly: false, drivers: drivers, surroundings: surroundings).check()
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
