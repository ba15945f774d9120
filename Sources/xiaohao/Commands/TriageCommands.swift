import ArgumentParser
import Exchange
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Screen
import Wording

/// 共性: which findings of different units say the same thing, and what is made of them.
struct Triage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "triage",
        abstract: "共性: which findings of different units say the same thing, and what is made of them.",
        discussion: """
            Suggestions are accepted as common issues or dismissed; a dismissed one stays away until more than a
            third of its findings are new. A finding belongs to one common issue at most, and its stage never moves.

            Examples:
              xiaohao triage suggest --round 第六轮
              xiaohao triage accept 5f1c09d2a7b3e846 --title '误工补助发放不规范' --round 第六轮
              xiaohao triage add 3 118 204
              xiaohao triage merge 3 7
              xiaohao triage scope 3 whole --field 村级财务
              xiaohao letter draft 3 --to 区农业农村局
              xiaohao triage rectified 3 --note '全区制度已修订，抽查 30 村未再发现'
            """,
        subcommands: [
            Suggest.self, Accept.self, Dismiss.self, Restore.self, Form.self, Listing.self, ShowIssue.self,
            Retitle.self, ScopeCommand.self, Add.self, Drop.self, MoveMembers.self, Merge.self, Split.self, Decide.self,
            Rectified.self, Dissolve.self, UndoIssue.self, Neighbours.self,
        ])

    struct Suggest: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "suggest",
            abstract: "Groups of similar findings across units, biggest first, with the words that tie them.",
            discussion: """
                Left out are findings that belong to a common issue, and groups that were dismissed, until more than a
                third of a group is new. The arrow says how often it was found in the newest round against the one before.

                Example: xiaohao triage suggest --round 第六轮
                """)
        @OptionGroup var global: GlobalOptions
        @OptionGroup var filters: FilterOptions
        @Option(parsing: .unconditional, help: "At most so many groups.", transform: WholeNumber.read)
        var limit: Int?
        @Flag(help: "The groups that were dismissed, instead.") var dismissed = false

        func run() throws {
            let ledger = try global.open(forReading: true)
            if dismissed { return show(try ledger.read { try $0.dismissals() }) }
            let filter = try ledger.read { try filters.filter($0) }
            let groups = try ledger.suggestions(filter).prefix(limit ?? .max)
            if global.json {
                return Output.json(
                    .array(
                        groups.map { TriageJSON.value($0, cohesion: String(format: "%.3f", $0.cohesion)) }))
            }
            let words = global.words
            Output.table(
                groups.map { group in
                    [
                        group.id, words.text("cli.triage.size", ["size": String(group.size)]),
                        words.text("cli.triage.units", ["units": String(group.units)]), words.arrow(group.trend),
                        group.field, group.words.joined(separator: " · "), Triage.some(group.members),
                    ]
                })
        }

        private func show(_ rows: [DismissalRow]) {
            if global.json { return Output.json(.array(rows.map(TriageJSON.value))) }
            let words = global.words
            Output.table(
                rows.map { row in
                    [
                        row.dismissal.suggestion, "\(row.on)", row.by,
                        words.text("cli.triage.size", ["size": String(row.dismissal.members.count)]),
                        row.dismissal.words.joined(separator: " · "), Triage.some(row.dismissal.members),
                    ]
                })
        }
    }

    /// The first few numbers.
    static func some(_ members: [FindingNumber]) -> String {
        members.prefix(6).map { "#\($0)" }.joined(separator: " ") + (members.count > 6 ? " …" : "")
    }

    struct Accept: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "accept",
            abstract: "Forms a common issue of a suggestion; the findings' stages stay as they are.",
            discussion: """
                Give the filters with which the suggestion was shown.

                Example: xiaohao triage accept 5f1c09d2a7b3e846 --title '误工补助发放不规范' --without 118
                """)
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @OptionGroup var filters: FilterOptions
        @Argument(help: "The suggestion's id.") var suggestion: String
        @Option(help: "The issue's title; made from the words when left out.") var title: String?
        @OptionGroup var kind: IssueKind
        @Option(help: "A finding that is left out; once for each.") var without: [Int] = []

        func run() throws {
            let ledger = try global.open()
            let options = try writing.options
            let filter = try ledger.read { try filters.filter($0) }
            let performed = try ledger.accept(
                suggestion: suggestion, titled: title, field: kind.field, scope: try kind.scope ?? .field,
                without: Set(without.map { FindingNumber($0) }), filter, as: global.actor, options)
            try global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
        }
    }

    struct Dismiss: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "dismiss",
            abstract: "搁置: turns a suggestion down; it stays away until more than a third of it is new.",
            discussion: "Give the filters with which it was shown. Example: xiaohao triage dismiss 5f1c09d2a7b3e846")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @OptionGroup var filters: FilterOptions
        @Argument(help: "The suggestion's id.") var suggestion: String

        func run() throws {
            let ledger = try global.open()
            let options = try writing.options
            let filter = try ledger.read { try filters.filter($0) }
            let performed = try ledger.dismiss(suggestion: suggestion, filter, as: global.actor, options)
            try global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
        }
    }

    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore", abstract: "恢复: takes a dismissal back.",
            discussion: "Example: xiaohao triage restore 5f1c09d2a7b3e846")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @Argument(help: "The suggestion's id.") var suggestion: String

        func run() throws {
            let ledger = try global.open()
            let options = try writing.options
            let performed = try ledger.restore(suggestion: suggestion, as: global.actor, options)
            try global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
        }
    }

    struct Form: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "form", abstract: "Forms a common issue of findings that you name.",
            discussion: "Example: xiaohao triage form 12 45 118 --title '误工补助发放不规范' --field 村级财务")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @Argument(help: "Numbers of findings.") var numbers: [Int]
        @Option(help: "The issue's title.") var title: String
        @OptionGroup var kind: IssueKind

        func run() throws {
            let ledger = try global.open()
            let options = try writing.options
            let draft = IssueDraft(
                title: title, field: kind.field, scope: try kind.scope ?? .single,
                members: numbers.map { FindingNumber($0) })
            let performed = try ledger.form(draft, as: global.actor, options)
            try global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
        }
    }

    struct Neighbours: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "neighbours", abstract: "The findings nearest to one, with the words both hold.",
            discussion: "Example: xiaohao triage neighbours 12")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The finding's number.") var number: Int
        @Option(parsing: .unconditional, help: "At most so many.", transform: WholeNumber.read)
        var limit = 10

        func run() throws {
            let ledger = try global.open(forReading: true)
            let found = try ledger.neighbours(of: FindingNumber(number), limit: max(1, limit))
            if global.json {
                return Output.json(
                    .array(
                        found.map { like in
                            .object([
                                "number": .number(like.row.number.value),
                                "likeness": .decimal(String(format: "%.3f", like.likeness)),
                                "unit": .string(like.row.unit.path), "text": .string(like.row.text),
                                "words": .array(like.words.map { .string($0) }),
                                "issue": JSONValue(like.issue?.number),
                            ])
                        }))
            }
            Output.table(
                found.map { like in
                    [
                        "#\(like.row.number)", "\(Int(like.likeness * 100)) %", like.row.unit.path,
                        like.words.joined(separator: " · "), like.issue?.title ?? "",
                        VisibleText.clip(like.row.text, width: 60),
                    ]
                })
        }
    }
}

/// 领域 and 范围 of a common issue.
struct IssueKind: ParsableArguments {
    @Option(help: "领域; the category that most members have when left out.") var field: String?
    @Option(name: .customLong("scope"), help: "范围: single, field or whole.") var written: String?

    var scope: CommonIssue.Scope? {
        get throws { try written.map { try code($0, "scope", CommonIssue.Scope.self) } }
    }
}
