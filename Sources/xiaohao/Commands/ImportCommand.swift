import ArgumentParser
import BoardUI
import Foundation
import Ledger
import Office
import Requests
import Screen
import Wording

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "导入: files the rows of an .xlsx or .csv ledger, or the findings of a feedback bulletin in prose.",
        discussion: """
            --dry-run shows the mapping, every proposal and every problem with its place, and writes nothing.

            A .txt or .md without a ledger's header is a bulletin: it is split into proposed findings per unit. Category \
            and unit are proposed from the headings and from what was filed before, marked ≈ with the reason; on a \
            terminal they are confirmed, joined, split or dropped before anything is filed. A finding whose unit is not \
            certain is never filed unasked: it is reported with the units it could be.

            Examples: xiaohao import 台账.xlsx --round 第六轮 --dry-run
                      xiaohao import 台账.csv --round 第六轮 --map 列.txt
                      xiaohao import 反馈.txt --round 第六轮 --deadline 12月底
                      xiaohao import 反馈.txt --round 第六轮 --unit 下应街道/江六村 --dry-run --json
            """)
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The ledger's or bulletin's file, or - for stdin.") var file: String
    @Option(help: "The round of rows that do not name one; for a bulletin by default the newest.") var round: String?
    @Option(help: "Only this sheet.") var sheet: String?
    @Option(name: .customLong("map"), help: "A file of lines `field = header` that overrides the mapping.")
    var mapFile: String?
    @Flag(help: "File nothing if any row has a problem.") var strict = false
    @Option(help: "A bulletin: whose findings those are that name no unit.") var unit: String?
    @Option(help: "A bulletin: the category of all of them.") var category: String?
    @Option(help: "A bulletin: a date or phrase; the last day that the policy allows by default.") var deadline: String?

    func run() throws {
        let ledger = try global.open()
        for read in [file, mapFile] { if let read { try ledger.requireOther(read) } }
        try InputFile.with(file) { path in
            let isLedger = sheet != nil || mapFile != nil || !BulletinFile.isProse(path, named: file)
            if isLedger { try importLedger(path, ledger) } else { try takeIn(path, ledger) }
        }
    }

    private func importLedger(_ path: String, _ ledger: OpenLedger) throws {
        for (option, value) in [("--unit", unit), ("--category", category), ("--deadline", deadline)] where value != nil
        {
            throw Complaint(64, "import.bulletinOnly", ["option": option])
        }
        let options = try writing.options
        let report = try ledger.importLedger(
            ImportRequest(file: path, round: round, sheet: sheet, mapFile: mapFile, isStrict: strict),
            as: global.actor, options, progress: Progress.printer(global.quiet))
        if global.json {
            Output.json(report.json(global.words))
        } else {
            for line in report.lines(global.words, isDryRun: options.isDryRun) {
                Output.line(VisibleText.line(line))
            }
        }
        try end(report, options)
    }

    private func end(_ report: ImportReport, _ options: WriteOptions) throws {
        guard report.refused > 0 else { return }
        var facts = [
            "count": String(report.refused), "filed": String(report.filed), "updated": String(report.updated),
            "unchanged": String(report.unchanged),
        ]
        if options.isDryRun || strict {
            facts["case"] = options.isDryRun ? "dryRun" : "strict"
        } else if report.updated + report.unchanged > 0 {
            facts["case"] = "again"
        }
        throw Complaint(65, "import.refused", facts)
    }

    // MARK: Bulletins

    private func takeIn(_ path: String, _ ledger: OpenLedger) throws {
        let options = try writing.options
        let name = file == "-" ? "-" : (file as NSString).lastPathComponent
        let request = IntakeRequest(
            source: name, text: try BulletinFile.text(path), round: round, unit: unit, category: category,
            deadline: deadline)
        let progress = breakable(Progress.printer(global.quiet))
        var sheet = try ledger.intake(request, progress: progress)
        guard !sheet.items.isEmpty else { throw Complaint(65, "import.nothingFound", ["path": name]) }
        if let inside = InsideSession.current, !options.isDryRun, !global.json {
            // On the board they are confirmed in a list of their own.
            return inside.offer(sheet)
        }
        if asks(options) {
            var dialogue = IntakeDialogue(ledger, global.words, sheet)
            guard let confirmed = try dialogue.run() else { return Output.line(global.words["intake.left"]) }
            sheet = confirmed
        }
        let report = try ledger.file(sheet, as: global.actor, options, isStrict: strict, progress: progress)
        show(report, options)
        try end(report.report, options)
    }

    /// Progress that ends when the board is told to stop.
    private func breakable(_ progress: @escaping @Sendable (Int, Int) -> Void) -> @Sendable (Int, Int) throws -> Void {
        let inside = InsideSession.current
        return { done, total in
            if inside?.isCancelled() == true { throw LedgerError(.interrupted) }
            progress(done, total)
        }
    }

    /// Somebody sits there who can be asked.
    private func asks(_ options: WriteOptions) -> Bool {
        InsideSession.current == nil && file != "-" && isatty(0) != 0 && isatty(1) != 0 && !global.noInput
            && !global.json && !options.isDryRun
    }

    private func show(_ report: IntakeReport, _ options: WriteOptions) {
        let words = global.words
        if global.json { return Output.json(report.json(words)) }
        if options.isDryRun { IntakeTable.show(report.sheet, words) }
        Output.line(VisibleText.line(IntakeTable.setting(report.sheet, words)))
        for line in report.report.lines(words, isDryRun: options.isDryRun) { Output.line(VisibleText.line(line)) }
    }
}
