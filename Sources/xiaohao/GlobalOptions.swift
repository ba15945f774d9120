import ArgumentParser
import Foundation
import LedgerPostgres
import LedgerSQLite
import Office
import Rectification
import Wording

/// Options that stand before or after any command (cli.md).
struct GlobalOptions: ParsableArguments {
    @Option(name: .customLong("ledger"), help: ArgumentHelp("The ledger's file, or postgres://….", valueName: "path"))
    var ledgerPath: String?

    @Option(name: .customLong("as"), help: ArgumentHelp("Who acts: name, id or path.", valueName: "person"))
    var person: String?

    @Option(help: ArgumentHelp("zh-Hans, zh-Hant or en.", valueName: "language"))
    var lang: Language?

    @Option(name: .customLong("key-file"), help: ArgumentHelp("The key file of whoever signs.", valueName: "file"))
    var keyFile: String?

    @Flag(help: "Print one JSON value.")
    var json = false

    @Flag(help: "Print no progress and no confirmations.")
    var quiet = false

    @Flag(name: .customLong("no-input"), help: "Never ask.")
    var noInput = false

    @Flag(name: .customLong("readonly"), help: "Open the ledger for reading only.")
    var isReadOnly = false

    @Flag(help: "Linear text instead of a full screen.")
    var plain = false

    /// Environment of the process, which nothing in it changes.
    static let environment = ProcessInfo.processInfo.environment

    var words: Catalogue { Catalogue.bundled(lang ?? InsideSession.current?.language ?? Language.ofUser) }

    /// `--ledger`, `XIAOHAO_LEDGER`, the configuration, else the default place under `$XDG_DATA_HOME`.
    var path: String {
        get throws {
            let variables = Self.environment
            let configuration = try Configuration.ofUser.get()
            guard ledgerPath?.isBlank != true else { throw Complaint(64, "usage.noValue", ["found": "--ledger"]) }
            return ledgerPath ?? variables["XIAOHAO_LEDGER"].flatMap { $0.isEmpty ? nil : $0 } ?? configuration.ledger
                ?? Self.defaultPath(variables)
        }
    }

    static func defaultPath(_ variables: [String: String]) -> String {
        UserFolders.data(variables) + "/ledger.db"
    }

    /// `--as`, `XIAOHAO_AS`, else the configuration's; a configuration that cannot be read is reported where the ledger is opened.
    var actor: String? {
        person ?? InsideSession.current?.actor ?? Self.environment["XIAOHAO_AS"].flatMap { $0.isEmpty ? nil : $0 }
            ?? (try? Configuration.ofUser.get())?.person
    }

    /// Why nothing is to be written, where that was asked for.
    var barred: Complaint? { isReadOnly ? Complaint(77, "readonly", [:]) : nil }

    /// - Parameters:
    ///   - forReading: the command never writes, so a read-only file will do.
    ///   - patience: how long a write whose outcome is unknown waits to learn it.
    func open(forReading: Bool = false, patience: Duration = .seconds(20)) throws -> OpenLedger {
        if !forReading, let barred = InsideSession.current?.barred ?? barred { throw barred }
        if let inside = InsideSession.current {
            // Behind `:` there is one ledger, the one on the screen.
            guard ledgerPath == nil else { throw Complaint(64, "inside.otherLedger", ["path": ledgerPath ?? ""]) }
            return inside.ledger
        }
        let path = try path
        let open = {
            try OpenLedger.open(
                path, isReadOnly: forReading, drivers: .all, surroundings: .ofThisProcess, patience: patience)
        }
        return PostgresAddress.isAddress(path) ? try StillOpening.told(self, open) : try open()
    }
}

extension Language: ExpressibleByArgument {
    static var allValueStrings: [String] { allCases.map(\.rawValue) }
    /// Every command has `--lang`, and what is written for any enumeration looks for its descriptions in the slowest way.
    static var allValueDescriptions: [String: String] { [:] }

    /// `XIAOHAO_LANG`, the configuration, else the locale.
    static var ofUser: Language {
        let variables = GlobalOptions.environment
        if let chosen = variables["XIAOHAO_LANG"].flatMap(Language.init(rawValue:)) { return chosen }
        return (try? Configuration.ofUser.get())?.language ?? ofLocale(variables)
    }

    static func ofLocale(_ variables: [String: String]) -> Language {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { variables[$0] }.first { !$0.isEmpty } ?? ""
        if locale.isEmpty || locale == "C" || locale == "POSIX" || locale.hasPrefix("C.") { return .english }
        return Language(locale: locale)
    }
}

extension LedgerSettings {
    /// What a ledger is called that was given no name: its file's, or its database's.
    static func name(of path: String) -> String {
        let place = path.prefix { $0 != "?" && $0 != "#" }
        return ((String(place) as NSString).lastPathComponent as NSString).deletingPathExtension
    }
}

extension Drivers {
    static let all = Drivers(
        isServer: PostgresAddress.isAddress,
        open: { path, isReadOnly in
            if PostgresAddress.isAddress(path) { return try PostgresDatabase.open(path, isReadOnly: isReadOnly) }
            return try SQLiteDatabase.open(path, isReadOnly: isReadOnly)
        },
        create: { path in
            if PostgresAddress.isAddress(path) { return try PostgresDatabase.create(path) }
            return try SQLiteDatabase.create(path)
        })
}

extension Surroundings {
    /// The machine's clock and login.
    static let ofThisProcess = Surroundings(
        login: NSUserName(), stateFolder: UserFolders.state(GlobalOptions.environment),
        now: { Moment(seconds: Int64(Date().timeIntervalSince1970)) },
        identity: {
            // A UUID of version 7: milliseconds first and the twelve bits of their fraction, so that what is written one after the other stands so in the indexes.
            var random: UInt64 = 0
            let isFilled = getentropy(&random, MemoryLayout.size(ofValue: random)) == 0
            precondition(isFilled, "no random numbers")
            let time = UInt64(Date().timeIntervalSince1970 * 1000 * 4096)
            return ((time >> 12) << 16 | 0x7000 | time & 0xFFF, random >> 2 | 1 << 63)
        })
}

/// Options of every command that writes (cli.md, “Every writing command”).
struct WritingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Send again with the same id: same answer.", valueName: "uuid"))
    var operation: String?

    @Option(
        name: .customLong("if-version"), parsing: .unconditional,
        help: ArgumentHelp("Only if the finding is at this version.", valueName: "n"), transform: WholeNumber.read)
    var ifVersion: Int?

    @Flag(name: .customLong("dry-run"), help: "Decide and print, write nothing.")
    var isDryRun = false

    @Option(
        name: .customLong("pin-file"),
        help: ArgumentHelp(
            "The signer's PIN: first line of a file, or -. Accepted and not read on practice ledgers.",
            valueName: "file"))
    var pinFile: String?

    var options: WriteOptions {
        get throws {
            var id: OperationID?
            if let operation {
                guard let read = OperationID(operation) else {
                    throw Complaint(
                        64, "code.unknown", ["field": "operation", "found": operation], candidates: ["UUID"])
                }
                id = read
            }
            return WriteOptions(operation: id, ifVersion: ifVersion, isDryRun: isDryRun)
        }
    }
}
