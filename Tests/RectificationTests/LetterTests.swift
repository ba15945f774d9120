import Rectification
import Testing

@Suite("A letter to a department")
struct LetterTests {
    typealias World = TriageWorld

    static func world() throws -> World {
        var world = World()
        try world.form(World.numbers(1, 2, 3))
        try world.draft(about: 1)
        return world
    }

    static func answer(_ text: String = "已修订", on day: Day = World.today) -> LetterCommand {
        .answer(Letter.Answer(text: text, on: day, evidence: nil))
    }

    @Test("goes from a draft to the reply, and is closed when the field is rectified")
    func life() throws {
        var world = try Self.world()
        var words = world.letters[0].words
        words.suggestions = "一是排查"
        try world.ask(letter: 1, .edit(words))
        try world.ask(letter: 1, .issue(world.basis(1)))
        #expect(world.letters[0].code?.description == "巡建〔2024〕1号" && world.issues[0].state == .letterIssued)
        world.today = world.today.adding(days: 61)
        #expect(world.letters[0].overdueDays(on: world.today) == 1)
        #expect(world.refusal { w throws(TriageRefusal) in try w.rectify(1) } == .issueUnanswered)
        try world.ask(letter: 1, Self.answer(on: world.today))
        #expect(world.issues[0].state == .answered && world.letters[0].overdueDays(on: world.today) == 0)
        try world.ask(letter: 1, .followUp(text: "抽查"))
        try world.rectify(1)
        #expect(world.letters[0].state == .closed && world.issues[0].state == .rectified)
        #expect(
            world.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, .followUp(text: "再查")) } == .letterClosed)
        #expect(world.refusal { w throws(TriageRefusal) in try w.draft(about: 1) } == .issueRectified)
        try world.undo(1)
        try world.ask(letter: 1, .reopen)
        #expect(world.letters[0].state == .answered && world.issues[0].state == .answered)
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, .reopen) } == .letterNotIssued)
    }

    @Test("goes out whole: what was found, what is suggested, until when, and counted as the issue stands")
    func needs() throws {
        var world = try Self.world()
        let words = world.letters[0].words
        func without(_ change: (inout Letter.Words) -> Void) throws -> TriageRule? {
            var copy = world
            var changed = words
            change(&changed)
            try copy.ask(letter: 1, .edit(changed))
            let basis = copy.basis(1)
            return copy.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, .issue(basis)) }
        }
        #expect(try without { $0.basis = " " } == .letterNoBasis)
        #expect(try without { $0.suggestions = "" } == .letterNoSuggestions)
        #expect(try without { $0.due = nil } == .letterNoDue)
        #expect(try without { $0.due = World.today } == .letterDueEarly)
        let old = world.basis(1)
        try world.ask(1, .drop(World.numbers(1)))
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, .issue(old)) } == .letterBasisOther)
        let foreign = Letter.Basis(
            units: [Letter.Basis.Unit(name: "村", findings: 2)],
            examples: [Letter.Basis.Example(finding: FindingNumber(9), unit: "村", text: "文")])
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, .issue(foreign)) } == .letterBasisOther)
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, .edit(words)) } == .letterUnchanged)
    }

    @Test("numbers run by year, from one and without holes")
    func numbers() throws {
        var world = try Self.world()
        try world.draft(about: 1)
        try world.draft(about: 1)
        try world.ask(letter: 2, .issue(world.basis(1)))
        try world.ask(letter: 1, .discard)
        try world.ask(letter: 3, .issue(world.basis(1)))
        #expect(world.letters.map { $0.code?.serial } == [nil, 1, 2])
        world.today = try #require(Day(iso: "2025-01-02"))
        try world.draft(about: 1, due: world.today.adding(days: 60))
        try world.ask(letter: 4, .issue(world.basis(1)))
        #expect(world.letters[3].code == LetterCode(year: 2025, serial: 1))
        #expect(LetterCode("巡建〔2025〕1号") == LetterCode(year: 2025, serial: 1))
        for wrong in ["巡建〔2025〕01号", "x", "巡建〔2025〕号", "巡建〔2025〕0号", "巡建〔2025〕1号2"] {
            #expect(LetterCode(wrong) == nil)
        }
    }

    @Test("an office writes numbers its own way; those given before stay as they are")
    func patterns() throws {
        var world = try Self.world()
        try world.draft(about: 1)
        try world.ask(letter: 1, .issue(world.basis(1)))
        world.pattern = try #require(LetterPattern("澜巡办建〔{year}〕第{serial}号"))
        try world.draft(about: 1)
        try world.ask(letter: 2, .issue(world.basis(1)))
        #expect(world.letters[0].code?.description == "巡建〔\(world.today.year)〕1号")
        #expect(world.letters[1].code?.description == "澜巡办建〔\(world.today.year)〕第2号")
        #expect(LetterCode("澜巡办建〔\(world.today.year)〕第2号") == world.letters[1].code)
        for wrong in [
            "", "巡建", "{year}", "〔{year}〕号", "{serial}", "{serial}〔{year}〕", "{year}{serial}", "第3轮〔{year}〕{serial}号",
            "〔{year}〕{serial}号{serial}", "〔{year}〕{year}{serial}号", "〔{year}〕{x}{serial}号", "〔{year}〕\n{serial}",
            "〔{year}〕①{serial}",
        ] { #expect(LetterPattern(wrong) == nil, "\(wrong)") }
    }

    @Test("each state refuses what belongs to another")
    func states() throws {
        var world = try Self.world()
        let draft = LetterDraft(number: 9, issue: world.issues[0].reference, words: world.letters[0].words)
        #expect(throws: TriageRefusal(.letterNotDrafted)) {
            try Letter.decide(.discard, by: Actor(World.triage), in: world.letterContext(1))
        }
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, .draft(draft)) } == .letterDrafted)
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, Self.answer()) } == .letterNotIssued)
        #expect(
            world.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, .followUp(text: "查")) } == .letterNotIssued)
        var discarded = world
        try discarded.ask(letter: 1, .discard)
        let basis = world.basis(1)
        #expect(
            discarded.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, .issue(basis)) } == .letterDiscarded)
        #expect(
            discarded.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, Self.answer()) } == .letterDiscarded)
        try world.ask(letter: 1, .issue(basis))
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, .discard) } == .letterNotDraft)
        #expect(
            world.refusal { w throws(TriageRefusal) in
                try w.ask(letter: 1, Self.answer(on: World.today.adding(days: -1)))
            } == .letterAnswerDay)
        #expect(
            world.refusal { w throws(TriageRefusal) in
                try w.ask(letter: 1, Self.answer(on: World.today.adding(days: 1)))
            } == .letterAnswerDay)
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, Self.answer(" ")) } == .textMissing)
        try world.ask(letter: 1, Self.answer())
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, Self.answer()) } == .letterAnswered)
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, .followUp(text: " ")) } == .textMissing)
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(1, .rectify(note: " ")) } == .noteMissing)
    }

    @Test("a draft's steps are taken back by whoever did them; what went out stays out")
    func undo() throws {
        var world = try Self.world()
        try world.ask(letter: 1, .discard)
        world.person = World.other
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, .undo) } == .undoOther)
        world.person = World.triage
        try world.ask(letter: 1, .undo)
        #expect(world.letters[0].state == .draft)
        try world.ask(letter: 1, .issue(world.basis(1)))
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, .undo) } == .undoNothing)
        #expect(world.refusal { w throws(TriageRefusal) in try w.undo(1) } == .undoNothing, "nor what it rests on")
    }

    @Test("an issue with a letter is neither merged nor dissolved, and keeps its last finding")
    func holds() throws {
        var world = try Self.world()
        try world.form(World.numbers(4), title: "公务接待")
        #expect(world.refusal { w throws(TriageRefusal) in try w.merge(1, into: 2) } == .issueHasLetters)
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(1, .dissolve(reason: nil)) } == .issueHasLetters)
        #expect(world.refusal { w throws(TriageRefusal) in try w.undo(1) } == .issueHasLetters)
        #expect(
            world.refusal { w throws(TriageRefusal) in try w.ask(1, .drop(World.numbers(1, 2, 3))) } == .issueLastMember
        )
        try world.merge(2, into: 1)
        #expect(world.issues[0].members.count == 4)
        try world.ask(letter: 1, .discard)
        try world.ask(1, .dissolve(reason: "并非同一问题"))
        #expect(world.refusal { w throws(TriageRefusal) in try w.ask(letter: 1, .undo) } == .issueDissolved)
    }

    @Test("random commands leave every finding in one issue at most")
    func sound() throws {
        for seed in 0..<30 {
            var dice = PropertyTests.Dice(state: UInt64(seed) &* 7919 &+ 13)
            var world = World()
            var done = 0
            for step in 0..<300 {
                let before = world
                do throws(TriageRefusal) {
                    try Self.random(&world, &dice, step)
                    done += 1
                } catch { world = before }
                let all = world.issues.flatMap(\.members)
                #expect(all.count == Set(all).count, "a finding is in two issues")
                for issue in world.issues {
                    #expect(issue.isLive || issue.members.isEmpty)
                    #expect(!issue.members.isEmpty || !issue.isLive)
                }
                let titles = world.issues.filter(\.isLive).map(\.title)
                #expect(titles.count == Set(titles).count)
                let serials = world.letters.compactMap { $0.code?.serial }
                #expect(serials.sorted() == Array(0..<serials.count).map { $0 + 1 })
            }
            #expect(done > 40, "only \(done) commands were admitted")
        }
    }

    private static func random(
        _ world: inout World, _ dice: inout PropertyTests.Dice, _ step: Int
    ) throws(TriageRefusal) {
        func number() -> FindingNumber { FindingNumber(Int.random(in: 1...12, using: &dice)) }
        guard let issue = world.issues.indices.randomElement(using: &dice).map({ $0 + 1 }) else {
            return try world.form([number()], title: "类\(step % 7)")
        }
        let numbers = Array(Set([number(), number()])).sorted()
        let letter = world.letters.indices.randomElement(using: &dice).map { $0 + 1 }
        switch Int.random(in: 0..<14, using: &dice) {
        case 0, 1: try world.form(numbers, title: "类\(step % 7)")
        case 2: try world.ask(issue, .retitle("类\(step % 9)"), title: "类\(step % 9)")
        case 3, 4: try world.ask(issue, .add(numbers), naming: numbers)
        case 5: try world.ask(issue, .drop(numbers))
        case 6: try world.merge(issue, into: Int.random(in: 1...world.issues.count, using: &dice))
        case 7:
            let title = "分\(step)"
            let other = IssueReference(id: World.id(UInt64(100 + world.issues.count)), number: 0, title: title)
            try world.ask(issue, .split(other, numbers))
            try world.form(
                numbers, title: title, free: Set(numbers), splitFrom: world.issues[issue - 1].reference)
        case 8, 9: try world.undo(issue)
        case 10: try world.draft(about: issue)
        case 11:
            if let letter { try world.ask(letter: letter, .issue(world.basis(world.letters[letter - 1].issue.number))) }
        case 12: if let letter { try world.ask(letter: letter, Self.answer()) }
        case _: if let letter { try world.ask(letter: letter, .discard) }
        }
    }
}
