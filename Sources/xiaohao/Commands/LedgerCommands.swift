import ArgumentParser
import Attestation
import Exchange
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Screen
import Wording

struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "建台账: makes a new ledger; its caller is the first person, administrator and office.",
        discussion: """
            A ledger signs every opinion, with Ed25519 (standard) or SM2 (gm); --practice makes one that never does.

            Examples: xiaohao init --admin 周主任 --name 澜州市委巡察办
                      xiaohao init --crypto gm --admin 周主任
                      xiaohao init --practice
            """)
    @OptionGroup var global: GlobalOptions
    @Option(help: "standard (Ed25519, SHA-256) or gm (SM2, SM3); settled for good.") var crypto: String = "standard"
    @Flag(help: "A ledger without signing, marked so for good.") var practice = false
    @Option(help: "Name of the first person; the login's name by default.") var admin: String?
    @Option(help: "The ledger's name, shown in its header.") var name: String?
    @Option(help: "A group of logins that share it; its folder must be a new one.") var group: String?

    func run() throws {
        guard let crypto = LedgerSettings.Crypto(rawValue: crypto) else {
            throw Complaint(
                64, "code.unknown", ["field": "crypto", "found": crypto],
                candidates: LedgerSettings.Crypto.allCases.map(\.rawValue))
        }
        let path = try global.path
        if let group {
            // On a server the database grants, not a file's group.
            guard !Drivers.all.isServer(path) else {
                throw Complaint(64, "code.unknown", ["field": "group", "found": group])
            }
            try OpenLedger.mayShare(path, with: group)
        }
        let fallback = LedgerSettings.name(of: path)
        let ledger = try OpenLedger.create(
            path, settings: LedgerSettings(name: name ?? fallback, crypto: crypto, isPractice: practice),
            administrator: admin, drivers: .all, surroundings: .ofThisProcess)
        if let group { try ledger.share(with: group) }
        if global.json {
            Output.json(
                .object([
                    "ledger": .string(ledger.store.ledger.description), "path": .string(path),
                    "practice": .bool(practice),
                    "position": .number(try ledger.head()),
                ]))
        } else if !global.quiet {
            Output.line(global.words.text("cli.initialised", ["path": path]))
            let first = try ledger.signatory(named: nil).name
            if !practice { Output.line(global.words.text("cli.initialisedKey", ["person": first])) }
        }
    }
}

struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "演示台账: writes a ledger of generated findings at --ledger.",
        discussion: "Example: xiaohao --ledger 演示.db demo --size 300")
    @OptionGroup var global: GlobalOptions
    @Option(help: "How many findings.") var size = 300

    func run() throws {
        let path = try global.path
        let ledger = try Demonstration.create(
            path, size: size, drivers: .all, surroundings: .ofThisProcess, progress: Progress.printer(global.quiet))
        if global.json {
            Output.json(
                .object(["path": .string(path), "findings": .number(size), "position": .number(try ledger.head())]))
        } else if !global.quiet {
            Output.line(global.words.text("cli.demoMade", ["path": path, "count": String(size)]))
        }
    }
}

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "导出台账: writes findings to .xlsx, .csv or .json by the file's extension.",
        discussion: "Example: xiaohao export 台账.xlsx --round 第六轮")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var filters: FilterOptions
    @Argument(help: "The file to write; - for JSON on stdout.") var file: String
    @Flag(help: "Overwrite what is there.") var force = false
    @Flag(name: .customLong("sheet-per-unit"), help: "One sheet for each unit (.xlsx).") var sheetPerUnit = false

    func run() throws {
        let ledger = try global.open(forReading: true)
        let filter = try ledger.read { try filters.filter($0) }
        let count = try ledger.export(
            to: file, filter, force: force, sheetPerUnit: sheetPerUnit, sink: { Output.write($0, to: 1) },
            progress: Progress.printer(global.quiet))
        if file == "-" { return }
        if global.json {
            Output.json(.object(["path": .string(file), "findings": .number(count)]))
        } else if !global.quiet {
            Output.line(global.words.text("cli.exported", ["path": file, "count": String(count)]))
        }
    }
}

struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "备份: a consistent copy of ledger and evidence in one folder; keys are never in it.",
        discussion: "Example: xiaohao backup 备份-20261128")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The folder to make.") var folder: String

    func run() throws {
        let ledger = try global.open(forReading: true)
        let (files, problems) = try ledger.backup(to: folder, drivers: .all)
        if global.json {
            Output.json(
                .object([
                    "path": .string(folder), "evidence": .number(files), "problems": .array(problems.map(\.json)),
                ]))
        } else {
            if !global.quiet {
                Output.line(global.words.text("cli.backedUp", ["path": folder, "count": String(files)]))
            }
            for problem in problems { Output.diagnostic(VisibleText.line(problem.line(ledger, global.words))) }
        }
        if !problems.isEmpty {
            throw Complaint(65, "backup.incomplete", ["path": folder, "count": String(problems.count)])
        }
    }
}

struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "恢复: brings a backup back to --ledger after checking it; refuses to overwrite a ledger.",
        discussion: "Example: xiaohao --ledger 新台账.db restore 备份-20261128")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The backup's folder.") var folder: String

    func run() throws {
        let path = try global.path
        let problems = try OpenLedger.restore(folder, to: path, drivers: .all, surroundings: .ofThisProcess)
        if global.json {
            Output.json(.object(["path": .string(path), "problems": .array(problems.map(\.json))]))
        } else if !global.quiet {
            Output.line(global.words.text("cli.restored", ["path": path]))
        }
        if !problems.isEmpty { throw Complaint(65, "check.faults", ["count": String(problems.count)]) }
    }
}

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "检查: the database, the chains of the log, the read models and the evidence.",
        discussion: """
            It tells whether the ledger agrees with itself. Whether somebody rewrote it is for verify to tell.

            Example: xiaohao check
            """)
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let ledger: OpenLedger
        let problems: [IntegrityProblem]
        do {
            ledger = try global.open(forReading: true)
            problems = try ledger.check()
        } catch let error as LedgerError where error.rule == .damaged {
            throw LedgerError(.damaged, error.facts.merging(["case": "check"]) { $1 })
        }
        if global.json {
            Output.json(.object(["ok": .bool(problems.isEmpty), "problems": .array(problems.map(\.json))]))
        } else if problems.isEmpty {
            Output.line(global.words.text("cli.whole", ["count": String(try ledger.head())]))
        } else {
            for problem in problems { Output.line(VisibleText.line(problem.line(ledger, global.words))) }
        }
        if !problems.isEmpty { throw Complaint(65, "check.faults", ["count": String(problems.count)]) }
    }
}

struct Rebuild: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "重建: makes the read models again from the events.",
        discussion: "Example: xiaohao rebuild")
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let events = try global.open().store.rebuild()
        if global.json {
            Output.json(.object(["events": .number(events)]))
        } else if !global.quiet {
            Output.line(global.words.text("cli.rebuilt", ["count": String(events)]))
        }
    }
}

extension IntegrityProblem {
    /// As `verify` says it: of what kind, on which event of what, and what is wrong there.
    func line(_ ledger: OpenLedger, _ words: Catalogue) -> String {
        // The read model may be what is damaged: what it cannot name is named by its kind.
        let place = position.flatMap { position in
            try? ledger.read { try $0.place(of: position) }
        }
        let text = FaultText(
            kind: kind, stream: place?.stream ?? "", version: place?.version, position: position,
            message: words.text(sentence, facts), words
        ) { stream in try? ledger.read { try $0.name(of: stream) } }
        return text.line
    }

    var json: JSONValue {
        .object(["kind": .string(kind), "position": JSONValue(position), "message": .string(detail)])
    }
}

/// Progress on stderr once something has taken longer than a second.
enum Progress {
    static func printer(_ isQuiet: Bool) -> @Sendable (Int, Int) -> Void {
        if let inside = InsideSession.current { return inside.progress }
        guard !isQuiet, isatty(2) != 0 else { return { _, _ in } }
        let start = Date()
        return { done, total in
            guard Date().timeIntervalSince(start) > 1 else { return }
            let share = total > 0 ? " \(done * 100 / total) %" : ""
            Output.write("\r\(done)\(share) ", to: 2)
            if done == total { Output.write("\r\u{1B}[K", to: 2) }
        }
    }
}
