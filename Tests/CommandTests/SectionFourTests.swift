import ArgumentParser
import Attestation
import BoardUI
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Testing

@testable import xiaohao

/// Domain §4, row by row (proof.md, 1): each row's command reaches its event, and one thing that is not allowed is refused; the same action stands in the board's menu with a form of the same fields.
@Suite("Domain section 4")
struct SectionFourTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let row: String
        /// `nil` for what no finding is there for yet: filing and bringing forward.
        let action: FindingAction?
        /// What comes before it, each by the command line.
        let before: [String]
        let line: String
        let events: [String]
        let refused: String
        let rule: String
        var testDescription: String { "\(row) \(line)" }

        init(
            _ row: String, _ action: FindingAction?, _ line: String, _ events: String..., after before: [String] = [],
            refused: String, _ rule: String
        ) {
            self.row = row
            self.action = action
            self.before = before
            self.line = line
            self.events = events
            self.refused = refused
            self.rule = rule
        }
    }

    // 1 assigned · 2 in progress · 3 ready to submit · 4 in review · 5 in review, two agreed · 6 closed
    static let rows: [Row] = [
        Row(
            "0", nil, "import @/旧.csv --round 第六轮", "broughtForward", refused: "--as 张会计 import @/旧.csv --round 第六轮",
            "role"),
        Row(
            "1", nil, "file --round 第六轮 --unit 江六村 --text 新 --category 作风 --deadline 2027-03-31", "filed",
            refused: "--as 张会计 file --round 第六轮 --unit 江六村 --text 新 --category 作风 --deadline 2027-03-31", "role"),
        Row(
            "2", .returnRequest, "--as 张会计 return 1 --reason 不属本村", "returned",
            refused: "--as 张会计 return 2 --reason 不属本村", "stage.notAssigned"),
        Row(
            "2 confirm", .reassign, "reassign 1 --unit 东村 --reason 确不属江六村", "reassigned",
            after: ["--as 张会计 return 1 --reason 不属本村"], refused: "reassign 1 --unit 东村 --reason 确不属江六村 --as 张会计", "role"
        ),
        Row(
            "2 refuse", .returnRefuse, "return 1 refuse --reason 职责在村", "returnRefused",
            after: ["--as 张会计 return 1 --reason 不属本村"], refused: "return 2 refuse --reason 职责在村", ""),
        Row(
            "3", .reassign, "reassign 2 --unit 东村 --reason 职责调整", "reassigned",
            refused: "reassign 4 --unit 东村 --reason 调整", ""),
        Row(
            "4", .start, "--as 张会计 start 1 --goal 好 --measure 改 --person 张会计", "started",
            refused: "--as 张会计 start 1 --measure 改 --person 张会计", "start.noGoal"),
        Row(
            "4 measure", .measureAdd, "--as 张会计 measure 2 --text 再改", "measureAdded",
            refused: "--as 张会计 measure 4 --text 再改", ""),
        Row(
            "4 change", .measureChange, "--as 张会计 measure 2 change --measure 1 --text 细改", "measureChanged",
            refused: "--as 张会计 measure 2 change --measure 9 --text 细改", ""),
        Row(
            "4 drop", .measureDrop, "--as 张会计 measure 2 drop --measure 1 --reason 并入", "measureDropped",
            after: ["--as 张会计 measure 2 --text 再改"], refused: "--as 张会计 measure 2 drop --measure 9 --reason 并入", ""),
        Row(
            "5", .report, "--as 张会计 report 2 --measure-done 1", "reported", refused: "--as 张会计 report 1 --effect 好",
            "stage.notInProgress"),
        Row(
            "6 attach", .attach, "--as 张会计 attach 2 @/票据.txt", "evidenceAttached",
            refused: "--as 张会计 attach 4 @/票据.txt", ""),
        Row("6 detach", .detach, "--as 张会计 detach 3 1", "evidenceDetached", refused: "--as 张会计 detach 4 1", ""),
        Row("7", .submit, "--as 张会计 submit 3 --pledge 张书记", "submitted", refused: "--as 张会计 submit 2 --pledge 张书记", ""),
        Row("8", .withdraw, "--as 张会计 withdraw 4", "withdrawn", refused: "--as 张会计 withdraw 5", ""),
        Row("8a", .recall, "recall 4 --reason 无法到场", "recalled", refused: "--as 张会计 recall 4 --reason 无法到场", "role"),
        Row(
            "9", .agree, "--as 王五 opine 4 --party inspection agree", "opined",
            refused: "--as 张会计 opine 4 --party inspection agree", ""),
        Row(
            "9a", .agree, "--as 赵六 opine 5 --party organisation agree", "opined", "closed",
            refused: "--as 王五 opine 5 --party organisation agree", ""),
        Row(
            "9b", .disagree,
            "--as 李四 opine 4 --party discipline disagree --code paper --reason 只有文件 --deadline 2027-01-31", "opined",
            "sentBack",
            refused: "--as 李四 opine 4 --party discipline disagree --code paper --deadline 2027-01-31", ""),
        Row(
            "9c", .defer, "--as 王五 opine 4 --party inspection defer --note 核查 --until +7d", "opined",
            refused: "--as 王五 opine 1 --party inspection defer --note 核查 --until +7d", "stage.notReview"),
        Row("10", .list, "listing 2 start --supervisor 区纪委", "listed", refused: "listing 6 start --supervisor 区纪委", ""),
        Row(
            "10 delist", .delist, "listing 2 end --reason 已整改", "delisted", after: ["listing 2 start --supervisor 区纪委"],
            refused: "listing 1 end --reason 已整改", ""),
        Row(
            "11 request", .extensionRequest, "--as 张会计 extend 2 request --until 2027-05-31 --reason 等审计",
            "extensionRequested",
            refused: "--as 张会计 extend 4 request --until 2027-05-31 --reason 等审计", ""),
        Row(
            "11 grant", .extensionGrant, "extend 2 grant", "extensionGranted",
            after: ["--as 张会计 extend 2 request --until 2027-05-31 --reason 等审计"], refused: "extend 1 grant", ""),
        Row(
            "11 refuse", .extensionRefuse, "extend 2 refuse --reason 理由不足", "extensionRefused",
            after: ["--as 张会计 extend 2 request --until 2027-05-31 --reason 等审计"], refused: "extend 1 refuse --reason 无",
            ""),
        Row(
            "12", .consolidate, "--as 王五 consolidate 6 --note 仍好", "consolidated",
            refused: "--as 王五 consolidate 1 --note 仍好", ""),
        Row(
            "13", .relapse, "--as 王五 relapse 6 --note 又发 --deadline 2027-02-28", "relapsed",
            refused: "--as 王五 relapse 2 --note 又发 --deadline 2027-02-28", ""),
        Row(
            "14 transfer", .clueTransfer, "--as 李四 clue 2 transfer --reference XS-1 --receiver 区纪委", "clueTransferred",
            refused: "--as 张会计 clue 2 transfer --reference XS-1 --receiver 区纪委", ""),
        Row(
            "14 conclude", .clueConclude, "--as 李四 clue 2 conclude --clue 1", "clueConcluded",
            after: ["--as 李四 clue 2 transfer --reference XS-1 --receiver 区纪委"],
            refused: "--as 李四 clue 1 conclude --clue 1", ""),
        Row(
            "15 supervise", .supervise, "--as 督查员 supervise 2 reminder --to 张书记 --text 请抓紧", "supervised",
            refused: "--as 督查员 supervise 6 reminder --to 张书记 --text 请抓紧", ""),
        Row(
            "15 answer", .answer, "--as 张会计 answer 2 1 --text 已办", "answered",
            after: ["--as 督查员 supervise 2 reminder --to 张书记 --text 请抓紧"], refused: "--as 张会计 answer 2 9 --text 已办", ""),
        Row("16 group", .group, "group 2 --group 误工补助", "grouped", refused: "--as 张会计 group 2 --group 误工补助", ""),
        Row(
            "16 ungroup", .ungroup, "ungroup 2", "ungrouped", after: ["group 2 --group 误工补助"], refused: "ungroup 1", ""),
        Row("17 flag", .flag, "flag 2 --flag key", "flagged", refused: "--as 张会计 flag 2 --flag key", ""),
        Row(
            "17 unflag", .unflag, "flag 2 off --flag key", "flagged", after: ["flag 2 --flag key"],
            refused: "flag 1 off --flag key", ""),
        Row("17 comment", .comment, "comment 6 已核", "commented", refused: "--as 旁观 comment 6 已核", ""),
        Row(
            "17 correct", .correct, "correct 2 --field category --value 财务 --reason 有误", "corrected",
            refused: "correct 4 --field category --value 财务 --reason 有误", ""),
        Row("undo", .undo, "undo 2", "undone", after: ["flag 2 --flag key"], refused: "undo 6", ""),
    ]

    @Test("the command reaches its event, and what is not allowed is refused and writes nothing", arguments: rows)
    func reached(_ row: Row) throws {
        let village = try Village.made.get()
        let folder = try village.copy()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for line in row.before { try Village.run(line, in: folder) }
        let before = try Village.head(folder)
        do {
            try Village.run(row.refused, in: folder)
            Issue.record("\(row.refused) was not refused")
        } catch {
            let complaint = Complaint(error)
            #expect([1, 64, 65, 77].contains(complaint.exit), "\(complaint)")
            #expect(row.rule.isEmpty || complaint.rule == row.rule)
        }
        #expect(try Village.head(folder) == before)
        try Village.run(row.line, in: folder)
        let codes = try Village.codes(folder, after: before)
        for event in row.events { #expect(codes.contains(event), "\(codes)") }
        guard let action = row.action else { return }
        let words = Village.words(row.line, in: folder)
        let command = try #require(try Xiaohao.command(words) as? any WorkCommand)
        let form = try command.form()
        #expect(form.action == action)
        #expect(Set(form.values.filter { !$0.value.isEmpty }.keys).isSubset(of: Set(action.fields.map(\.name))))
    }

    @Test("no row is missing: every action of the board's menu is reached, every event of a finding follows")
    func complete() {
        #expect(Set(Self.rows.compactMap(\.action)) == Set(FindingAction.allCases))
        let numbers = Set(Self.rows.map { String($0.row.prefix { $0 != " " }) })
        let wanted = Set((0...17).map(String.init) + ["8a", "9a", "9b", "9c", "undo"])
        #expect(numbers == wanted, "\(wanted.subtracting(numbers))")
    }
}

/// A ledger with a finding in every stage, made by the commands themselves in this process.
private struct Village {
    let folder: String

    static let made = Result { try Village() }

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("xiaohao-four-\(UUID().uuidString)")
        folder = url.path
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try "三万二".write(toFile: folder + "/票据.txt", atomically: true, encoding: .utf8)
        try "序号,责任单位,反馈问题,问题类别,整改时限,是否销号,销号时间\n90,江六村,旧,作风,2024-06-30,是,2024-06-01\n".write(
            toFile: folder + "/旧.csv", atomically: true, encoding: .utf8)
        // 巩固 can be confirmed at once.
        try PolicyFile.bundledText.replacing("  months: 6\n", with: "  months: 0\n").write(
            toFile: folder + "/规则.yaml", atomically: true, encoding: .utf8)
        var lines = [
            "init --practice --admin 周主任", "policy adopt @/规则.yaml", "round add 第六轮 --feedback 2026-10-30",
            "organisation add 下应街道 --kind town", "organisation add 江六村 --kind village --parent 下应街道",
            "organisation add 东村 --kind village --parent 下应街道",
            "person add 张会计 --organisation 江六村 --role unit", "person add 督查员 --role supervisor",
            "person add 旁观 --role viewer",
            "person add 王五 --organisation 巡察一组 --role reviewer --party inspection",
            "person add 李四 --organisation 纪工委 --role reviewer --party discipline",
            "person add 赵六 --organisation 组织部 --role reviewer --party organisation",
        ]
        for number in 1...6 {
            lines.append("file --round 第六轮 --unit 江六村 --text 问题\(number) --category 作风 --deadline 2027-03-31")
            if number > 1 { lines.append("--as 张会计 start \(number) --goal 好 --measure 改 --person 张会计") }
            if number > 2 {
                lines.append("--as 张会计 report \(number) --measure-done 1 --completion done --effect 好 --inference 已自查")
                lines.append("--as 张会计 attach \(number) @/票据.txt")
            }
            if number > 3 { lines.append("--as 张会计 submit \(number) --pledge 张书记") }
            if number > 4 {
                lines.append("--as 王五 opine \(number) --party inspection agree")
                lines.append("--as 李四 opine \(number) --party discipline agree")
            }
            if number > 5 { lines.append("--as 赵六 opine \(number) --party organisation agree") }
        }
        for line in lines { try Self.run(line, in: folder) }
    }

    func copy() throws -> String {
        let copy = folder + "-" + UUID().uuidString
        try FileManager.default.copyItem(atPath: folder, toPath: copy)
        return copy
    }

    static func words(_ line: String, in folder: String) -> [String] {
        ["--ledger", folder + "/ledger.db", "--quiet", "--lang", "zh-Hans"]
            + line.split(separator: " ").map { String($0).replacing("@", with: folder) }
    }

    static func run(_ line: String, in folder: String) throws {
        var command = try Xiaohao.command(words(line, in: folder))
        try command.run()
    }

    private static func ledger(_ folder: String) throws -> OpenLedger {
        try OpenLedger.open(
            folder + "/ledger.db", isReadOnly: false, drivers: .all, surroundings: .ofThisProcess)
    }

    static func head(_ folder: String) throws -> Int { try ledger(folder).head() }

    static func codes(_ folder: String, after position: Int) throws -> [String] {
        var codes: [String] = []
        try ledger(folder).read { reader in
            try reader.events(after: position) { stored in
                codes.append(stored.text.event.code)
                return true
            }
        }
        return codes
    }
}
