import Ledger
internal import Synchronization

/// The connection that listens; made when somebody first asks.
struct Ears: Sendable {
    var session: PostgresSession?

    static func channel(_ schema: String) -> String { schema + "_events" }
}

extension PostgresDatabase {
    /// Notifications say only that something came; what came is read from the log by position. After a connection was lost and made again everything may be news.
    package func hasNews() throws -> Bool {
        try ears.withLock { ears in
            if let session = ears.session, session.isAlive { return try session.takeNotifications() > 0 }
            ears.session = nil
            let session = try Self.connect(address, isReadOnly: true)
            do {
                try session.send("LISTEN \(Ears.channel(address.schema))", [])
                try session.settle()
            } catch let failure as PostgresFailure { throw failure.ledgerError(address, login ?? "") }
            ears.session = session
            return true
        }
    }
}
