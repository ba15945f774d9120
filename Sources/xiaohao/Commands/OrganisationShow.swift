import ArgumentParser
import BoardUI
import Exchange
import Office
import Rectification
import Requests
import Screen
import Wording

extension OrganisationCommand {
    /// 一村一档 on the command line: what the screen `5` and `document dossier` show.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "一村一档: everything about one unit and what stands below it.",
            discussion: """
                Examples:
                  xiaohao organisation show 下应街道/江六村
                  xiaohao organisation show 江六村 --json
                """)
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The unit: id, name or path.") var unit: String
        @Option(parsing: .unconditional, help: "At most so many of its findings.", transform: WholeNumber.read)
        var limit: Int = 100

        func run() throws {
            let ledger = try global.open(forReading: true)
            let page = try ledger.unitPage(unit, findings: limit)
            if global.json { return Output.json(UnitPageJSON.value(page, today: ledger.today)) }
            let policy = try ledger.read { try ledger.policy($0) }
            let text = UnitPageText(global.words, policy, today: ledger.today)
            for line in text.lines(page, width: 100) { Output.line(VisibleText.line(line.text)) }
        }
    }
}
