internal import CPostgres
import Dispatch
import Glibc
import Ledger
import Synchronization

/// One try to connect, on a thread of its own: nobody can break off libpq while it looks up a name or waits for a silent host, but whoever waits for it may leave.
final class PostgresAttempt: Sendable {
    private struct State {
        var handle: UInt = 0
        var isLeft = false
    }

    private let state = Mutex(State())
    private let done = DispatchSemaphore(value: 0)

    /// - Parameter goesOn: asked twenty times a second.
    ///
    /// Throws `interrupted` when `goesOn` says no. The connection may have failed: its status says so.
    static func connect(
        _ options: [(String, String)], _ library: UnsafePointer<PostgresLibrary>, _ goesOn: () -> Bool
    ) throws -> OpaquePointer? {
        let attempt = PostgresAttempt()
        let address = UInt(bitPattern: library)
        DispatchQueue.global().async { attempt.run(options, address) }
        while attempt.done.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
            guard goesOn() else {
                attempt.leave()
                // Between the last look and now it may have ended: then it is taken all the same, and closed.
                if attempt.done.wait(timeout: .now()) == .success {
                    library.pointee.finish(OpaquePointer(bitPattern: attempt.state.withLock { $0.handle }))
                }
                throw LedgerError(.interrupted)
            }
        }
        return OpaquePointer(bitPattern: attempt.state.withLock { $0.handle })
    }

    private func leave() { state.withLock { $0.isLeft = true } }

    private func run(_ options: [(String, String)], _ address: UInt) {
        guard let library = UnsafePointer<PostgresLibrary>(bitPattern: address) else { return }
        let connection = Self.withStrings(options.map(\.0)) { keywords in
            Self.withStrings(options.map(\.1)) { values in library.pointee.connectdbParams(keywords, values, 1) }
        }
        Self.askForCode(connection, library)
        let isWanted = state.withLock { state in
            guard !state.isLeft else { return false }
            state.handle = UInt(bitPattern: connection)
            done.signal()
            return true
        }
        if !isWanted { library.pointee.finish(connection) }
    }

    /// A server says why it lets nobody in with its code only to whoever asked for that before, and its words are in its own language: it is asked once more.
    private static func askForCode(_ connection: OpaquePointer?, _ library: UnsafePointer<PostgresLibrary>) {
        guard library.pointee.status(connection) != CONNECTION_OK,
            let message = library.pointee.errorMessage(connection),
            PostgresRefusal.isOfServer(String(cString: message))
        else { return }
        _ = library.pointee.setErrorVerbosity(connection, PQERRORS_VERBOSE)
        library.pointee.reset(connection)
        _ = library.pointee.setErrorVerbosity(connection, PQERRORS_DEFAULT)
    }

    private static func withStrings<Result>(
        _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies.map { $0.map { UnsafePointer($0) } } + [nil])
    }
}
