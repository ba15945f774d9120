import Rectification
import Testing

@Suite("A meeting")
struct MeetingTests {
    static func id<Noun>(_ number: UInt64) -> Identifier<Noun> {
        Identifier(high: 0x4000, low: 1 << 63 | number)
    }

    static let chair = Actor(Person(id: id(1), name: "周主任", roles: [.office]))
    static let wang = Person(id: id(2), name: "王五", roles: [.reviewer], parties: [.inspection, .discipline])
    static let li = Person(id: id(3), name: "李四", roles: [.reviewer], parties: [.discipline])
    static let clerk = Person(id: id(4), name: "张会计", roles: [.unit])
    static let numbers = [1, 2, 3, 4].map { FindingNumber($0) }

    static func seat(_ party: PartyCode, _ person: Person) -> Meeting.Seat {
        Meeting.Seat(party: party, reviewer: person.id, name: person.name)
    }

    static func opening(
        place: String = "三楼", seats: [Meeting.Seat] = [seat(.inspection, wang)], agenda: [FindingNumber] = numbers
    ) -> MeetingOpening {
        MeetingOpening(
            number: 1, kind: .closure, date: Day(number: 20_000), place: place, seats: seats, agenda: agenda)
    }

    static func context(
        _ changes: [FindingNumber: MeetingContext.Finding] = [:]
    ) -> MeetingContext {
        var findings = Dictionary(
            uniqueKeysWithValues: (1...6).map { (FindingNumber($0), MeetingContext.Finding(stage: .review)) })
        findings.merge(changes) { _, new in new }
        return MeetingContext(
            policy: World.policy, findings: findings,
            persons: Dictionary(uniqueKeysWithValues: [wang, li, clerk].map { ($0.id, $0) }))
    }

    static func stamp(_ version: Int) -> EventStamp {
        EventStamp(
            version: version, at: Moment(seconds: Int64(version) * 60), day: Day(number: 20_000),
            person: chair.person.id,
            name: chair.person.name)
    }

    /// A meeting after some commands; every one of them must be admitted.
    static func meeting(_ commands: MeetingCommand..., in context: MeetingContext = context()) throws -> Meeting {
        let events = try Meeting.decide(.open(opening()), by: chair, in: context)
        let first = try #require(events.first)
        var meeting = try #require(Meeting(id: id(9), first: first, stamp: stamp(1)))
        for command in commands {
            for event in try meeting.decide(command, by: chair, in: context) {
                meeting.evolve(event, stamp(meeting.version + 1))
            }
        }
        return meeting
    }

    static func refusal(_ command: MeetingCommand, in meeting: Meeting? = nil, _ context: MeetingContext = context())
        throws -> MeetingRule?
    {
        do throws(MeetingRefusal) {
            if let meeting {
                _ = try meeting.decide(command, by: chair, in: context)
            } else {
                _ = try Meeting.decide(command, by: chair, in: context)
            }
            return nil
        } catch {
            return error.rule
        }
    }

    @Test("opens with a place, seats of reviewers of those parties, and findings in review")
    func opens() throws {
        let meeting = try Self.meeting()
        #expect(meeting.agenda.map(\.finding) == Self.numbers)
        #expect(meeting.seats == [Self.seat(.inspection, Self.wang)])
        #expect(meeting.isOpen && meeting.version == 1)
        #expect(try Self.refusal(.open(Self.opening(place: " "))) == .noPlace)
        #expect(try Self.refusal(.open(Self.opening(seats: [Self.seat(.discipline, Self.clerk)]))) == .seatNotOfParty)
        #expect(try Self.refusal(.open(Self.opening(seats: [Self.seat(.inspection, Self.li)]))) == .seatNotOfParty)
        let both = [Self.seat(.inspection, Self.wang), Self.seat(.discipline, Self.wang)]
        #expect(try Self.refusal(.open(Self.opening(seats: both))) == .seatTwoParties)
        let unknown = [Meeting.Seat(party: PartyCode("none"), reviewer: Self.li.id, name: "李四")]
        #expect(try Self.refusal(.open(Self.opening(seats: unknown))) == .seatUnknownParty)
    }

    @Test("hears only findings in review, each once, and none that another open meeting hears")
    func agenda() throws {
        let two = FindingNumber(2)
        let closed = Self.context([two: MeetingContext.Finding(stage: .closed)])
        #expect(try Self.refusal(.open(Self.opening()), in: nil, closed) == .agendaNotInReview)
        let elsewhere = Self.context([two: MeetingContext.Finding(stage: .review, elsewhere: 7)])
        #expect(try Self.refusal(.open(Self.opening()), in: nil, elsewhere) == .agendaElsewhere)
        #expect(try Self.refusal(.open(Self.opening(agenda: [two, two]))) == .agendaAlready)
        let meeting = try Self.meeting()
        #expect(try Self.refusal(.add([two]), in: meeting) == .agendaAlready)
        #expect(try Self.refusal(.add([]), in: meeting) == .agendaNothing)
        #expect(try Self.refusal(.drop([FindingNumber(6)]), in: meeting) == .agendaMissing)
        let heard = Self.context([two: MeetingContext.Finding(stage: .review, isHeard: true)])
        #expect(try Self.refusal(.drop([two]), in: meeting, heard) == .agendaHeard)
        let decided = Self.context([two: MeetingContext.Finding(stage: .closed, isHeard: true)])
        #expect(try Self.refusal(.drop([two]), in: meeting, decided) == .agendaDecided, "it can be set aside no more")
        #expect(try Self.refusal(.order([two]), in: meeting) == .agendaOrder)
        let changed = try Self.meeting(
            .add([FindingNumber(5)]), .drop([two]), .order([5, 4, 3, 1].map { FindingNumber($0) }))
        #expect(changed.agenda.map(\.finding.value) == [5, 4, 3, 1])
    }

    @Test("seats change hands, and are emptied")
    func seats() throws {
        let meeting = try Self.meeting(.seat(Self.seat(.discipline, Self.li)))
        #expect(meeting.seats.count == 2)
        #expect(try Self.refusal(.seat(Self.seat(.discipline, Self.li)), in: meeting) == .seatSame)
        #expect(try Self.refusal(.seat(Self.seat(.discipline, Self.wang)), in: meeting) == .seatTwoParties)
        #expect(try Self.refusal(.unseat(.organisation), in: meeting) == .seatEmpty)
        let events = try Self.meeting(.unseat(.inspection)).decide(
            .seat(Self.seat(.discipline, Self.wang)), by: Self.chair, in: Self.context())
        #expect(events == [.seated(Self.seat(.discipline, Self.wang))])
        let changed = try meeting.decide(.unseat(.discipline), by: Self.chair, in: Self.context())
        #expect(changed == [.unseated(.discipline, was: "李四")])
    }

    @Test("walks on from where the chair went: skipped ones last, set-aside ones not at all, decided ones never")
    func walk() throws {
        var decided: Set<FindingNumber> = []
        func current(_ meeting: Meeting) -> Int? { meeting.current { decided.contains($0) }?.value }
        #expect(try current(Self.meeting()) == 1)
        #expect(try current(Self.meeting(.skip(FindingNumber(1)))) == 2)
        #expect(try current(Self.meeting(.move(to: FindingNumber(3)))) == 3)
        let meeting = try Self.meeting(.skip(FindingNumber(1)), .rehear(FindingNumber(2), reason: "补材料"))
        #expect(current(meeting) == 3)
        decided = [FindingNumber(3)]
        #expect(current(meeting) == 4)
        decided.insert(FindingNumber(4))
        #expect(current(meeting) == 1)
        decided.insert(FindingNumber(1))
        #expect(current(meeting) == nil)
        #expect(meeting.item(FindingNumber(2))?.mark == .rehear(reason: "补材料"))
        let back = try Self.meeting(.rehear(FindingNumber(2), reason: nil), .move(to: FindingNumber(2)))
        #expect(back.item(FindingNumber(2))?.mark == .due)
        #expect(current(back) == 2)
    }

    @Test("what was decided is neither skipped nor set aside")
    func decided() throws {
        let meeting = try Self.meeting()
        let context = Self.context([FindingNumber(1): MeetingContext.Finding(stage: .closed)])
        #expect(try Self.refusal(.skip(FindingNumber(1)), in: meeting, context) == .agendaDecided)
        #expect(try Self.refusal(.rehear(FindingNumber(1), reason: nil), in: meeting, context) == .agendaDecided)
    }

    @Test("an adjourned meeting refuses everything")
    func adjourned() throws {
        let meeting = try Self.meeting(.note(nil, text: "通过"), .adjourn)
        #expect(!meeting.isOpen && meeting.notes.map(\.text) == ["通过"])
        let commands: [MeetingCommand] = [
            .seat(Self.seat(.discipline, Self.li)), .unseat(.inspection), .add([FindingNumber(5)]),
            .drop([FindingNumber(1)]), .order(Self.numbers.reversed()), .note(nil, text: "x"), .skip(FindingNumber(1)),
            .rehear(FindingNumber(1), reason: nil), .move(to: FindingNumber(2)), .adjourn,
        ]
        for command in commands { #expect(try Self.refusal(command, in: meeting) == .adjourned) }
        #expect(try Self.refusal(.open(Self.opening()), in: try Self.meeting()) == .opened)
        #expect(try Self.refusal(.note(nil, text: " "), in: try Self.meeting()) == .textMissing)
    }

    @Test("only the office and reviewers lead a meeting")
    func roles() throws {
        let meeting = try Self.meeting()
        #expect(throws: MeetingRefusal(.role, ["roles": "office,reviewer", "person": "张会计"])) {
            try meeting.decide(.adjourn, by: Actor(Self.clerk), in: Self.context())
        }
        var retired = Self.li
        retired.isRetired = true
        #expect(throws: MeetingRefusal(.retired, ["person": "李四"])) {
            try meeting.decide(.adjourn, by: Actor(retired), in: Self.context())
        }
    }

    @Test("the pace leaves breaks out, and tells how long the rest will take")
    func pace() {
        let start = Moment(seconds: 0)
        #expect(Pace(opened: start, decided: [], left: 3).secondsLeft == nil)
        // Two findings of two minutes each, an hour at table, one of five minutes.
        let moments = [120, 240, 240 + 3600, 240 + 3600 + 300].map { Moment(seconds: $0) }
        let pace = Pace(opened: start, decided: moments, left: 10)
        #expect(pace.secondsEach == (120 + 120 + 300) / 3)
        #expect(pace.secondsLeft == 1800)
    }
}
