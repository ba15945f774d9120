import Dispatch
import Foundation
import LedgerPostgres
import Synchronization
import Wording

/// Says on stderr that a ledger is still being opened, when that takes long: a server that does not answer, a file that somebody else fills. An empty screen would say nothing.
enum StillOpening {
    private static let patience = DispatchTimeInterval.milliseconds(1500)

    /// What is said once, unless it is too late by then.
    private final class Remark: Sendable {
        private let isWanted = Mutex(true)

        func say(_ text: () -> String) { isWanted.withLock { if $0 { Output.diagnostic(text()) } } }

        func drop() { isWanted.withLock { $0 = false } }
    }

    /// The board opens its ledger as a command does: it is said once.
    private static let isTelling = Mutex(false)

    /// Nothing is said where stderr is no terminal, and with `--quiet`.
    static func told<Value>(_ global: GlobalOptions, _ open: () throws -> Value) throws -> Value {
        guard !global.quiet, isatty(2) != 0, !isTelling.withLock({ $0 }) else { return try open() }
        let path = PostgresAddress.shown(try global.path)
        let remark = Remark()
        isTelling.withLock { $0 = true }
        defer {
            remark.drop()
            isTelling.withLock { $0 = false }
        }
        DispatchQueue.global().asyncAfter(deadline: .now() + patience) {
            remark.say { global.words.text("cli.stillOpening", ["path": path]) }
        }
        return try open()
    }
}
