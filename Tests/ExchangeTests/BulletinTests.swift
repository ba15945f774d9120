import Exchange
import Foundation
import Testing

/// Feedback bulletins in prose become proposed findings per unit; what is expected was written by hand beside each.
@Suite("Bulletins")
struct BulletinTests {
    static let names = [
        "01-chapters", "02-colons", "03-firstly", "04-levels", "05-circles", "06-examples", "07-responsible",
        "08-halfwidth", "09-quotes", "10-report", "11-heading-only", "12-numbered-chinese", "13-one-paragraph",
    ]

    private static func text(_ name: String) throws -> String {
        let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/Bulletins")
        return try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    @Test("a bulletin is split as a person would split it", arguments: names)
    func splits(name: String) throws {
        let found = BulletinReader().proposals(in: try Self.text(name + ".txt")).findings
        let expected = try Self.text(name + ".expected").split(separator: "\n").map(String.init)
        #expect(!expected.isEmpty)
        #expect(found.map { "\($0.unit) | \($0.text)" } == expected)
    }

    @Test("line ends of another system, blank lines and wide spaces change nothing", arguments: names)
    func whiteSpace(name: String) throws {
        let text = try Self.text(name + ".txt")
        let other = "\u{3000}" + text.replacingOccurrences(of: "\n", with: "\u{3000}\r\n\r\n\u{3000}\u{3000}")
        #expect(BulletinReader().proposals(in: other) == BulletinReader().proposals(in: text))
    }

    @Test("headings stand with what is under them, outermost first")
    func headings() throws {
        let found = BulletinReader().proposals(in: try Self.text("04-levels.txt")).findings
        #expect(found[0].headings == ["落实党的路线方针政策有差距"])
        #expect(found[2].headings == ["全面从严治党责任压得不实", "食堂采购未公开比价"])
    }

    @Test("a unit that no ending betrays is known from the organisation tree")
    func knownUnits() {
        let text = "江心屿\n村务公开不及时。"
        #expect(BulletinReader(units: ["江心屿"]).proposals(in: text).findings.map(\.unit) == ["江心屿"])
    }

    @Test("joining, splitting, dropping, assigning; what makes no sense is refused and changes nothing")
    func operations() {
        var proposals = Proposals([
            ProposedFinding(unit: "甲村", text: "公开不及时"), ProposedFinding(unit: "甲村", text: "白条入账"),
            ProposedFinding(unit: "乙村", text: "改厕未验收"),
        ])
        let before = proposals
        let refused = [
            proposals.join(at: 1), proposals.join(at: 2), proposals.join(at: -1), proposals.split(at: 0, before: 0),
            proposals.split(at: 0, before: 99), proposals.drop(at: 3), proposals.assign("丙村", at: 9),
        ]
        #expect(!refused.contains(true) && proposals == before)
        let isJoined = proposals.join(at: 0)
        #expect(isJoined && proposals.findings.map(\.text) == ["公开不及时；白条入账", "改厕未验收"])
        let isSplit = proposals.split(at: 0, before: 6)
        #expect(isSplit && proposals == before)
        let rest = [proposals.assign("丙村", at: 2), proposals.drop(at: 0)]
        #expect(rest == [true, true] && proposals.findings.map(\.unit) == ["甲村", "丙村"])
    }

    @Test("texts that are no bulletin give nothing and break nothing")
    func hostile() {
        for text in ["", "\n\n", "。；。；", "一、\n二、", "（一）", "①②③", "一是", String(repeating: "（", count: 2_000)] {
            let found = BulletinReader().proposals(in: text).findings
            #expect(found.allSatisfy { !$0.text.isEmpty }, "\(text.prefix(20))")
        }
    }
}
