import ArgumentParser
import Exchange
import Foundation
import Office
import Rectification
import Requests
import Screen
import Similarity
import Wording

/// 共性: which findings of different units say the same thing.
struct Triage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "triage", abstract: "共性: which findings of different units say the same thing.",
        discussion: """
            Examples:
              xiaohao triage suggest --round 第六轮
              xiaohao triage accept 5f1c09d2a7b3e846 --title '误工补助发放不规范' --round 第六轮
              xiaohao triage neighbours 12
            """,
        subcommands: [Suggest.self, Accept.self, Neighbours.self])

    struct Suggest: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "suggest",
            abstract: "Groups of similar findings across units, biggest first, with the words that tie them.",
            discussion: "Findings that already stand in a group are left out.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var filters: FilterOptions
        @Option(help: "At most so many groups.") var limit: Int?

        func run() throws {
            let ledger = try global.open(forReading: true)
            let filter = try ledger.read { try filters.filter($0) }
            let groups = try ledger.suggestions(filter).prefix(limit ?? .max)
            if global.json {
                return Output.json(
                    .array(
                        groups.map { group in
                            .object([
                                "id": .string(group.id), "size": .number(group.members.count),
                                "units": .number(group.units.count),
                                "cohesion": .decimal(String(format: "%.3f", group.cohesion)),
                                "words": .array(group.words.map { .string($0) }),
                                "members": .array(group.members.map { .number($0) }),
                                "category": .string(group.category),
                            ])
                        }))
            }
            let words = global.words
            Output.table(
                groups.map { group in
                    [
                        group.id, words.text("cli.triage.size", ["size": String(group.members.count)]),
                        words.text("cli.triage.units", ["units": String(group.units.count)]),
                        group.words.joined(separator: " · "),
                        group.members.prefix(6).map { "#\($0)" }.joined(separator: " ")
                            + (group.members.count > 6 ? " …" : ""),
                    ]
                })
        }
    }

    struct Accept: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "accept",
            abstract: "Puts the findings of a suggestion into one group; their stages stay as they are.",
            discussion: "Give the filters with which the suggestion was shown.")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @OptionGroup var filters: FilterOptions
        @Argument(help: "The suggestion's id.") var suggestion: String
        @Option(help: "The group's title; made when there is none.") var title: String

        func run() throws {
            let ledger = try global.open()
            let options = try writing.options
            let filter = try ledger.read { try filters.filter($0) }
            let performed = try ledger.accept(
                suggestion: suggestion, titled: title, filter, as: global.actor, options)
            try global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
        }
    }

    struct Neighbours: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "neighbours", abstract: "The findings nearest to one, with the words both hold.")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The finding's number.") var number: Int
        @Option(help: "At most so many.") var limit = 10

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
                            ])
                        }))
            }
            Output.table(
                found.map { like in
                    [
                        "#\(like.row.number)", "\(Int(like.likeness * 100)) %", like.row.unit.path,
                        like.words.joined(separator: " · "), VisibleText.clip(like.row.text, width: 60),
                    ]
                })
        }
    }
}
