import ArgumentParser
import Documents
import Exchange
import Foundation
import Office
import Rectification
import Requests
import Wording

/// 文书: writes a document from the ledger as .docx, .md or .html, by the extension of --out.
struct DocumentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "document", abstract: "文书: minutes, forms, slips, notices, letters, reports.",
        discussion: """
            The format is that of --out: .docx (GB/T 9704-2012), .md or .html. Templates of your own go into
            $XDG_CONFIG_HOME/xiaohao/templates; `document template KIND` prints the one to begin with.

            Examples:
              xiaohao document minutes 3 --out 纪要.docx
              xiaohao document closure-form 12 --out 销号审批表-12.docx
              xiaohao document slip --unit 江六村 --overdue --due 10个工作日 --out 提示单.docx
              xiaohao document letter 1 --out 建议书.docx
              xiaohao document dossier 江六村 --out 江六村.html
            """,
        subcommands: [
            MinutesPaper.self, ClosureFormPaper.self, KeyFormPaper.self, SlipPaper.self, NoticePaper.self,
            ReminderPaper.self, InterviewPaper.self, VisitPaper.self, AdmonitionPaper.self, EvaluationPaper.self,
            PublicListPaper.self,
            LetterPaper.self,
            DossierPaper.self, HeadReportPaper.self, SpecialReportPaper.self, TemplatePaper.self,
        ])
}

/// Where a document goes.
struct PaperOptions: ParsableArguments {
    @Option(help: "The file: .docx, .md or .html.") var out: String
    @Flag(help: "Overwrite the file if it is there.") var force = false

    func write(_ global: GlobalOptions, _ request: (OpenLedger) throws -> DocumentRequest) throws {
        let ledger = try global.open(forReading: true)
        try DocumentFile.check(out, force: force)
        let request = try request(ledger)
        let words = global.words
        let document = try ledger.document(request, words, templates: .ofThisPerson)
        try DocumentFile.write(document, to: out, words.language, force: force)
        if global.json {
            return Output.json(.object(["kind": .string(request.kind.rawValue), "path": .string(out)]))
        }
        if !global.quiet { Output.line(words.text("document.written", ["path": out])) }
    }
}

/// Which findings a document is about: numbers, or a filter.
struct SelectionOptions: ParsableArguments {
    @Argument(help: "Numbers of findings.") var numbers: [Int] = []
    @OptionGroup var filters: FilterOptions

    func selection(_ ledger: OpenLedger) throws -> FindingSelection {
        let filter = try ledger.read { try filters.filter($0) }
        return FindingSelection(
            numbers: numbers.map { FindingNumber($0) }, filter: filter.isEmpty ? nil : filter)
    }
}

struct AddressOptions: ParsableArguments {
    @Option(help: "To whom; the unit's head when left out.") var to: String?
    @Option(name: .customLong("ask"), help: "What is asked.") var ask: String?
    @Option(help: "By when: 2026-12-31, 12月底, 10个工作日.") var due: String?

    var words: PressingWords { PressingWords(to: to, text: ask, due: due) }
}

struct MinutesPaper: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "minutes",
        abstract: "会议纪要 of a meeting.",
        discussion: "Example: xiaohao document minutes 3 --out 纪要.docx")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var paper: PaperOptions
    @Argument(help: "The meeting's number.") var meeting: Int

    func run() throws { try paper.write(global) { _ in .minutes(meeting: meeting) } }
}

struct ClosureFormPaper: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "closure-form",
        abstract: "销号审批表 of a finding that a review closed.",
        discussion: "Example: xiaohao document closure-form 12 --out 销号审批表-12.docx")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var paper: PaperOptions
    @Argument(help: "The finding's number.") var number: Int

    func run() throws { try paper.write(global) { _ in .closureForm(FindingNumber(number)) } }
}

struct KeyFormPaper: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key-form", abstract: "密钥登记表: the paper that binds a key to its person.",
        discussion: "Example: xiaohao document key-form 王五 --out 王五-密钥登记表.docx")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var paper: PaperOptions
    @Argument(help: "The person: name, id or path.") var person: String

    func run() throws { try paper.write(global) { _ in .keyForm(person: person) } }
}

/// The paper of a step of pressing, made again from what is on record or from what is said.
protocol PressingCommand: ParsableCommand {
    static var kind: Supervision.Kind { get }
    var global: GlobalOptions { get }
    var paper: PaperOptions { get }
    var selection: SelectionOptions { get }
    var address: AddressOptions { get }
}

extension PressingCommand {
    func run() throws {
        try paper.write(global) { .pressing(Self.kind, try selection.selection($0), address.words) }
    }
}

struct SlipPaper: PressingCommand {
    static let configuration = CommandConfiguration(
        commandName: "slip", abstract: "工作提示单 for one unit.",
        discussion: "Example: xiaohao document slip --unit 江六村 --overdue --due 10个工作日 --out 提示单.docx")
    static let kind = Supervision.Kind.slip
    @OptionGroup var global: GlobalOptions
    @OptionGroup var paper: PaperOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var address: AddressOptions
}

struct NoticePaper: PressingCommand {
    static let configuration = CommandConfiguration(
        commandName: "notice",
        abstract: "督办通知书 for one unit.",
        discussion: "Example: xiaohao document notice --unit 江六村 --overdue --out 督办通知书.docx")
    static let kind = Supervision.Kind.notice
    @OptionGroup var global: GlobalOptions
    @OptionGroup var paper: PaperOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var address: AddressOptions
}

struct ReminderPaper: PressingCommand {
    static let configuration = CommandConfiguration(
        commandName: "reminder",
        abstract: "点对点提醒 for one unit.",
        discussion: "Example: xiaohao document reminder --unit 江六村 --overdue --out 提醒.docx")
    static let kind = Supervision.Kind.reminder
    @OptionGroup var global: GlobalOptions
    @OptionGroup var paper: PaperOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var address: AddressOptions
}

struct InterviewPaper: PressingCommand {
    static let configuration = CommandConfiguration(
        commandName: "interview",
        abstract: "约谈通知书 for one unit.",
        discussion: "Example: xiaohao document interview --unit 江六村 --overdue --out 约谈.docx")
    static let kind = Supervision.Kind.interview
    @OptionGroup var global: GlobalOptions
    @OptionGroup var paper: PaperOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var address: AddressOptions
}

struct VisitPaper: PressingCommand {
    static let configuration = CommandConfiguration(
        commandName: "visit",
        abstract: "上门走访记录 of one unit.",
        discussion: "Example: xiaohao document visit --unit 江六村 --out 走访.docx")
    static let kind = Supervision.Kind.visit
    @OptionGroup var global: GlobalOptions
    @OptionGroup var paper: PaperOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var address: AddressOptions
}

struct AdmonitionPaper: PressingCommand {
    static let configuration = CommandConfiguration(
        commandName: "admonition",
        abstract: "告诫书 for one unit.",
        discussion: "Example: xiaohao document admonition --unit 江六村 --overdue --out 告诫书.docx")
    static let kind = Supervision.Kind.admonition
    @OptionGroup var global: GlobalOptions
    @OptionGroup var paper: PaperOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var address: AddressOptions
}

struct EvaluationPaper: PressingCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluation",
        abstract: "面对面评估记录 of one unit.",
        discussion: "Example: xiaohao document evaluation --unit 江六村 --out 评估.docx")
    static let kind = Supervision.Kind.evaluation
    @OptionGroup var global: GlobalOptions
    @OptionGroup var paper: PaperOptions
    @OptionGroup var selection: SelectionOptions
    @OptionGroup var address: AddressOptions
}

struct PublicListPaper: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "public-list", abstract: "挂牌公示: everything on the public list, or a part of it.",
        discussion: "Example: xiaohao document public-list --listed --unit 下应街道 --out 公示.docx")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var paper: PaperOptions
    @OptionGroup var selection: SelectionOptions

    func run() throws {
        try paper.write(global) { ledger in
            let selected = try selection.selection(ledger)
            var listed = FindingFilter()
            listed.isListed = true
            // Nothing named: the whole list.
            return .publicList(
                selected.numbers.isEmpty && selected.filter == nil
                    ? FindingSelection(numbers: [], filter: listed) : selected)
        }
    }
}

struct LetterPaper: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letter", abstract: "巡察建议书 to a functional department, as it went out, or as its draft stands.",
        discussion: "Letters are made with: xiaohao letter draft. Example: xiaohao document letter 1 --out 建议书.docx")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var paper: PaperOptions
    @Argument(help: "The letter's number (letter list).") var letter: Int

    func run() throws { try paper.write(global) { _ in .letter(letter) } }
}

struct DossierPaper: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dossier", abstract: "一村一档: everything about one unit.",
        discussion: "Example: xiaohao document dossier 下应街道/江六村 --out 江六村.html")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var paper: PaperOptions
    @Argument(help: "The unit: id, name or path.") var unit: String

    func run() throws { try paper.write(global) { _ in .dossier(unit: unit) } }
}

struct HeadReportPaper: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "head-report",
        abstract: "一把手专题材料: what stands against a head's units.",
        discussion: "Example: xiaohao document head-report 张书记 --out 张书记.docx")
    @OptionGroup var global: GlobalOptions
    @OptionGroup var paper: PaperOptions
    @Argument(help: "The unit: id, name or path.") var unit: String

    func run() throws { try paper.write(global) { _ in .headReport(unit: unit) } }
}

struct SpecialReportPaper: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "special-report", abstract: "专项报告: one field across units, with what was decided on it.",
        discussion: """
            What a meeting decides is recorded with: xiaohao triage decide.

            Examples:
              xiaohao document special-report --field 村级财务 --out 专项报告.docx
              xiaohao document special-report --issue 3 --out 专项报告.docx
              xiaohao document special-report --subject 惠民资金 --category 群众身边不正之风 --out 专项报告.docx
            """)
    @OptionGroup var global: GlobalOptions
    @OptionGroup var paper: PaperOptions
    @OptionGroup var selection: SelectionOptions
    @Option(help: "领域: every common issue of it (triage list).") var field: String?
    @Option(parsing: .unconditional, help: "One common issue.", transform: WholeNumber.read)
    var issue: Int?
    @Option(help: "What it is about, for findings that a filter means.") var subject: String?

    func run() throws {
        guard [field != nil, issue != nil, subject != nil].count(where: { $0 }) == 1 else {
            throw Complaint(oneOf: "--field", "--issue", "--subject")
        }
        try paper.write(global) { ledger in
            let selected = try selection.selection(ledger)
            if let subject { return .specialReport(.selection(selected, subject: subject)) }
            // What makes an issue or a field is settled; nothing is left to filter.
            guard selected.numbers.isEmpty, selected.filter == nil else {
                throw Complaint(64, "usage.noFilter", ["found": issue == nil ? "--field" : "--issue"])
            }
            return .specialReport(issue.map { .issue($0) } ?? .field(field ?? ""))
        }
    }
}

struct TemplatePaper: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Prints the template that the program carries for a kind of document.",
        discussion: "Example: xiaohao document template minutes > ~/.config/xiaohao/templates/minutes.zh-Hans.txt")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The kind: minutes, slip, notice, dossier, digest and so on.")
    var kind: String

    func run() throws {
        let kind = try code(kind, "kind", DocumentKind.self)
        let language = global.words.language
        let text = BundledTemplate.text(kind, language)
        if global.json {
            return Output.json(
                .object([
                    "kind": .string(kind.rawValue), "file": .string(BundledTemplate.fileName(kind, language)),
                    "text": .string(text),
                ]))
        }
        Output.write(text, to: 1)
    }
}

extension TemplateFolder {
    /// `$XDG_CONFIG_HOME/xiaohao/templates`
    static var ofThisPerson: TemplateFolder {
        TemplateFolder(UserFiles.config + "/templates")
    }
}
