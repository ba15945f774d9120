import ArgumentParser
import Exchange
import Foundation
import Ledger
import Office
import Screen
import Wording

struct DiagnoseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diagnose", abstract: "诊断: the program, its ledger and what went wrong lately on this machine.",
        discussion: "Example: xiaohao diagnose --lines 20")
    @OptionGroup var global: GlobalOptions
    @Option(help: "How many lines of the diagnostic log.") var lines = 40

    func run() throws {
        let variables = GlobalOptions.environment
        let ledger = try global.path
        var state = "missing"
        var position: Int?
        do {
            position = try global.open(forReading: true).head()
            state = "ok"
        } catch let error as LedgerError {
            state = error.rule.rawValue
        }
        let facts: [(String, String)] = [
            ("version", Version.text), ("schema", String(Schema.version)), ("ledger", ledger), ("state", state),
            ("position", position.map(String.init) ?? ""), ("locale", variables["LC_ALL"] ?? variables["LANG"] ?? ""),
            ("terminal", variables["TERM"] ?? ""), ("log", DiagnosticLog.path(variables)),
        ]
        let log = DiagnosticLog.lines(max(0, lines))
        if global.json {
            return Output.json(
                .object(
                    facts.map { JSONValue.Member($0.0, $0.1.isEmpty ? .null : .string($0.1)) }
                        + [JSONValue.Member("lines", .array(log.map { .string($0) }))]))
        }
        let words = global.words
        Output.table(facts.filter { !$0.1.isEmpty }.map { [words["diagnose.\($0.0)"], $0.1] })
        for line in log { Output.line(VisibleText.line(line)) }
    }
}
