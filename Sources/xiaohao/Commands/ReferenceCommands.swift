import ArgumentParser
import Exchange
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Wording

struct FileFinding: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "file", abstract: "交办: files one finding.",
        discussion: """
            Example: xiaohao file --round 第六轮 --unit 江六村 --text '误工补助支出异常' --category 群众身边不正之风 --deadline 12月底
            """)
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Option(help: "The round, by name.") var round: String
    @Option(help: "The responsible unit: id, name or path.") var unit: String
    @Option(help: "反馈问题") var text: String
    @Option(help: "问题类别, 'level 1 / level 2'.") var category: String
    @Option(help: "A date, 立行立改, 长期坚持, 12月底 …") var deadline: String
    @Option(help: "inspection, transferred, audit, finance, petition or lookBack.") var source: String = "inspection"
    @Option(name: .customLong("external-number"), help: "序号 in the office's own ledger.") var externalNumber: String?
    @Option(name: .customLong("lead-unit"), help: "牵头单位") var leadUnit: String?
    @Option(help: "责任领导") var leader: String?
    @Option(help: "责任人") var person: String?
    @Option(help: "整改目标") var goal: String?
    @Option(help: "整改措施; once for each.") var measure: [String] = []
    @Option(help: "问题金额, 万元") var amount: String?
    @Option(help: "key, provincial, immediate or leaderOwned; once for each.") var flag: [String] = []

    func run() throws {
        let ledger = try global.open()
        let options = try writing.options
        var money: Amount?
        if let amount {
            guard let read = Amount(tenThousandYuan: amount) else {
                throw FieldProblem(.amount, field: "amount", found: amount)
            }
            money = read
        }
        let draft = FilingDraft(
            round: round, unit: unit, text: text, category: category,
            source: try code(source, "source", Finding.Source.self), deadline: deadline, externalNumber: externalNumber,
            leadUnit: leadUnit, leader: leader, responsible: person, goal: goal, measures: measure, amount: money,
            flags: Set(try flag.map { try code($0, "flag", Finding.Flag.self) }))
        let performed = try ledger.file(draft, as: global.actor, options)
        try global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
    }
}

/// A code as typed, or a complaint that lists the codes.
func code<Code: RawRepresentable<String> & CaseIterable>(
    _ written: String, _ field: String, _: Code.Type
) throws -> Code {
    guard let code = Code(rawValue: written) else {
        throw Complaint(
            64, "code.unknown", ["field": field, "found": written], candidates: Code.allCases.map(\.rawValue))
    }
    return code
}

func day(_ written: String?, _ field: String) throws -> Day? {
    guard let written else { return nil }
    guard let day = Day(iso: written) else { throw FieldProblem(.day, field: field, found: written) }
    return day
}

struct OrganisationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation",
        abstract: "单位: the tree of units.",
        discussion: "Example: xiaohao organisation add 江六村 --kind village --parent 下应街道",
        subcommands: [Add.self, Listing.self, Show.self, ImportUnits.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Adds a unit, or changes the kind or head of the one there.",
            discussion: "Example: xiaohao organisation add 江六村 --kind village --parent 下应街道 --head 张书记")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @Argument(help: "Its name.") var name: String
        @Option(help: "city, district, town, village, bureau, enterprise or team.") var kind: String = "village"
        @Option(help: "The unit above it.") var parent: String?
        @Option(help: "一把手") var head: String?

        func run() throws {
            let ledger = try global.open()
            let options = try writing.options
            let performed = try ledger.addOrganisation(
                name, kind: try code(kind, "kind", Organisation.Kind.self), parent: parent, head: head,
                as: global.actor, options)
            try global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
        }
    }

    struct Listing: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "The units of the ledger.",
            discussion: "Example: xiaohao organisation list")
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let ledger = try global.open(forReading: true)
            try ledger.read { reader in
                let all = try reader.organisations()
                let tree = OrganisationTree(all)
                if global.json {
                    return Output.json(
                        .array(
                            all.map { organisation in
                                .object([
                                    "id": .string(organisation.id.description), "name": .string(organisation.name),
                                    "kind": .string(organisation.kind.rawValue),
                                    "parent": JSONValue(organisation.parent?.description),
                                    "path": JSONValue(tree.reference(to: organisation.id)?.path),
                                    "head": JSONValue(organisation.head),
                                ])
                            }))
                }
                let words = global.words
                Output.table(
                    all.map { [tree.reference(to: $0.id)?.path ?? $0.name, words.word($0.kind), $0.head ?? ""] })
            }
        }
    }
}

struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "人员: who acts in the ledger.",
        discussion: "Example: xiaohao person add 张会计 --organisation 下应街道/江六村 --role unit",
        subcommands: [Add.self, Listing.self, PersonKeyCommand.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Adds a person, or changes the one of that name.",
            discussion: "Example: xiaohao person add 王五 --organisation 巡察一组 --role reviewer --party inspection")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @Argument(help: "Their name.") var name: String
        @Option(help: "Their unit; one that is not known is added as a team.") var organisation: String?
        @Option(help: "office, unit, reviewer, supervisor, triage, admin or viewer; once for each.") var role:
            [String] = []
        @Option(help: "A review party, for reviewers; once for each.") var party: [String] = []
        @Option(help: "A login that may act for them; once for each.") var login: [String] = []
        @Option(help: "回避: a unit they must not judge; once for each.") var avoid: [String] = []
        @Flag(help: "No longer acts.") var retire = false

        func run() throws {
            let ledger = try global.open()
            let options = try writing.options
            let performed = try ledger.addPerson(
                PersonDraft(
                    name: name, organisation: organisation, roles: try role.map { try code($0, "role", Role.self) },
                    parties: party, logins: login, avoids: avoid, isRetired: retire ? true : nil),
                as: global.actor, options,
                signedBy: try global.administratorKey(ledger, pinFile: writing.pinFile))
            try global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
        }
    }

    struct Listing: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "The people of the ledger.",
            discussion: "Example: xiaohao person list")
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let ledger = try global.open(forReading: true)
            let people = try ledger.read { try $0.persons() }
            if global.json {
                return Output.json(
                    .array(
                        people.map { person in
                            .object([
                                "id": .string(person.id.description), "name": .string(person.name),
                                "organisation": JSONValue(person.organisation?.path),
                                "roles": .array(person.roles.sorted().map { .string($0.rawValue) }),
                                "parties": .array(person.parties.sorted().map { .string($0.description) }),
                                "logins": .array(person.logins.sorted().map { .string($0) }),
                                "retired": .bool(person.isRetired),
                            ])
                        }))
            }
            let words = global.words
            Output.table(
                people.map { person in
                    [
                        person.name, person.organisation?.path ?? "",
                        person.roles.sorted().map(words.word).joined(separator: " "),
                        person.parties.sorted().map(\.description).joined(separator: " "),
                        person.logins.sorted().map { "@" + $0 }.joined(separator: " "),
                        person.isRetired ? words["people.retired"] : "",
                    ]
                })
        }
    }
}

struct RoundCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "round",
        abstract: "轮次: the rounds of inspection.",
        discussion: "Example: xiaohao round add 第六轮 --mode linked --feedback 2024-11-30",
        subcommands: [Add.self, Listing.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Adds a round, or changes its mode and dates.",
            discussion: "Example: xiaohao round add 第六轮 --mode linked --entered 2024-09-02 --feedback 2024-11-30")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @Argument(help: "Its name.") var name: String
        @Option(help: "routine, elevated, mobile, special, linked, sector, village, auditLinked or financeLinked.")
        var mode: String?
        @Option(help: "进驻, ISO date.") var entered: String?
        @Option(help: "反馈, ISO date; deadlines count from it.") var feedback: String?

        func run() throws {
            let ledger = try global.open()
            let options = try writing.options
            let performed = try ledger.addRound(
                name, mode: try mode.map { try code($0, "mode", Rectification.Round.Mode.self) },
                entered: try day(entered, "entered"), feedback: try day(feedback, "feedback"), as: global.actor, options
            )
            try global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
        }
    }

    struct Listing: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "The rounds of the ledger.",
            discussion: "Example: xiaohao round list")
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let ledger = try global.open(forReading: true)
            let rounds = try ledger.read { try $0.rounds() }
            if global.json {
                return Output.json(
                    .array(
                        rounds.map { round in
                            .object([
                                "id": .string(round.id.description), "name": .string(round.name),
                                "mode": .string(round.mode.rawValue), "entered": JSONValue(round.entered?.description),
                                "feedback": JSONValue(round.feedback?.description),
                            ])
                        }))
            }
            let words = global.words
            Output.table(
                rounds.map {
                    [$0.name, words.word($0.mode), $0.entered?.description ?? "", $0.feedback?.description ?? ""]
                })
        }
    }
}

struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "规则: what varies between offices, adopted by an event.",
        discussion: "Example: xiaohao policy show --default > 规则.yaml",
        subcommands: [Show.self, Check.self, Adopt.self])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Prints the policy in force, or the bundled default.",
            discussion: "Example: xiaohao policy show --default > 规则.yaml")
        @OptionGroup var global: GlobalOptions
        @Flag(name: .customLong("default"), help: "The commented default instead.") var showsDefault = false

        func run() throws {
            if showsDefault { return Output.write(PolicyFile.bundledText, to: 1) }
            let ledger = try global.open(forReading: true)
            let adopted = try ledger.read { try $0.policy() }
            if global.json {
                return Output.json(
                    .object(["digest": JSONValue(adopted?.digest), "text": JSONValue(adopted?.text)]))
            }
            Output.write(adopted?.text ?? "", to: 1)
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Reads a policy file and says what is wrong with it.",
            discussion: "Example: xiaohao policy check 规则.yaml")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The file, or -.") var file: String

        func run() throws {
            let policy = try PolicyFile(text: try readText(file))
            if global.json {
                Output.json(.object(["ok": .bool(true), "digest": .string(policy.policy.digest)]))
            } else if !global.quiet {
                Output.line(global.words["cli.policyGood"])
            }
        }
    }

    struct Adopt: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "adopt",
            abstract: "Adopts a policy; rounds already submitted keep the old one.",
            discussion: "Example: xiaohao policy adopt 规则.yaml")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @Argument(help: "The file, or -.") var file: String

        func run() throws {
            let ledger = try global.open()
            let options = try writing.options
            let policy = try PolicyFile(text: try readText(file), ledger.store.settings.algorithm)
            let performed = try ledger.adoptPolicy(
                policy, as: global.actor, options,
                signedBy: try global.administratorKey(ledger, pinFile: writing.pinFile))
            try global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
        }
    }
}

/// The text of a file or of stdin (`-`), UTF-8.
func readText(_ file: String) throws -> String {
    if file != "-" { try InputPath.requireReadable(file) }
    guard let handle = file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: file) else {
        throw Complaint(66, "file.missing", ["path": file, "why": String(cString: strerror(errno))])
    }
    // Also what is no file of its own, as `<(…)` or /dev/null.
    guard let text = String(validating: try handle.readToEnd() ?? Data(), as: UTF8.self) else {
        throw Complaint(65, "text.encoding", ["path": file])
    }
    return text
}
