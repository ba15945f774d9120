import Exchange
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Testing
import Wording

extension Desk {
    /// Findings 1…n in villages of their own, a department, and a member of triage staff.
    func readyForTriage(_ count: Int = 6) throws {
        _ = try ledger.addOrganisation("区农业农村局", kind: .bureau, parent: nil, head: nil, as: nil, WriteOptions())
        _ = try ledger.addPerson(PersonDraft(name: "研判员", roles: [.triage]), as: nil, WriteOptions())
        _ = try ledger.addPerson(PersonDraft(name: "看客", roles: [.viewer]), as: nil, WriteOptions())
        let lines = (1...count).map { "\($0),第\($0)村,误工补助第\($0)号问题,村级治理,2026-12-31" }
        try self.import(
            try write("台账.csv", (["序号,责任单位,反馈问题,问题类别,整改时限"] + lines).joined(separator: "\n")))
    }

    @discardableResult
    func form(_ numbers: [Int], _ title: String = "误工补助", as name: String? = nil) throws -> IssueSheet {
        let draft = IssueDraft(title: title, members: numbers.map { FindingNumber($0) })
        return try #require(try ledger.form(draft, as: name).issue)
    }

    @discardableResult
    func ask(_ number: Int, _ request: IssueRequest, as name: String? = nil) throws -> IssueSheet {
        try #require(try ledger.perform(request, onIssue: number, as: name).issue)
    }

    @discardableResult
    func draft(about issue: Int, due: String? = nil) throws -> Letter {
        try #require(
            try ledger.draftLetter(
                LetterForm(to: "区农业农村局", due: due), about: issue, Catalogue.bundled(.simplified), as: nil
            ).letter)
    }

    @discardableResult
    func ask(letter number: Int, _ request: LetterRequest, as name: String? = nil) throws -> Letter {
        try #require(try ledger.perform(request, onLetter: number, as: name).letter)
    }

    /// The issue in which each finding stands, as the findings say it.
    func places() throws -> [Int] {
        try ledger.read { reader in
            var places: [Int] = []
            try reader.forEach(FindingFilter(), order: .number, today: ledger.today) { row in
                places.append(try reader.issueNumber(of: row.number) ?? 0)
                return true
            }
            return places
        }
    }

    /// Whole, replayable, and the same when it is made again from its events.
    func isSound() throws -> Bool {
        let problems = try ledger.check()
        let faults = try ledger.verify(VerifyRequest(), drivers: Self.drivers).faults
        _ = try ledger.store.rebuild()
        let after = try ledger.check()
        if problems + after != [] || faults != [] { print(problems, faults, after) }
        return problems.isEmpty && faults.isEmpty && after.isEmpty
    }
}

@Suite("Common issues at the office")
struct IssueDeskTests {
    @Test("a member's own timeline says that it went in and out, and its stage never moves")
    func timeline() throws {
        let desk = try Desk()
        try desk.readyForTriage()
        try desk.form([1, 2], as: "研判员")
        try desk.ask(1, .add([FindingNumber(3)]))
        try desk.ask(1, .drop([FindingNumber(1)]))
        #expect(try desk.places() == [0, 1, 1, 0, 0, 0])
        let history = try desk.ledger.read { try $0.dossier(FindingNumber(1)).history }
        #expect(history.map(\.event.code) == ["filed", "grouped", "ungrouped"])
        #expect(history[1].name == "研判员" && history.allSatisfy { $0.name != "" })
        #expect(try desk.finding(1).stage.code == .assigned)
        #expect(try desk.isSound())
    }

    @Test("members move from other issues in one step, which is taken back as one")
    func moving() throws {
        let desk = try Desk()
        try desk.readyForTriage()
        try desk.form([1, 2])
        try desk.form([3], "代签")
        try desk.form([4], "会计")
        #expect(complaint { try desk.ask(1, .add([FindingNumber(3)])) }?.rule == "issue.elsewhere")
        #expect(complaint { try desk.ask(1, .move([FindingNumber(2)])) }?.rule == "issue.already")
        #expect(complaint { try desk.ask(1, .move([FindingNumber(3)]), as: "看客") }?.exit == 77)
        #expect(try desk.places() == [1, 1, 2, 3, 0, 0])
        // From an issue, from another and from none.
        try desk.ask(1, .move([FindingNumber(3), FindingNumber(4), FindingNumber(5)]), as: "研判员")
        #expect(try desk.places() == [1, 1, 1, 1, 1, 0])
        #expect(try desk.ledger.issueSheet(2).issue.state == .dissolved, "left without members")
        let history = try desk.ledger.read { try $0.dossier(FindingNumber(3)).history }
        #expect(history.map(\.event.code) == ["filed", "grouped", "grouped"])
        try desk.ask(1, .undo, as: "研判员")
        #expect(try desk.places() == [1, 1, 2, 3, 0, 0])
        #expect(try desk.ledger.issueSheet(2).issue.state == .open)
        #expect(try desk.isSound())
    }

    @Test("a finding that is grouped by itself forms an issue, joins one, or changes from one to another")
    func findingFirst() throws {
        let desk = try Desk()
        try desk.readyForTriage()
        try desk.do(.group, 1, ["group": ["误工补助"]])
        try desk.do(.group, 2, as: "研判员", ["group": ["误工补助"]])
        #expect(try desk.ledger.issueSheet(1).row.members == 2)
        try desk.do(.group, 2, ["group": ["另一类"]])
        #expect(try desk.places() == [1, 2, 0, 0, 0, 0])
        try desk.do(.undo, 2)
        #expect(try desk.places() == [1, 1, 0, 0, 0, 0])
        #expect(try desk.ledger.issueSheet(2).issue.state == .dissolved, "left without members")
        try desk.do(.ungroup, 1)
        #expect(try desk.places() == [0, 1, 0, 0, 0, 0])
        #expect(complaint { try desk.do(.group, 3, as: "看客", ["group": ["误工补助"]]) }?.exit == 77)
        #expect(try desk.isSound())
    }

    @Test("a filter takes an issue by title or by number; a title that is a number wins")
    func filter() throws {
        let desk = try Desk()
        try desk.readyForTriage()
        try desk.form([1, 2])
        try desk.form([3], "1")
        func numbers(_ written: String) throws -> [Int] {
            try desk.ledger.read { reader in
                var numbers: [Int] = []
                let filter = try reader.filter(["group": [written]])
                try reader.forEach(filter, order: .number, today: desk.ledger.today) { row in
                    numbers.append(row.number.value)
                    return true
                }
                return numbers
            }
        }
        #expect(try numbers("误工补助") == [1, 2] && numbers("1") == [3] && numbers("2") == [3])
        #expect(complaint { _ = try numbers("9") }?.rule == "field.nothingSuch")
    }

    @Test("a finding knows its issue by the title that it has now")
    func titles() throws {
        let desk = try Desk()
        try desk.readyForTriage()
        try desk.form([1, 2])
        try desk.ask(1, .retitle("代签"))
        #expect(try desk.finding(1).group?.title == "代签" && desk.finding(2).group?.title == "代签")
        #expect(complaint { try desk.do(.group, 1, ["group": ["代签"]]) }?.rule == "group.same")
        try desk.ask(1, .undo)
        #expect(try desk.finding(1).group?.title == "误工补助")
        #expect(try desk.places() == [1, 1, 0, 0, 0, 0] && desk.isSound())
    }

    @Test("one goes into another, and a part goes out again; each is one step to take back")
    func mergeAndSplit() throws {
        let desk = try Desk()
        try desk.readyForTriage()
        try desk.form([1, 2], "甲")
        try desk.form([3], "乙")
        try desk.form([4], "丙")
        try desk.ask(1, .merge([2, 3]))
        #expect(try desk.places() == [1, 1, 1, 1, 0, 0])
        let merged = try desk.ledger.issueSheet(2).issue
        #expect(merged.state == .merged)
        try desk.ask(1, .undo)
        #expect(try desk.places() == [1, 1, 2, 3, 0, 0])
        #expect(try desk.ledger.issueSheet(2).issue.state == .open)
        try desk.ask(1, .merge([2]))
        let split = try desk.ask(1, .split([FindingNumber(2), FindingNumber(3)], title: "丁"))
        #expect(split.issue.number == 4 && split.issue.splitFrom?.number == 1)
        #expect(try desk.places() == [1, 4, 4, 3, 0, 0])
        try desk.ask(1, .undo)
        #expect(try desk.places() == [1, 1, 1, 3, 0, 0])
        #expect(try desk.ledger.issueSheet(4).issue.state == .dissolved)
        #expect(try desk.isSound())
    }

    @Test("what an accepted group did is one step to take back, though its findings moved on meanwhile")
    func undo() throws {
        let desk = try Desk()
        try desk.readyForTriage()
        try desk.form([1, 2])
        try desk.do(.comment, 1, ["text": ["已电话核实"]])
        #expect(complaint { try desk.ask(1, .undo, as: "研判员") }?.rule == "undo.otherPerson")
        try desk.ask(1, .undo)
        #expect(try desk.places() == [0, 0, 0, 0, 0, 0])
        #expect(try desk.ledger.read { try $0.issues() }.isEmpty)
        try desk.form([1, 2])
        #expect(try desk.ledger.read { try $0.issues() }.map(\.number) == [2], "the title is free again")
        // The board's undo of a bulk step comes to the same.
        let step = try #require(try desk.ledger.lastStep(of: FindingNumber(1)))
        _ = try desk.ledger.undo(step.operation, as: nil)
        #expect(try desk.places() == [0, 0, 0, 0, 0, 0])
        #expect(try desk.isSound())
    }

    @Test("a step under a later one is not taken back alone")
    func undoInOrder() throws {
        let desk = try Desk()
        try desk.readyForTriage()
        try desk.form([1, 2])
        let step = try #require(try desk.ledger.lastStep(of: FindingNumber(1)))
        try desk.ask(1, .retitle("代签"))
        #expect(complaint { _ = try desk.ledger.undo(step.operation, as: nil) }?.rule == "undo.issue")
        try desk.ask(1, .undo)
        #expect(try desk.ledger.issueSheet(1).issue.title == "误工补助")
        _ = try desk.ledger.undo(step.operation, as: nil)
        #expect(try desk.ledger.issueSheet(1).issue.state == .dissolved)
    }

    @Test("a command is dry, versioned and replayed like any other")
    func options() throws {
        let desk = try Desk()
        try desk.readyForTriage()
        try desk.form([1, 2])
        let request = IssueRequest.retitle("代签")
        _ = try desk.ledger.perform(request, onIssue: 1, as: nil, WriteOptions(isDryRun: true))
        #expect(try desk.ledger.issueSheet(1).issue.title == "误工补助")
        let moved = complaint { _ = try desk.ledger.perform(request, onIssue: 1, as: nil, WriteOptions(ifVersion: 9)) }
        #expect(moved?.exit == 75 && moved?.current == 1)
        let options = WriteOptions(operation: desk.ledger.surroundings.make(), ifVersion: 1)
        let first = try desk.ledger.perform(request, onIssue: 1, as: nil, options)
        let second = try desk.ledger.perform(request, onIssue: 1, as: nil, options)
        #expect(!first.isReplayed && second.isReplayed && second.issue == first.issue)
        let missing = complaint { try desk.ask(9, .undo) }
        #expect(missing?.exit == 66 && missing?.rule == "issue.missing")
        #expect(complaint { try desk.ask(1, .add([FindingNumber(99)])) }?.rule == "finding.missing")
    }

    @Test("random commands keep findings, issues and counters in step, and stages where they were")
    func random() throws {
        let desk = try Desk()
        try desk.readyForTriage(8)
        var random = Sequence(state: 7)
        var done = 0
        for step in 0..<120 {
            let issues = try desk.ledger.read { try $0.nextIssueNumber() } - 1
            let numbers = Array(Set((0..<2).map { _ in FindingNumber(random.below(8) + 1) })).sorted()
            let issue = random.below(max(1, issues)) + 1
            let refused = complaint {
                switch random.below(10) {
                case 0, 1: try desk.form(numbers.map(\.value), "类\(step % 5)")
                case 2: try desk.ask(issue, .add(numbers))
                case 3: try desk.ask(issue, .drop(numbers))
                case 4: try desk.ask(issue, .merge([random.below(max(1, issues)) + 1]))
                case 5: try desk.ask(issue, .split(numbers, title: "分\(step)"))
                case 6: try desk.do(.group, numbers[0].value, ["group": ["类\(step % 5)"]])
                case 7: try desk.do(.ungroup, numbers[0].value)
                case 8: try desk.do(.undo, numbers[0].value)
                case _: try desk.ask(issue, .undo)
                }
            }
            #expect(
                refused == nil || refused?.exit == 1 || refused?.rule == "issue.missing",
                "\(String(describing: refused))")
            done += refused == nil ? 1 : 0
            #expect(try desk.ledger.check() == [], "after step \(step)")
        }
        #expect(done > 30, "only \(done) were admitted")
        for number in 1...8 { #expect(try desk.finding(number).stage.code == .assigned) }
        #expect(try desk.isSound())
    }

    /// Numbers that are the same at every run.
    struct Sequence {
        var state: UInt64

        mutating func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
    }
}
