import ArgumentParser
import Office
import Screen
import Wording

extension OrganisationCommand {
    struct ImportUnits: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "导入单位: adds the units of an .xlsx or .csv table.",
            discussion: """
                Columns: 单位名称 (or a path 下应街道/江六村), 上级, 类别, 一把手. A unit above stands in an earlier row or in the ledger.

                Example: xiaohao organisation import 单位.xlsx --dry-run
                """)
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @Argument(help: "The table's file, or - for stdin.") var file: String

        func run() throws {
            let ledger = try global.open()
            try ledger.requireOther(file)
            let options = try writing.options
            let report = try InputFile.with(file) { path in
                try ledger.importOrganisations(path, as: global.actor, options)
            }
            if global.json {
                Output.json(report.json(global.words))
            } else {
                for line in report.lines(global.words, isDryRun: options.isDryRun) {
                    Output.line(VisibleText.line(line))
                }
            }
            let refused = report.performed.refused
            if refused > 0 {
                throw Complaint(65, "import.refused", ["count": String(refused), "filed": String(report.added)])
            }
        }
    }
}
