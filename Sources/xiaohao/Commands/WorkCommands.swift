import ArgumentParser
import Office
import Rectification
import Requests

/// A command that does one thing to one finding: it fills the action's form and hands it to the office.
protocol WorkCommand: ParsableCommand {
    var global: GlobalOptions { get }
    var writing: WritingOptions { get }
    var number: Int { get }
    func form() throws -> FilledForm
}

extension WorkCommand {
    func run() throws {
        let ledger = try global.open()
        let options = try writing.options
        let form = try form()
        let performed =
            form.action.isOpinion
            ? try global.opine(form, on: FindingNumber(number), in: ledger, pinFile: writing.pinFile, options)
            : try ledger.perform(form, on: FindingNumber(number), as: global.actor, options)
        try global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
    }
}

extension FilledForm {
    /// A form from options; what was not given stays blank.
    init(_ action: FindingAction, _ values: KeyValuePairs<String, String?>, lists: [String: [String]] = [:]) {
        var filled = lists
        for (name, value) in values { if let value { filled[name] = [value] } }
        self.init(action, values: filled)
    }
}

struct Start: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "启动整改: the unit starts work with a goal, measures and a responsible person.",
        discussion: "Example: xiaohao --as 张会计 start 12 --goal '制度健全' --measure '修订办法' --person 张会计")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Option(help: "整改目标") var goal: String?
    @Option(help: "整改措施; once for each.") var measure: [String] = []
    @Option(help: "责任人") var person: String?
    @Option(help: "A new deadline within the policy's cap.") var deadline: String?

    func form() -> FilledForm {
        FilledForm(.start, ["goal": goal, "person": person, "deadline": deadline], lists: ["measure": measure])
    }
}

struct MeasureCommand: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "整改措施: adds a measure, changes one or drops one.",
        discussion:
            "Examples: xiaohao measure 12 --text '追回资金' --kind recovery · xiaohao measure 12 drop --measure 2 --reason '并入措施1'"
    )
    enum Step: String, ExpressibleByArgument, CaseIterable { case add, change, drop }
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Argument(help: "add, change or drop.") var step: Step = .add
    @Option(help: "Number of the measure to change or drop.") var measure: String?
    @Option(help: "What is to be done.") var text: String?
    @Option(help: "rule, recovery, accountability, inference or campaign.") var kind: String?
    @Option(help: "Who is responsible.") var person: String?
    @Option(help: "By when.") var due: String?
    @Option(help: "Why it is dropped.") var reason: String?

    func form() -> FilledForm {
        switch step {
        case .add: FilledForm(.measureAdd, ["text": text, "kind": kind, "person": person, "due": due])
        case .change:
            FilledForm(
                .measureChange, ["measure": measure, "text": text, "kind": kind, "person": person, "due": due])
        case .drop: FilledForm(.measureDrop, ["measure": measure, "reason": reason])
        }
    }
}

struct ReportCommand: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "报进展: progress of measures, completion, effect, 举一反三, amount, publicity.",
        discussion:
            "Example: xiaohao report 12 --measure-done 1 --progress '2 已追回一半' --completion basic --inference '已自查'")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Option(name: .customLong("measure-done"), help: "Number of a measure that is done; once for each.")
    var measureDone: [String] = []
    @Option(help: "'K words': progress of measure K; once for each.") var progress: [String] = []
    @Option(help: "none, basic or done.") var completion: String?
    @Option(help: "整改进展, in general.") var summary: String?
    @Option(help: "整改成效") var effect: String?
    @Option(help: "举一反三") var inference: String?
    @Option(help: "问题金额, 万元") var amount: String?
    @Option(help: "open or withheld.") var publicity: String?
    @Option(name: .customLong("publicity-reason"), help: "Why it is withheld.") var publicityReason: String?

    func form() -> FilledForm {
        FilledForm(
            .report,
            [
                "completion": completion, "summary": summary, "effect": effect, "inference": inference,
                "amount": amount, "publicity": publicity, "publicity-reason": publicityReason,
            ], lists: ["measure-done": measureDone, "progress": progress])
    }
}

struct Attach: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach", abstract: "附佐证: copies a file into the evidence store.",
        discussion: "Example: xiaohao attach 12 票据.pdf")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Argument(help: "The file.") var file: String

    func form() throws -> FilledForm {
        // Evidence is known by the name of its file.
        guard file != "-" else { throw Complaint(64, "attach.noName") }
        return FilledForm(.attach, ["file": file])
    }
}

struct Detach: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "detach",
        abstract: "撤佐证: takes a piece of evidence out; the file and the history stay.",
        discussion: "Example: xiaohao --as 张会计 detach 12 1 --reason '附错了'")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Argument(help: "The evidence's number in the finding.") var evidence: String
    @Option(help: "Why.") var reason: String?

    func form() -> FilledForm { FilledForm(.detach, ["evidence": evidence, "reason": reason]) }
}

struct Submit: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "提请联审: submits for review with the head's pledge.",
        discussion: "Example: xiaohao --as 张会计 submit 12 --pledge 张书记")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Option(help: "Name of the head who pledges (一把手承诺).") var pledge: String?

    func form() -> FilledForm { FilledForm(.submit, ["pledge": pledge]) }
}

struct Withdraw: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "撤回: the unit takes back its submission before the first opinion.",
        discussion: "Example: xiaohao --as 张会计 withdraw 12")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int

    func form() -> FilledForm { FilledForm(.withdraw, [:]) }
}

struct Recall: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "recall",
        abstract: "撤会: the office ends a review round without a decision.",
        discussion: "Example: xiaohao recall 12 --reason '组织部无人到会'")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Option(help: "Why.") var reason: String?

    func form() -> FilledForm { FilledForm(.recall, ["reason": reason]) }
}

struct Opine: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "opine", abstract: "表决: a reviewer agrees, disagrees or defers for a party.",
        discussion: """
            Examples: xiaohao --as 王五 opine 12 --party inspection agree --pin-file -
                      xiaohao --as 李四 opine 12 --party discipline disagree --code noEvidence --reason '无数据支撑' --deadline 2026-12-31
                      xiaohao --as 赵六 opine 12 --party organisation defer --note '现场核查' --until +7d
            """)
    enum Choice: String, ExpressibleByArgument, CaseIterable { case agree, disagree, `defer` }
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Argument(help: "agree, disagree or defer.") var verdict: Choice
    @Option(help: "The party, by code or name.") var party: String?
    @Option(help: "Coded reason of a disagreement.") var code: String?
    @Option(help: "Its words.") var reason: String?
    @Option(help: "The new deadline.") var deadline: String?
    @Option(help: "Note of a deferral.") var note: String?
    @Option(help: "Day of the check on site.") var until: String?

    func form() -> FilledForm {
        switch verdict {
        case .agree: FilledForm(.agree, ["party": party])
        case .disagree: FilledForm(.disagree, ["party": party, "code": code, "reason": reason, "deadline": deadline])
        case .defer: FilledForm(.defer, ["party": party, "note": note ?? reason, "until": until ?? deadline])
        }
    }
}

struct Return: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "return", abstract: "退回: the unit says that a finding is not its own; the office may refuse.",
        discussion: "Examples: xiaohao --as 张会计 return 12 --reason '不属本村' · xiaohao return 12 refuse --reason '职责在村'")
    enum Step: String, ExpressibleByArgument, CaseIterable { case request, refuse }
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Argument(help: "request or refuse.") var step: Step = .request
    @Option(help: "Why.") var reason: String?

    func form() -> FilledForm { FilledForm(step == .refuse ? .returnRefuse : .returnRequest, ["reason": reason]) }
}

struct Reassign: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "reassign",
        abstract: "改派: the office gives a finding to another unit.",
        discussion: "Example: xiaohao reassign 12 --unit 下应街道/江六村 --reason '职责在村'")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Option(help: "The new unit: id, name or path.") var unit: String?
    @Option(help: "Why.") var reason: String?
    @Option(help: "A new deadline.") var deadline: String?

    func form() -> FilledForm { FilledForm(.reassign, ["unit": unit, "reason": reason, "deadline": deadline]) }
}

struct Undo: WorkCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "撤销: takes back one's own last step while nothing stands on it.",
        discussion: """
            A step that was done to several findings at once is taken back from all of them with --bulk, or from none.

            Examples: xiaohao undo 12 · xiaohao undo 12 --bulk
            """)
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The finding's number.") var number: Int
    @Flag(help: "With everything that the same step did to other findings.") var bulk = false

    func form() -> FilledForm { FilledForm(.undo, [:]) }

    func run() throws {
        let ledger = try global.open()
        let options = try writing.options
        let finding = FindingNumber(number)
        let performed =
            bulk
            ? try ledger.undoBulk(of: finding, as: global.actor, options)
            : try ledger.perform(form(), on: finding, as: global.actor, options)
        try global.show(
            performed, today: ledger.today, isDryRun: options.isDryRun,
            papersTakenBack: try ledger.papersTakenBack(by: performed, global.words))
    }
}
