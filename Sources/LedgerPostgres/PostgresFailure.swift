internal import CPostgres
import Ledger

/// What the server or the connection to it said.
struct PostgresFailure: Error {
    /// Five characters; empty when the connection itself failed.
    let state: String
    let message: String
    var isConnectionLost = false

    var isMissingTable: Bool { state == "42P01" }

    /// The ledger's error for it; `doing` is what was lost when the connection was.
    func ledgerError(_ address: PostgresAddress, _ login: String) -> LedgerError {
        LedgerError(
            rule,
            [
                "path": PostgresAddress.shown(address.url), "why": message, "login": login, "schema": address.schema,
            ])
    }

    private var rule: LedgerError.Rule {
        if isConnectionLost { return .unavailable }
        switch state {
        case "55P03", "40001", "40P01": return .busy
        // Two who make roles or schemas of the same name at once: whoever asks again finds them made.
        case "XX000" where message.contains("concurrently"): return .busy
        case "23505" where message.contains("pg_authid") || message.contains("pg_namespace"): return .busy
        case "57014": return .brokenOff
        case "53100": return .full
        case "58030": return .ioError
        case "42501": return .noGrant
        case "28000", "28P01": return .loginRefused
        case Self.foreignLogin: return .otherLogin
        case "3D000": return .noDatabase
        case "25006": return .follows
        case "XX001", "XX002": return .damaged
        case "57P01", "57P02", "57P03", "53300": return .unavailable
        case _: return state.hasPrefix("08") ? .unavailable : .failed
        }
    }

    /// Raised by the trigger that refuses an event of another login.
    static let foreignLogin = "XH001"
}
