import ArgumentParser
import Exchange
import Office
import Wording

extension Meetings {
    struct Adjourn: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "adjourn", abstract: "休会: closes the meeting and writes minutes and closure forms.",
            discussion: "Example: xiaohao meeting adjourn --out 会议材料")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @OptionGroup var which: MeetingOption
        @OptionGroup var papers: PapersOptions

        func run() throws {
            let ledger = try global.open()
            let options = try writing.options
            let number = try ledger.read { try ledger.meetingNumber(which.meeting, $0) }
            let (performed, paths) = try ledger.adjourn(
                number, papers.papers(ledger, number, global), as: global.actor, options)
            try global.show(performed, today: ledger.today, isDryRun: options.isDryRun, files: paths)
        }
    }

    struct Papers: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "minutes",
            abstract: "Writes minutes and closure forms of a meeting again.",
            discussion: "Example: xiaohao meeting minutes --out 会议材料")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var which: MeetingOption
        @OptionGroup var papers: PapersOptions
        @Argument(help: "The meeting's number; left out: the only open one, else the last one.") var number: Int?

        func run() throws {
            let ledger = try global.open(forReading: true)
            let number = try ledger.read { try ledger.meetingToRead(self.number ?? which.meeting, $0) }
            let paths = try ledger.writePapers(number, papers.papers(ledger, number, global), force: papers.force)
            if global.json {
                return Output.json(.object(["meeting": .number(number), "files": .array(paths.map { .string($0) })]))
            }
            global.show(files: paths)
        }
    }
}

/// Where a meeting's papers go.
struct PapersOptions: ParsableArguments {
    @Option(help: "The folder for minutes and closure forms; left out: beside the ledger.") var out: String?
    @Flag(help: "Overwrite papers that are there.") var force = false

    func papers(_ ledger: OpenLedger, _ meeting: Int, _ global: GlobalOptions) -> MeetingPapers {
        MeetingPapers(
            folder: out ?? ledger.papersFolder(meeting), words: global.words, templates: .ofThisPerson, force: force)
    }
}

extension GlobalOptions {
    func show(files: [String]) {
        guard !quiet, !json else { return }
        for path in files { Output.line(words.text("document.written", ["path": path])) }
    }
}
