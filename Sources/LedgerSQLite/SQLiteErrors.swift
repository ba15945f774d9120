import Glibc
internal import GRDB
import Ledger

/// Turns the library's errors into the ledger's, each with its rule.
func translatingErrors<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as DatabaseError {
        let rule = rule(of: error)
        // Without room for the files beside a ledger the library says only that it cannot open it.
        throw LedgerError(
            rule == .cannotOpen && !hasRoom(besides: path) ? .full : rule,
            ["path": path, "why": error.message ?? error.resultCode.description])
    }
}

/// Whether as much as the library needs beside a ledger still fits there; what cannot be tried counts as room.
private func hasRoom(besides path: String) -> Bool {
    let probe = path + ".room-\(getpid())"
    let descriptor = Glibc.open(probe, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return errno != ENOSPC && errno != EDQUOT }
    defer {
        close(descriptor)
        unlink(probe)
    }
    let bytes = [UInt8](repeating: 0, count: 65_536)
    let count = write(descriptor, bytes, bytes.count)
    // A part that was taken was the last that fitted.
    return count == bytes.count || count < 0 && errno != ENOSPC && errno != EDQUOT
}

private func rule(of error: DatabaseError) -> LedgerError.Rule {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
    case .SQLITE_FULL: .full
    case .SQLITE_IOERR: .ioError
    case .SQLITE_READONLY, .SQLITE_PERM: .readOnly
    case .SQLITE_CANTOPEN: .cannotOpen
    case .SQLITE_NOTADB: .notALedger
    case .SQLITE_CORRUPT: .damaged
    case .SQLITE_INTERRUPT: .interrupted
    case _: .failed
    }
}
