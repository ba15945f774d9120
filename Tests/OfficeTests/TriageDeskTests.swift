import Foundation
import Ledger
import Office
import Rectification
import Requests
import Similarity
import Testing

@Suite("Triage at the desk")
struct TriageDeskTests {
    private static let texts = [
        "误工补助发放随意，多数无考勤", "误工补助无出勤记录，由一人代签", "公务接待无公函，仅附菜单", "公务接待超标准，先吃后补", "节日里把误工补助当福利发",
        "群众说水塔漏水",
    ]

    static func members(_ rows: [SuggestionRow]) -> [[Int]] { rows.map { $0.members.map(\.value) } }

    private func desk() throws -> Desk {
        let desk = try Desk()
        let lines = Self.texts.enumerated().map {
            "\($0 + 1),第\($0 + 1)村,\($1.replacing("，", with: "、")),村级治理,2026-12-31"
        }
        let file = try desk.write("台账.csv", (["序号,责任单位,反馈问题,问题类别,整改时限"] + lines).joined(separator: "\n"))
        #expect(try desk.import(file).filed == 6)
        return desk
    }

    @Test("suggestions come from the ledger; what stands in a group already is left out")
    func suggestions() throws {
        let desk = try desk()
        let groups = try desk.ledger.suggestions(FindingFilter())
        #expect(Self.members(groups) == [[1, 2, 5], [3, 4]])
        #expect(groups[0].words.contains { $0.contains("误工") } && groups[0].field == "村级治理")
        for number in [3, 4] {
            try desk.do(.group, number, ["group": ["公务接待"]])
        }
        #expect(try Self.members(desk.ledger.suggestions(FindingFilter())) == [[1, 2, 5]])
    }

    @Test("accepting a suggestion groups all its members at once, once, and moves no stage")
    func accept() throws {
        let desk = try desk()
        let suggestion = try #require(try desk.ledger.suggestions(FindingFilter()).first)
        let operation: OperationID = desk.ledger.surroundings.make()
        let options = WriteOptions(operation: operation)
        let performed = try desk.ledger.accept(
            suggestion: suggestion.id, titled: "误工补助不规范", FindingFilter(), as: nil, options)
        #expect(performed.count == 4, "the issue and three members")
        let sheet = try #require(performed.issue)
        #expect(sheet.row.members == 3 && sheet.row.units == 3 && sheet.issue.words == suggestion.words)
        #expect(sheet.issue.field == "村级治理" && sheet.issue.scope == .field && sheet.issue.state == .open)
        for number in suggestion.members {
            let finding = try desk.ledger.read { try $0.finding(number) }
            #expect(finding.group?.title == "误工补助不规范" && finding.stage.code == .assigned)
        }
        let again = try desk.ledger.accept(
            suggestion: suggestion.id, titled: "误工补助不规范", FindingFilter(), as: nil, options)
        #expect(again.isReplayed && again.position == performed.position && again.issue == sheet)
        #expect(try desk.isSound())
    }

    @Test("a suggestion that is none is refused with 66, and nothing is written")
    func missing() throws {
        let desk = try desk()
        let before = try desk.ledger.head()
        let id = "0000000000000000"
        let accepted = complaint { _ = try desk.ledger.accept(suggestion: id, FindingFilter(), as: nil) }
        let dismissed = complaint { _ = try desk.ledger.dismiss(suggestion: id, FindingFilter(), as: nil) }
        let restored = complaint { _ = try desk.ledger.restore(suggestion: id, as: nil) }
        #expect(accepted?.exit == 66 && accepted?.rule == "suggestion.missing" && dismissed == accepted)
        #expect(restored?.exit == 66 && restored?.rule == "suggestion.notDismissed")
        #expect(try desk.ledger.head() == before)
    }

    @Test("a dismissed suggestion stays away, also a little grown, until it is restored")
    func dismiss() throws {
        let desk = try desk()
        let first = try #require(try desk.ledger.suggestions(FindingFilter()).first)
        _ = try desk.ledger.dismiss(suggestion: first.id, FindingFilter(), as: nil)
        #expect(try Self.members(desk.ledger.suggestions(FindingFilter())) == [[3, 4]])
        let file = try desk.write("新.csv", "序号,责任单位,反馈问题,问题类别,整改时限\n9,第九村,误工补助无考勤依据,村级治理,2026-12-31")
        try desk.import(file)
        #expect(try Self.members(desk.ledger.suggestions(FindingFilter())) == [[3, 4]], "one new of four")
        _ = try desk.ledger.restore(suggestion: first.id, as: nil)
        #expect(try Self.members(desk.ledger.suggestions(FindingFilter())) == [[1, 2, 5, 7], [3, 4]])
        #expect(try desk.isSound())
    }

    @Test("neighbours come through the ledger's own search words, never the finding itself")
    func neighbours() throws {
        let desk = try desk()
        let found = try desk.ledger.neighbours(of: FindingNumber(1), limit: 5)
        #expect(Set(found.map(\.row.number.value)) == [2, 5])
        #expect(found.allSatisfy { $0.words.contains { $0.contains("误工补助") } && $0.likeness > 0.1 })
        #expect(try desk.ledger.neighbours(of: FindingNumber(6), limit: 5).isEmpty)
    }
}
