import Rectification
import Testing

@Suite("Common issues")
struct TriageTests {
    typealias World = TriageWorld

    static func numbers(_ values: Int...) -> [FindingNumber] { values.map { FindingNumber($0) } }

    static func world() throws -> World {
        var world = World()
        try world.form(numbers(1, 2, 3))
        try world.form(numbers(4, 5), title: "公务接待")
        return world
    }

    @Test("is formed of findings that belong to no other, under a title that no other bears")
    func forms() throws {
        let world = try Self.world()
        let issue = world.issues[0]
        #expect(issue.state == .open && issue.members == Set(Self.numbers(1, 2, 3)) && issue.version == 1)
        #expect(world.refusal { w throws(TriageRefusal) in try w.form(Self.numbers(6), title: " ") } == .issueNoTitle)
        #expect(
            world.refusal { w throws(TriageRefusal) in try w.form(Self.numbers(6), title: "新", field: " ") }
                == .issueNoField)
        #expect(world.refusal { w throws(TriageRefusal) in try w.form(Self.numbers(6)) } == .issueTitleTaken)
        #expect(world.refusal { w throws(TriageRefusal) in try w.form([], title: "新") } == .issueNoMembers)
        #expect(
            world.refusal { w throws(TriageRefusal) in try w.form(Self.numbers(99), title: "新") } == .issueNoFinding)
        #expect(
            world.refusal { w throws(TriageRefusal) in try w.form(Self.numbers(6, 6), title: "新") } == .issueAlready)
        #expect(
            world.refusal { w throws(TriageRefusal) in try w.form(Self.numbers(1, 6), title: "新") } == .issueElsewhere)
        let context = world.context(nil)
        #expect(throws: TriageRefusal(.issueNotFormed)) {
            try CommonIssue.decide(.retitle("新"), by: Actor(World.triage), in: context)
        }
        let formation = Formation(number: 9, title: "新", field: "财", scope: .single, members: [])
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(1, .form(formation)) } == .issueFormed)
    }

    @Test("is retitled, scoped, grows and shrinks; what would change nothing is refused")
    func changes() throws {
        var world = try Self.world()
        try world.ask(1, .retitle("误工补助代签"), title: "误工补助代签")
        #expect(world.issues[0].title == "误工补助代签")
        #expect(
            world.refusal { w throws(TriageRefusal) in try w.ask(1, .retitle("误工补助代签")) } == .issueTitleSame)
        #expect(
            world.refusal { w throws(TriageRefusal) in try w.ask(1, .retitle("公务接待"), title: "公务接待") }
                == .issueTitleTaken)
        try world.ask(1, .scope(.whole, field: nil))
        #expect(world.issues[0].scope == .whole && world.issues[0].field == "村级财务")
        #expect(
            world.refusal { w throws(TriageRefusal) in try w.ask(1, .scope(.whole, field: " ")) } == .issueScopeSame)
        try world.ask(1, .add(Self.numbers(6)), naming: Self.numbers(6))
        #expect(
            world.refusal { w throws(TriageRefusal) in try w.ask(1, .add(Self.numbers(6)), naming: Self.numbers(6)) }
                == .issueAlready)
        #expect(
            world.refusal { w throws(TriageRefusal) in try w.ask(1, .add(Self.numbers(4)), naming: Self.numbers(4)) }
                == .issueElsewhere)
        try world.ask(1, .drop(Self.numbers(1, 6)))
        #expect(world.issues[0].members == Set(Self.numbers(2, 3)))
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(1, .drop(Self.numbers(1))) } == .issueNotMember)
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(1, .drop(Self.numbers(2, 2))) } == .issueNotMember)
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(1, .drop([])) } == .issueNoMembers)
        try world.ask(1, .drop(Self.numbers(2, 3)))
        #expect(world.issues[0].state == .dissolved, "without members and letters it is nothing any more")
        #expect(
            world.refusal { w throws(TriageRefusal) in try w.ask(1, .scope(.single, field: nil)) } == .issueDissolved)
    }

    @Test("takes another one in, and lets a part go")
    func mergesAndSplits() throws {
        var world = try Self.world()
        #expect(
            world.refusal { w throws(TriageRefusal) in try w.ask(1, .merge(into: w.issues[0].reference)) }
                == .issueMergeSelf)
        #expect(
            world.refusal { w throws(TriageRefusal) in
                try w.ask(1, .absorb(w.issues[1].reference, Self.numbers(4, 5)), naming: Self.numbers(4, 5))
            } == .issueElsewhere, "while the other still holds them")
        try world.merge(2, into: 1)
        #expect(world.issues[0].members == Set(Self.numbers(1, 2, 3, 4, 5)) && world.issues[1].state == .merged)
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(2, .retitle("新")) } == .issueMerged)
        let other = IssueReference(id: World.id(102), number: 3, title: "公务接待")
        #expect(
            world.refusal { w throws(TriageRefusal) in try w.ask(1, .split(other, Self.numbers(1, 2, 3, 4, 5))) }
                == .issueSplitAll)
        try world.ask(1, .split(other, Self.numbers(4, 5)))
        try world.form(Self.numbers(4, 5), title: "公务接待", splitFrom: world.issues[0].reference)
        #expect(world.issues[0].members == Set(Self.numbers(1, 2, 3)))
        #expect(world.issues[2].members == Set(Self.numbers(4, 5)) && world.issues[2].splitFrom?.number == 1)
    }

    @Test("holds decisions of meetings that were held")
    func decisions() throws {
        var world = try Self.world()
        let decision = Decision(body: .secretaryMeeting, on: World.today, text: "专项整治")
        try world.ask(1, .record(decision))
        #expect(world.issues[0].decisions == [decision])
        let tomorrow = Decision(body: .leadingGroup, on: World.today.adding(days: 1), text: "专项整治")
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(1, .record(tomorrow)) } == .decisionFuture)
        let empty = Decision(body: .leadingGroup, on: World.today, text: " ")
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(1, .record(empty)) } == .textMissing)
    }

    @Test("every step is taken back by whoever did it, the newest first, until it was never formed")
    func undoes() throws {
        var world = try Self.world()
        try world.ask(1, .retitle("代签"), title: "代签")
        try world.ask(1, .add(Self.numbers(6)), naming: Self.numbers(6))
        world.person = World.other
        #expect(world.refusal { w throws(TriageRefusal) in try w.undo(1) } == .undoOther)
        world.person = World.triage
        try world.undo(1)
        #expect(world.issues[0].members == Set(Self.numbers(1, 2, 3)) && world.issues[0].title == "代签")
        try world.undo(1)
        #expect(world.issues[0].title == "误工补助" && world.issues[0].version == 5)
        try world.undo(1)
        #expect(world.issues[0].state == .dissolved && world.issues[0].members.isEmpty)
        #expect(world.refusal { w throws(TriageRefusal) in try w.undo(1) } == .undoNothing)
    }

    @Test("what was taken away meanwhile does not come back: a title, a finding")
    func undoNeedsRoom() throws {
        var world = try Self.world()
        try world.ask(1, .retitle("代签"), title: "代签")
        try world.form(Self.numbers(6), title: "误工补助")
        #expect(world.refusal { w throws(TriageRefusal) in try w.undo(1) } == .issueTitleTaken)
        try world.ask(2, .drop(Self.numbers(4)))
        try world.ask(1, .add(Self.numbers(4)), naming: Self.numbers(4))
        #expect(world.refusal { w throws(TriageRefusal) in try w.undo(2) } == .issueElsewhere)
    }

    @Test("triage is done by the office and by triage staff, and by nobody who left")
    func roles() throws {
        var world = try Self.world()
        world.person = World.clerk
        #expect(world.refusal { w throws(TriageRefusal) in try w.form(Self.numbers(6), title: "新") } == .role)
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(1, .drop(Self.numbers(1))) } == .role)
        #expect(world.refusal { w throws(TriageRefusal) in try w.draft(about: 1) } == .role)
        let dismissal = Dismissal(suggestion: "a", members: Self.numbers(1, 2), words: [])
        #expect(throws: TriageRefusal.self) { try Dismissal.decide(dismissal, isLive: false, by: Actor(World.clerk)) }
        world.person = World.triage
        world.person.isRetired = true
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(1, .drop(Self.numbers(1))) } == .retired)
    }

    @Test("a dismissed suggestion comes back when more than a third of it is new")
    func dismissals() throws {
        let actor = Actor(World.triage)
        let dismissal = Dismissal(suggestion: "a", members: (1...10).map { FindingNumber($0) }, words: ["误工"])
        #expect(try Dismissal.decide(dismissal, isLive: false, by: actor) == [.dismissed(dismissal)])
        #expect(throws: TriageRefusal(.suggestionDismissed, ["id": "a"])) {
            try Dismissal.decide(dismissal, isLive: true, by: actor)
        }
        let single = Dismissal(suggestion: "b", members: Self.numbers(1), words: [])
        #expect(throws: TriageRefusal(.suggestionNoMembers)) {
            try Dismissal.decide(single, isLive: false, by: actor)
        }
        #expect(throws: TriageRefusal(.suggestionRestored, ["id": "a"])) {
            try dismissal.decideRestoring(isLive: false, by: actor)
        }
        #expect(dismissal.covers((1...10).map { FindingNumber($0) }))
        #expect(dismissal.covers((1...15).map { FindingNumber($0) }), "five of fifteen are new: a third")
        #expect(!dismissal.covers((1...16).map { FindingNumber($0) }), "six of sixteen")
        #expect(dismissal.covers((1...4).map { FindingNumber($0) }), "a part of it is nothing new")
        #expect(!dismissal.covers(Self.numbers(1, 11)))
    }
}
