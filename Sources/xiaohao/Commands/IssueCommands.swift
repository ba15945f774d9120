import ArgumentParser
import Exchange
import Ledger
import Office
import Rectification
import Requests
import Wording

// What is done with a common issue that is there.

/// The issue that a command is about, with the options of every writing command.
struct IssueTarget: ParsableArguments {
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The issue's number.") var issue: Int
}

/// A command that asks one thing of one common issue.
protocol IssueCommand: ParsableCommand {
    var target: IssueTarget { get }
    func request(_ ledger: OpenLedger) throws -> IssueRequest
}

extension IssueCommand {
    func run() throws {
        let ledger = try target.global.open()
        let options = try target.writing.options
        let performed = try ledger.perform(try request(ledger), onIssue: target.issue, as: target.global.actor, options)
        try target.global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
    }
}

extension Triage {
    struct Listing: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "The common issues, most findings first.",
            discussion: "Example: xiaohao triage list --state letterIssued --field 村级财务")
        @OptionGroup var global: GlobalOptions
        @Option(
            help:
                "open, letterIssued, answered, rectified, merged or dissolved; once for each. All live ones when left out."
        )
        var state: [String] = []
        @Option(help: "领域") var field: String?

        func run() throws {
            let ledger = try global.open(forReading: true)
            let states = try state.map { try code($0, "state", CommonIssue.State.self) }
            let rows = try ledger.read { try $0.issues(IssueFilter(states: Set(states), field: field)) }
            if global.json { return Output.json(.array(rows.map(TriageJSON.value))) }
            let words = global.words
            Output.table(rows.map { words.columns(of: $0) })
        }
    }

    struct ShowIssue: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "A common issue: its findings by stage, unit and round, its letters, what happened to it.",
            discussion: "Example: xiaohao triage show 3")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The issue's number.") var issue: Int

        func run() throws {
            let ledger = try global.open(forReading: true)
            let sheet = try ledger.issueSheet(issue)
            if global.json { return Output.json(TriageJSON.value(sheet, today: ledger.today)) }
            let lines = global.words.page(of: sheet, today: ledger.today, zone: ledger.store.settings.zone)
            for line in lines { Output.line(line) }
        }
    }

    struct Retitle: IssueCommand {
        static let configuration = CommandConfiguration(
            commandName: "retitle", abstract: "改名: gives a common issue another title.",
            discussion: "Example: xiaohao triage retitle 3 '误工补助发放不规范'")
        @OptionGroup var target: IssueTarget
        @Argument(help: "The new title.") var title: String

        func request(_: OpenLedger) -> IssueRequest { .retitle(title) }
    }

    struct ScopeCommand: IssueCommand {
        static let configuration = CommandConfiguration(
            commandName: "scope", abstract: "定范围: 单点 single, 领域 field or 全域 whole; --field says which field.",
            discussion: "Example: xiaohao triage scope 3 whole --field 村级财务")
        @OptionGroup var target: IssueTarget
        @Argument(help: "single, field or whole.") var scope: String
        @Option(help: "领域; stays when left out.") var field: String?

        func request(_: OpenLedger) throws -> IssueRequest {
            .scope(try code(scope, "scope", CommonIssue.Scope.self), field: field)
        }
    }

    struct Add: IssueCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "并入: puts findings into a common issue.",
            discussion: "Example: xiaohao triage add 3 118 204")
        @OptionGroup var target: IssueTarget
        @Argument(help: "Numbers of findings.") var numbers: [Int]

        func request(_: OpenLedger) -> IssueRequest { .add(numbers.map { FindingNumber($0) }) }
    }

    struct Drop: IssueCommand {
        static let configuration = CommandConfiguration(
            commandName: "drop", abstract: "移出: takes findings out of a common issue; without any it is dissolved.",
            discussion: "Example: xiaohao triage drop 3 204")
        @OptionGroup var target: IssueTarget
        @Argument(help: "Numbers of findings.") var numbers: [Int]

        func request(_: OpenLedger) -> IssueRequest { .drop(numbers.map { FindingNumber($0) }) }
    }

    struct MoveMembers: IssueCommand {
        static let configuration = CommandConfiguration(
            commandName: "move", abstract: "移入: takes findings over from the common issues they belong to.",
            discussion: "Example: xiaohao triage move 3 118 204")
        @OptionGroup var target: IssueTarget
        @Argument(help: "Numbers of findings.") var numbers: [Int]

        func request(_: OpenLedger) -> IssueRequest { .move(numbers.map { FindingNumber($0) }) }
    }

    struct Merge: IssueCommand {
        static let configuration = CommandConfiguration(
            commandName: "merge", abstract: "合并: a common issue takes in all findings of others, which end.",
            discussion: "Example: xiaohao triage merge 3 7 9 puts 7 and 9 into 3")
        @OptionGroup var target: IssueTarget
        @Argument(help: "The issues that go into it.") var others: [Int]

        func request(_: OpenLedger) -> IssueRequest { .merge(others) }
    }

    struct Split: IssueCommand {
        static let configuration = CommandConfiguration(
            commandName: "split", abstract: "分出: makes a new common issue of some findings.",
            discussion: "Example: xiaohao triage split 3 118 204 --title '误工补助代签'")
        @OptionGroup var target: IssueTarget
        @Argument(help: "Numbers of the findings that go.") var numbers: [Int]
        @Option(help: "The new issue's title.") var title: String

        func request(_: OpenLedger) -> IssueRequest { .split(numbers.map { FindingNumber($0) }, title: title) }
    }

    struct Decide: IssueCommand {
        static let configuration = CommandConfiguration(
            commandName: "decide",
            abstract: "记录决定: what 领导小组 or 书记专题会 decided on the special report.",
            discussion:
                "Example: xiaohao triage decide 3 --by secretaryMeeting --on 2026-11-20 --text '由区农业农村局牵头开展专项整治'")
        @OptionGroup var target: IssueTarget
        @Option(help: "leadingGroup or secretaryMeeting.") var by: String
        @Option(help: "The day of the meeting; today when left out.") var on: String?
        @Option(help: "What was decided.") var text: String

        func request(_ ledger: OpenLedger) throws -> IssueRequest {
            .record(
                Decision(
                    body: try code(by, "by", Decision.Body.self), on: try day(on, "on") ?? ledger.today, text: text))
        }
    }

    struct Rectified: IssueCommand {
        static let configuration = CommandConfiguration(
            commandName: "rectified", abstract: "领域已改: the field is put right; its letters are closed.",
            discussion: "Example: xiaohao triage rectified 3 --note '制度已修订，抽查 30 村未再发现'")
        @OptionGroup var target: IssueTarget
        @Option(help: "What that rests on.") var note: String

        func request(_: OpenLedger) -> IssueRequest { .rectify(note: note) }
    }

    struct Dissolve: IssueCommand {
        static let configuration = CommandConfiguration(
            commandName: "dissolve", abstract: "撤销: the findings were not one problem after all.",
            discussion: "Example: xiaohao triage dissolve 3 --reason '并非同一问题'")
        @OptionGroup var target: IssueTarget
        @Option(help: "Why.") var reason: String?

        func request(_: OpenLedger) -> IssueRequest { .dissolve(reason: reason) }
    }

    struct UndoIssue: IssueCommand {
        static let configuration = CommandConfiguration(
            commandName: "undo",
            abstract: "撤回: takes your last operation on a common issue back, with everything it did.",
            discussion: "Example: xiaohao triage undo 3")
        @OptionGroup var target: IssueTarget

        func request(_: OpenLedger) -> IssueRequest { .undo }
    }
}
