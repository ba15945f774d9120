import Ledger
internal import Synchronization

/// The connection that listens; made when somebody first asks.
struct Ears: Sendable {
    var session: PostgresSession?
    /// A server that only follows another tells nobody: everything may be news at any time.
    var isDeaf = false

    static func channel(_ schema: String) -> String { schema + "_events" }
}

extension PostgresDatabase {
    /// Notifications say only that something came; what came is read from the log by position. After a connection was lost and made again everything may be news.
    package func hasNews() throws -> Bool {
        try ears.withLock { ears in
            if ears.isDeaf { return true }
            if let session = ears.session, session.isAlive { return try session.takeNotifications() > 0 }
            ears.session = nil
            let session = try reconnect(isReadOnly: true)
            do {
                try session.send("LISTEN \(Ears.channel(address.schema))", [])
                try session.settle()
            } catch let failure as PostgresFailure {
                let error = failure.ledgerError(address, login ?? "")
                guard error.rule == .follows else { throw error }
                ears.isDeaf = true
                return true
            }
            ears.session = session
            return true
        }
    }
}
