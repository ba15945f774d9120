import ArgumentParser
import Exchange
import Ledger
import Office
import Rectification
import Requests
import Wording

/// 巡察建议书: from a draft to the reply, and on until the field is rectified.
struct LetterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letter", abstract: "巡察建议书: from a draft to the reply, and on until the field is rectified.",
        discussion: """
            A letter is about a common issue (triage list) and goes to a functional department. Its 文号 is given when
            it is issued. `document letter N --out FILE` writes it; `triage rectified` closes it.

            Examples:
              xiaohao letter draft 3 --to 区农业农村局 --due 2个月内
              xiaohao letter edit 1
              xiaohao letter issue 1
              xiaohao letter answer 1 --text '已修订误工补助管理办法' --on 2026-12-20 --evidence 复函.pdf
              xiaohao letter follow-up 1 --text '抽查 30 村，2 村仍未落实'
              xiaohao letter list --overdue
            """,
        subcommands: [
            Draft.self, Edit.self, Issue.self, Answer.self, FollowUp.self, Discard.self, UndoLetter.self,
            Listing.self, ShowLetter.self,
        ])

    struct Draft: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "draft", abstract: "起草: what is left out is proposed from the common issue.",
            discussion: "Example: xiaohao letter draft 3 --to 区农业农村局 --due 2个月内")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @Argument(help: "The common issue's number.") var issue: Int
        @Option(help: "职能部门: name, id or path.") var to: String
        @OptionGroup var text: LetterText
        @Option(help: "When the reply is due: 2026-12-31, 12月底, 2个月内; the policy's months when left out.") var due:
            String?

        func run() throws {
            let ledger = try global.open()
            let options = try writing.options
            let form = LetterForm(to: to, basis: text.basis, suggestions: text.suggestions, due: due)
            let performed = try ledger.draftLetter(form, about: issue, global.words, as: global.actor, options)
            try global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
        }
    }

    struct Edit: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "edit", abstract: "修改草稿: without options, in your editor.",
            discussion: "Examples: xiaohao letter edit 1 · xiaohao letter edit 1 --to 区财政局 --due 12月底")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @Argument(help: "The letter's number.") var letter: Int
        @Option(help: "职能部门") var to: String?
        @OptionGroup var text: LetterText
        @Option(help: "When the reply is due.") var due: String?

        func run() throws {
            let ledger = try global.open()
            var options = try writing.options
            var request = LetterRequest.edit(to: to, basis: text.basis, suggestions: text.suggestions, due: due)
            if to == nil, text.basis == nil, text.suggestions == nil, due == nil {
                let before = try ledger.letter(letter)
                guard let edited = try LetterEditor(words: global.words).edit(before) else {
                    if !global.quiet { Output.diagnostic(global.words["letter.notSaved"]) }
                    return
                }
                request = edited
                // Whoever changed it meanwhile is not overwritten.
                options.ifVersion = options.ifVersion ?? before.version
            }
            let performed = try ledger.perform(request, onLetter: letter, as: global.actor, options)
            try global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
        }
    }

    struct Issue: LetterAction {
        static let configuration = CommandConfiguration(
            commandName: "issue", abstract: "制发: the letter goes out and gets its 文号.",
            discussion: "Example: xiaohao letter issue 1 --due 2个月内")
        @OptionGroup var target: LetterTarget
        @Option(help: "When the reply is due; the draft's day when left out.") var due: String?

        func request() -> LetterRequest { .issue(due: due) }
    }

    struct Answer: LetterAction {
        static let configuration = CommandConfiguration(
            commandName: "answer", abstract: "登记复函: the department's reply, its day, its file.",
            discussion: "Example: xiaohao letter answer 1 --text '已修订管理办法' --on 2026-12-20 --evidence 复函.pdf")
        @OptionGroup var target: LetterTarget
        @Option(help: "What was answered, or - for stdin.") var text: String
        @Option(help: "The day of the reply; today when left out.") var on: String?
        @Option(help: "The reply as a file.") var evidence: String?

        func request() throws -> LetterRequest {
            .answer(text: text == "-" ? try readText(text).trimmed : text, on: on, evidence: evidence)
        }
    }

    struct FollowUp: LetterAction {
        static let configuration = CommandConfiguration(
            commandName: "follow-up", abstract: "跟踪问效: what was seen after the letter went out.",
            discussion: "Example: xiaohao letter follow-up 1 --text '抽查 30 村，2 村仍未落实'")
        @OptionGroup var target: LetterTarget
        @Option(help: "What was seen.") var text: String

        func request() -> LetterRequest { .followUp(text: text) }
    }

    struct Discard: LetterAction {
        static let configuration = CommandConfiguration(
            commandName: "discard", abstract: "作废: a draft that will not go out.",
            discussion: "Example: xiaohao letter discard 1")
        @OptionGroup var target: LetterTarget

        func request() -> LetterRequest { .discard }
    }

    struct UndoLetter: LetterAction {
        static let configuration = CommandConfiguration(
            commandName: "undo", abstract: "撤回: takes your last step on a letter back; what went out stays out.",
            discussion: "Example: xiaohao letter undo 1")
        @OptionGroup var target: LetterTarget

        func request() -> LetterRequest { .undo }
    }

    struct Listing: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "The letters, those that wait longest for a reply first.",
            discussion: "Example: xiaohao letter list --overdue")
        @OptionGroup var global: GlobalOptions
        @Option(help: "draft, issued, answered, closed or discarded; once for each.") var state: [String] = []
        @Option(parsing: .unconditional, help: "About this common issue.", transform: WholeNumber.read)
        var issue: Int?
        @Flag(help: "Only those whose reply is overdue.") var overdue = false

        func run() throws {
            let ledger = try global.open(forReading: true)
            let states = try state.map { try code($0, "state", Letter.State.self) }
            let rows = try ledger.read { reader in
                let about = try issue.map { try reader.issue($0).id }
                return try reader.letters(
                    LetterFilter(states: Set(states), isOverdue: overdue, issue: about), today: ledger.today)
            }
            if global.json { return Output.json(.array(rows.map { TriageJSON.value($0, today: ledger.today) })) }
            let words = global.words
            Output.table(rows.map { words.columns(of: $0, today: ledger.today) })
        }
    }

    struct ShowLetter: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "A letter: its text, what it rests on, its reply.",
            discussion: "Example: xiaohao letter show 1")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The letter's number.") var letter: Int

        func run() throws {
            let ledger = try global.open(forReading: true)
            let shown = try ledger.letter(letter)
            if global.json { return Output.json(TriageJSON.value(shown, today: ledger.today)) }
            for line in global.words.page(of: shown, today: ledger.today) { Output.line(line) }
        }
    }
}

/// What a person writes of a letter.
struct LetterText: ParsableArguments {
    @Option(help: "What was found, in prose.") var basis: String?
    @Option(help: "What the department is asked to do.") var suggestions: String?
}

/// The letter that a command is about, with the options of every writing command.
struct LetterTarget: ParsableArguments {
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "The letter's number.") var letter: Int
}

/// A command that asks one thing of one letter.
protocol LetterAction: ParsableCommand {
    var target: LetterTarget { get }
    func request() throws -> LetterRequest
}

extension LetterAction {
    func run() throws {
        let ledger = try target.global.open()
        let options = try target.writing.options
        let performed = try ledger.perform(try request(), onLetter: target.letter, as: target.global.actor, options)
        try target.global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
    }
}
