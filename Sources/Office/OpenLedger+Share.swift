import Foundation

// A ledger of one machine for several logins (cli.md, `init --group`).

extension OpenLedger {
    /// What must hold before a ledger for a group is made: the group is there, and the folder is not, since its mode is changed.
    ///
    /// Throws `Complaint`: group.missing 66, init.groupFolder 73.
    package static func mayShare(_ path: String, with group: String) throws {
        guard getgrnam(group) != nil else { throw Complaint(66, "group.missing", ["group": group]) }
        let folder = (path as NSString).deletingLastPathComponent
        guard !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) else {
            throw Complaint(73, "init.groupFolder", ["path": folder.isEmpty ? "." : folder])
        }
    }

    /// Opens the ledger to a group: its folder and its evidence 2770, the ledger 0660. Files made later follow: SQLite gives its own the ledger's mode, the folder its group.
    package func share(with group: String) throws {
        guard let entry = getgrnam(group) else { throw Complaint(66, "group.missing", ["group": group]) }
        let identity = entry.pointee.gr_gid
        try WholeFile.makeFolder(evidence.folder)
        let folder = (path as NSString).deletingLastPathComponent
        for (place, mode) in [(folder, 0o2770), (evidence.folder, 0o2770), (path, 0o660)] {
            guard chown(place, uid_t.max, identity) == 0, chmod(place, mode_t(mode)) == 0 else {
                throw Complaint(77, "init.groupDenied", ["group": group, "why": String(cString: strerror(errno))])
            }
        }
        for suffix in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix) {
            guard chown(path + suffix, uid_t.max, identity) == 0, chmod(path + suffix, 0o660) == 0 else {
                throw WholeFile.failure(path + suffix)
            }
        }
    }
}
