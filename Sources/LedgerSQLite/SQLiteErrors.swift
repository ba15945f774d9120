internal import GRDB
import Ledger

/// Turns the library's errors into the ledger's, each with its rule.
func translatingErrors<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
        return try body()
    } catch let error as DatabaseError {
        throw LedgerError(rule(of: error), ["path": path, "why": error.message ?? error.resultCode.description])
    }
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
