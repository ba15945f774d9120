import Foundation

/// The files that a database library keeps open for a ledger. Nothing else of the program may open them, not even to read:
/// closing such a descriptor takes the library's locks away (see `SQLiteDatabase.open`).
struct LedgerFiles {
    /// Of the ledger; an address has none.
    let path: String

    /// Throws `Complaint` 65 `file.isLedger` when a path leads to one of them, by whatever name or link.
    func requireOther(_ file: String) throws {
        guard let found = Identity(file) else { return }
        for suffix in ["", "-wal", "-shm"] where Identity(path + suffix) == found {
            throw Complaint(65, "file.isLedger", ["path": file])
        }
    }

    private struct Identity: Equatable {
        let device: dev_t
        let node: ino_t

        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            device = status.st_dev
            node = status.st_ino
        }
    }
}

extension OpenLedger {
    /// Throws `Complaint` 65 `file.isLedger` when a file that is to be read is the ledger's own.
    package func requireOther(_ file: String) throws { try LedgerFiles(path: path).requireOther(file) }
}
