import ArgumentParser
import Office
import Rectification
import Requests

// What stands beside the stage: listing, extension, clues, supervision, groups, flags, notes, corrections.

struct ListingCommand: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "listing", abstract: "挂牌 / 摘牌: puts a finding on the public list or takes it off.",
        discussion:
            "Examples: xiaohao listing 12 start --supervisor 区纪委 --limit 12月底 · xiaohao listing 12 end --reason '已整改'")
    enum Step: String, ExpressibleByArgument, CaseIterable { case start, end }
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Argument(help: "start or end.") var step: Step
    @Option(help: "Who supervises.") var supervisor: String?
    @Option(help: "Until when.") var limit: String?
    @Option(help: "Why it is taken off.") var reason: String?

    func form() -> FilledForm {
        switch step {
        case .start: FilledForm(.list, ["supervisor": supervisor, "limit": limit])
        case .end: FilledForm(.delist, ["reason": reason])
        }
    }
}

struct Extend: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "extend", abstract: "延期: the unit requests, the office grants or refuses.",
        discussion: "Example: xiaohao --as 张会计 extend 12 request --until +30d --reason '等待审计结论'")
    enum Step: String, ExpressibleByArgument, CaseIterable { case request, grant, refuse }
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Argument(help: "request, grant or refuse.") var step: Step
    @Option(help: "The new deadline.") var until: String?
    @Option(help: "Why.") var reason: String?

    func form() -> FilledForm {
        switch step {
        case .request: FilledForm(.extensionRequest, ["until": until, "reason": reason])
        case .grant: FilledForm(.extensionGrant, ["until": until])
        case .refuse: FilledForm(.extensionRefuse, ["reason": reason])
        }
    }
}

struct Consolidate: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "consolidate",
        abstract: "巩固: the inspection team or the commission confirms that a closure held.",
        discussion: "Example: xiaohao --as 王五 consolidate 12 --note '回访三次，未反弹'")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Option(help: "What was checked.") var note: String?

    func form() -> FilledForm { FilledForm(.consolidate, ["note": note]) }
}

struct Relapse: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "relapse",
        abstract: "反弹: a closed finding came back; it is opened again.",
        discussion: "Example: xiaohao --as 王五 relapse 12 --note '又发现虚列误工' --deadline 2027-03-31")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Option(help: "Evidence of the relapse.") var note: String?
    @Option(help: "The new deadline.") var deadline: String?

    func form() -> FilledForm { FilledForm(.relapse, ["note": note, "deadline": deadline]) }
}

struct ClueCommand: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "clue", abstract: "线索移交: reference and dates of a clue, never its content.",
        discussion:
            "Examples: xiaohao clue 12 transfer --reference XS-2026-3 --receiver 区纪委 · xiaohao clue 12 conclude --clue 1"
    )
    enum Step: String, ExpressibleByArgument, CaseIterable { case transfer, conclude }
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Argument(help: "transfer or conclude.") var step: Step
    @Option(help: "The clue's reference number.") var reference: String?
    @Option(help: "Who received it.") var receiver: String?
    @Option(help: "On which day.") var on: String?
    @Option(help: "The clue's number in the finding.") var clue: String?

    func form() -> FilledForm {
        switch step {
        case .transfer: FilledForm(.clueTransfer, ["reference": reference, "receiver": receiver, "on": on])
        case .conclude: FilledForm(.clueConclude, ["clue": clue, "on": on])
        }
    }
}

struct Answer: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "回复督办: the unit answers a step of supervision.",
        discussion: """
            Without a step it is the newest that waits for an answer.

            Example: xiaohao --as 张会计 answer 12 1 --text '已补齐票据'
            """)
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Argument(help: "The step's number in the finding.") var step: String?
    @Option(help: "The answer.") var text: String?

    func form() -> FilledForm { FilledForm(.answer, ["step": step, "text": text]) }
}

struct Group: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "group", abstract: "归并: puts a finding into a common issue; never changes a stage.",
        discussion: "An issue that is not there yet is formed. Example: xiaohao group 12 --group '误工补助发放不规范'")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Option(help: "The common issue's title.") var group: String?

    func form() -> FilledForm { FilledForm(.group, ["group": group]) }
}

struct Ungroup: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "ungroup",
        abstract: "移出归并: takes a finding out of its common issue.",
        discussion: "Example: xiaohao ungroup 12")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int

    func form() -> FilledForm { FilledForm(.ungroup, [:]) }
}

struct FlagCommand: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "flag", abstract: "标记: key ★, provincial, immediate or leaderOwned; off takes it away.",
        discussion: "Examples: xiaohao flag 12 --flag key · xiaohao flag 12 off --flag key")
    enum Step: String, ExpressibleByArgument, CaseIterable { case on, off }
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Argument(help: "on or off.") var step: Step = .on
    @Option(help: "key, provincial, immediate or leaderOwned.") var flag: String?

    func form() -> FilledForm { FilledForm(step == .off ? .unflag : .flag, ["flag": flag]) }
}

struct CommentCommand: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "comment", abstract: "备注: adds a note to the history.",
        discussion: "Examples: xiaohao comment 12 '已电话核实' · xiaohao comment 12 - < 记录.txt")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Argument(help: "The note, or - for stdin.") var text: String

    func form() throws -> FilledForm {
        FilledForm(.comment, ["text": text == "-" ? try readText(text).trimmed : text])
    }
}

struct CorrectCommand: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct", abstract: "更正: puts one field right; the old value and the reason are kept.",
        discussion: "Example: xiaohao correct 12 --field category --value '群众身边不正之风 / 惠民资金' --reason '分类有误'")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Option(help: "externalNumber, leader, leadUnit, text, category, source, amount, responsible, goal or deadline.")
    var field: String?
    @Option(help: "The new value; left out: emptied.") var value: String?
    @Option(help: "Why.") var reason: String?

    func form() -> FilledForm { FilledForm(.correct, ["field": field, "value": value, "reason": reason]) }
}
