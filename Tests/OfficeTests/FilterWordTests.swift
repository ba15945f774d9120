import Ledger
import Office
import Rectification
import Requests
import Testing

@Suite("Filters in words")
struct FilterWordTests {
    @Test(
        "days and months as people write them",
        arguments: [("10", 10), ("10d", 10), ("10天", 10), ("10日内", 10), ("2周", 14), ("2w", 14), (" 5 天 ", 5)])
    func days(written: String, days: Int) throws {
        #expect(try Desk().ledger.read { try $0.filter(["due-within": [written]]) }.dueWithinDays == days)
    }

    @Test("months", arguments: ["2026-12", "2026年12月", "2026.12", "2026/12"])
    func month(written: String) throws {
        #expect(try Desk().ledger.read { try $0.filter(["due-month": [written]]) }.dueMonth == Month("2026-12"))
    }

    @Test(
        "what is none names its field, and what could stand there",
        arguments: [
            ("due-within", "十天"), ("due-within", "-5"), ("due-month", "13月"), ("due-month", "2026-13"),
            ("unit", "无此村"), ("round", "第九轮"), ("group", "无此事"), ("source", "x"),
        ])
    func refused(field: String, written: String) throws {
        let desk = try Desk()
        do {
            _ = try desk.ledger.read { try $0.filter([field: [written]]) }
            Issue.record("\(written) was taken")
        } catch let complaint as Complaint {
            #expect(complaint.facts["field"] == field && complaint.facts["found"] == written)
            #expect(!complaint.candidates.isEmpty || field == "unit" || field == "group")
        }
    }

    @Test("a finding that is filed under a name which is none says in which field")
    func filing() throws {
        let desk = try Desk()
        for (field, draft) in [
            ("unit", draft(unit: "无此村", lead: nil, round: "第六轮")), ("round", draft(unit: "x", lead: nil, round: "第九轮")),
        ] {
            do {
                _ = try desk.ledger.file(draft, as: nil)
                Issue.record("filed")
            } catch let complaint as Complaint { #expect(complaint.facts["field"] == field) }
        }
    }

    private func draft(unit: String, lead: String?, round: String) -> FilingDraft {
        FilingDraft(
            round: round, unit: unit, text: "甲", category: "作风", source: .inspection, deadline: "2024-12-31",
            externalNumber: nil, leadUnit: lead, leader: nil, responsible: nil, goal: nil, measures: [], amount: nil)
    }

    @Test("names that stand in the ledger are found by a part of them")
    func names() throws {
        let desk = try Desk()
        try desk.import(
            try desk.write(
                "l.csv",
                "序号,责任单位,反馈问题,问题类别,整改时限,责任领导\n1,江六村,甲,作风,立行立改,李书记\n2,江六村,乙,作风,立行立改,王副镇长\n3,江六村,丙,作风,立行立改,李书记\n"))
        #expect(try desk.ledger.read { try $0.leaders(containing: "", limit: 12) } == ["李书记", "王副镇长"])
        #expect(try desk.ledger.read { try $0.leaders(containing: "镇", limit: 12) } == ["王副镇长"])
        #expect(try desk.ledger.read { try $0.leaders(containing: "", limit: 1) }.count == 1)
        #expect(try desk.ledger.read { try $0.heads(containing: "书记", limit: 12) }.isEmpty)
        _ = try desk.ledger.addOrganisation("甲村", kind: .village, parent: nil, head: "张书记", as: nil, WriteOptions())
        #expect(try desk.ledger.read { try $0.heads(containing: "书记", limit: 12) } == ["张书记"])
    }
}
