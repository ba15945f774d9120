import ArgumentParser
import BoardUI
import Exchange
import Ledger
import Office
import Rectification
import Requests
import Screen
import Wording

/// 过堂: opens a meeting, leads it and closes it, as the board does.
struct Meetings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meeting", abstract: "过堂: a closure meeting, from its agenda to its minutes.",
        discussion: """
            Decisions are opinions on findings: xiaohao --as 王五 opine 12 --party inspection agree

            Examples:
              xiaohao meeting open --place 区纪委三楼 --unit 下应街道 --seat inspection=王五 --seat discipline=李四 --seat organisation=赵六
              xiaohao meeting show
              xiaohao meeting note 12 --text '票据补齐后复核'
              xiaohao meeting adjourn --out 会议材料
            """,
        subcommands: [
            Open.self, Agenda.self, Seat.self, Show.self, Note.self, Skip.self, Rehear.self, Go.self,
            Adjourn.self, Papers.self, Listing.self,
        ])

    struct Open: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "open",
            abstract: "Opens a meeting with an agenda of findings in review.",
            discussion: "Example: xiaohao meeting open --place 区纪委三楼 --unit 下应街道 --seat inspection=王五")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @OptionGroup var filters: FilterOptions
        @Option(help: "Where it is held.") var place: String = ""
        @Option(help: "ISO date; today when left out.") var date: String?
        @Option(help: "closure, clues or feedback.") var kind: String = "closure"
        @Option(help: "PARTY=PERSON; once for each seat.") var seat: [String] = []
        @Option(help: "A finding for the agenda, in order; once for each.") var finding: [Int] = []
        @Flag(help: "Everything in review.") var all = false

        func run() throws {
            let ledger = try global.open()
            let options = try writing.options
            let filter = try ledger.read { try filters.filter($0) }
            let performed = try ledger.openMeeting(
                MeetingDraft(
                    kind: try code(kind, "kind", Meeting.Kind.self), date: try day(date, "date"), place: place,
                    seats: try seat.map { try MeetingSeatDraft(argument: $0) },
                    numbers: finding.map { FindingNumber($0) }, filter: all || !filter.isEmpty ? filter : nil),
                as: global.actor, options)
            try global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
        }
    }

    struct Agenda: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "agenda", abstract: "Adds findings to the agenda, drops one, or puts it in order.",
            discussion: "Examples: xiaohao meeting agenda add 12 13 · xiaohao meeting agenda sort")
        enum Step: String, ExpressibleByArgument, CaseIterable { case add, drop, order, sort }
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @OptionGroup var which: MeetingOption
        @Argument(help: "add, drop, order (the whole agenda, in the new order) or sort (by unit, then number).")
        var step: Step
        @Argument(help: "Numbers of findings.") var numbers: [Int] = []

        func run() throws {
            let findings = numbers.map { FindingNumber($0) }
            guard !findings.isEmpty || step == .sort else {
                throw Complaint(64, "usage.missing", ["found": "<numbers>"])
            }
            switch step {
            case .add: try which.perform(.add(findings), global, writing)
            case .drop: try which.perform(.drop(findings), global, writing)
            case .order: try which.perform(.order(findings), global, writing)
            case .sort: try which.perform(.sort, global, writing)
            }
        }
    }

    struct Seat: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "seat", abstract: "Seats a reviewer for a party, another one, or nobody.",
            discussion: "Examples: xiaohao meeting seat discipline 李四 · xiaohao meeting seat discipline --empty")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @OptionGroup var which: MeetingOption
        @Argument(help: "The party, by code or name.") var party: String
        @Argument(help: "The reviewer.") var person: String?
        @Flag(help: "Nobody sits there any more.") var empty = false

        func run() throws {
            if (person == nil) != empty { throw Complaint(oneOf: "<person>", "--empty") }
            try which.perform(.seat(MeetingSeatDraft(party: party, person: person)), global, writing)
        }
    }

    struct Note: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "note",
            abstract: "A line for the minutes, about a finding or about the meeting.",
            discussion: "Example: xiaohao meeting note 12 --text '票据补齐后复核'")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @OptionGroup var which: MeetingOption
        @Argument(help: "The finding's number; left out: the meeting.") var number: Int?
        @Option(help: "The line.") var text: String

        func run() throws {
            try which.perform(.note(number.map { FindingNumber($0) }, text: text), global, writing)
        }
    }

    struct Skip: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "skip",
            abstract: "跳过: the finding comes again after the others.",
            discussion: "Example: xiaohao meeting skip 12")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @OptionGroup var which: MeetingOption
        @Argument(help: "The finding's number.") var number: Int

        func run() throws { try which.perform(.skip(FindingNumber(number)), global, writing) }
    }

    struct Rehear: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rehear",
            abstract: "复议: sets the finding aside for another meeting.",
            discussion: "Example: xiaohao meeting rehear 12 --reason '材料不全'")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @OptionGroup var which: MeetingOption
        @Argument(help: "The finding's number.") var number: Int
        @Option(help: "Why.") var reason: String?

        func run() throws { try which.perform(.rehear(FindingNumber(number), reason: reason), global, writing) }
    }

    struct Go: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "go",
            abstract: "Goes to a finding of the agenda; the walk goes on from there.",
            discussion: "Example: xiaohao meeting go 12")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var writing: WritingOptions
        @OptionGroup var which: MeetingOption
        @Argument(help: "The finding's number.") var number: Int

        func run() throws { try which.perform(.move(to: FindingNumber(number)), global, writing) }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "A meeting: seats, agenda, what was decided.",
            discussion: "Examples: xiaohao meeting show · xiaohao meeting show --meeting 3")
        @OptionGroup var global: GlobalOptions
        @OptionGroup var which: MeetingOption

        func run() throws {
            let ledger = try global.open(forReading: true)
            let (sheet, policy) = try ledger.read { reader in
                (
                    try ledger.sheet(try ledger.meetingToRead(which.meeting, reader), reader),
                    try ledger.policy(reader)
                )
            }
            if global.json { return Output.json(MeetingJSON.value(sheet)) }
            global.show(sheet, policy, zone: ledger.store.settings.zone)
        }
    }

    struct Listing: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "The meetings of the ledger, newest first.",
            discussion: "Example: xiaohao meeting list")
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let ledger = try global.open(forReading: true)
            let rows = try ledger.read { try $0.meetings() }
            if global.json {
                return Output.json(
                    .array(
                        rows.map { row in
                            .object([
                                "id": .string(row.id.description), "number": .number(row.number),
                                "ordinal": .number(row.ordinal), "kind": .string(row.kind.rawValue),
                                "date": .string(row.date.description),
                                "place": .string(row.place), "seats": .array(row.seats.map { .string($0) }),
                                "agenda": .number(row.agenda), "open": .bool(row.isOpen),
                                "version": .number(row.version),
                            ])
                        }))
            }
            let words = global.words
            Output.table(
                rows.map { row in
                    [
                        String(row.number), row.date.description, words.title(of: row), row.place,
                        row.seats.joined(separator: " "), words.text("meeting.items", ["count": String(row.agenda)]),
                        row.isOpen ? words["meeting.isOpen"] : words["meeting.isAdjourned"],
                    ]
                })
        }
    }
}

/// Which meeting is meant: the only open one unless it is named.
struct MeetingOption: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: "The meeting's number; left out: the only open one (to read: else the last one).",
        transform: WholeNumber.read)
    var meeting: Int?

    func perform(
        _ request: MeetingRequest, _ global: GlobalOptions, _ writing: WritingOptions
    ) throws {
        let ledger = try global.open()
        let options = try writing.options
        let number = try ledger.read { try ledger.meetingNumber(meeting, $0) }
        let performed = try ledger.perform(request, inMeeting: number, as: global.actor, options)
        try global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
    }
}

extension MeetingSeatDraft {
    /// `PARTY=PERSON`
    init(argument: String) throws {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw Complaint(64, "code.unknown", ["field": "seat", "found": argument], candidates: ["inspection=王五"])
        }
        self.init(party: parts[0], person: parts[1])
    }
}

extension GlobalOptions {
    /// A meeting as text: its head, then one line a finding.
    func show(_ sheet: MeetingSheet, _ policy: Policy, zone: ZoneOffset) {
        let words = words
        let meeting = sheet.meeting
        Output.line(
            words.text("meeting.number", ["number": String(meeting.number)]) + " · " + words.title(of: sheet)
                + " · \(meeting.date) · \(VisibleText.line(meeting.place)) · "
                + (meeting.isOpen ? words["meeting.isOpen"] : words["meeting.isAdjourned"]))
        for seat in meeting.seats {
            Output.line(VisibleText.line("  \(policy.party(seat.party)?.name ?? seat.party.description)  \(seat.name)"))
        }
        Output.line(words.progress(of: sheet))
        let current = meeting.isOpen ? sheet.current : nil
        Output.table(
            sheet.lines.enumerated().map { index, line in
                [
                    (line.row.number == current ? "▸ " : "  ") + String(index + 1), "#\(line.row.number)",
                    words.status(of: line), line.row.unit.name, VisibleText.clip(line.row.text, width: 48),
                ]
            })
        for note in meeting.notes {
            let about = note.finding.map { "#\($0) " } ?? ""
            Output.line(VisibleText.line("· \(about)\(note.text) (\(note.by) \(note.at.text(in: zone)))"))
        }
    }
}
