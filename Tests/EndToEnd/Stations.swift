import Foundation
import Testing

/// Ledgers in which the finding stands where a row of the table begins; each is made once and copied.
final class Stations: Sendable {
    enum Name: String, Sendable {
        case empty, assigned, returned, started, twoMeasures, ready, review, halfway, closed
        case listed, extending, clue, pressed, grouped, flagged
    }

    private let folders: [Name: String]

    static let shared = Result { try Stations() }

    private static let persons = [
        ["张会计", "江六村", "unit"], ["督查员", "巡察办", "supervisor"], ["看客", "巡察办", "viewer"],
    ]

    private init() throws {
        let base = try Program()
        func must(_ program: Program, _ arguments: [String]) throws {
            let ending = try program.run(arguments)
            try #require(ending.code == 0, "\(arguments): \(ending.errors)")
        }
        try must(base, ["init", "--practice", "--admin", "周主任", "--name", "测试台账"])
        let text = try base.run(["policy", "show"]).output
        // A closure can be confirmed at once.
        let soon = try base.write("policy.yaml", text.replacingOccurrences(of: "  months: 6", with: "  months: 0"))
        try must(base, ["policy", "adopt", soon])
        try must(base, ["round", "add", "第六轮", "--feedback", "2026-10-30"])
        for unit in [["下应街道", "--kind", "town"], ["江六村", "--parent", "下应街道"], ["东港社区", "--parent", "下应街道"]] {
            try must(base, ["organisation", "add"] + unit)
        }
        for person in Self.persons {
            try must(base, ["person", "add", person[0], "--organisation", person[1], "--role", person[2]])
        }
        for (name, party) in [("王五", "inspection"), ("李四", "discipline"), ("赵六", "organisation")] {
            try must(
                base,
                ["person", "add", name, "--organisation", "\(party)组", "--role", "reviewer", "--party", party])
        }
        _ = try base.write("票据.txt", "三万二")
        _ = try base.write(
            "旧台账.csv", "序号,责任单位,反馈问题,问题类别,整改时限,是否销号,销号时间\n9,江六村,往来款长期挂账,作风,2026-09-30,是,2026-09-20\n")
        var folders: [Name: String] = [.empty: base.folder]
        func station(_ name: Name, from other: Name, _ lines: [String]...) throws {
            let program = try Self.copy(of: folders[other] ?? "")
            for line in lines { try must(program, line) }
            folders[name] = program.folder
        }
        let file = [
            "file", "--round", "第六轮", "--unit", "江六村", "--text", "误工补助支出异常", "--category", "作风", "--deadline",
            "2027-06-30",
        ]
        func clerk(_ line: String...) -> [String] { ["--as", "张会计"] + line }
        func agree(_ name: String, _ party: String) -> [String] {
            ["--as", name, "opine", "1", "--party", party, "agree"]
        }
        try station(.assigned, from: .empty, file)
        try station(.returned, from: .assigned, clerk("return", "1", "--reason", "不归本村"))
        try station(
            .started, from: .assigned, clerk("start", "1", "--goal", "目标", "--measure", "修订办法", "--person", "张会计"))
        try station(.twoMeasures, from: .started, clerk("measure", "1", "add", "--text", "又一条"))
        try station(
            .ready, from: .started,
            clerk("report", "1", "--measure-done", "1", "--completion", "done", "--effect", "已改", "--inference", "已自查"),
            clerk("attach", "1", "票据.txt"))
        try station(.review, from: .ready, clerk("submit", "1", "--pledge", "张书记"))
        try station(.halfway, from: .review, agree("王五", "inspection"), agree("李四", "discipline"))
        try station(.closed, from: .halfway, agree("赵六", "organisation"))
        try station(.listed, from: .started, ["listing", "1", "start", "--supervisor", "区纪委"])
        try station(
            .extending, from: .started, clerk("extend", "1", "request", "--until", "2027-08-31", "--reason", "资料多"))
        try station(
            .clue, from: .started,
            ["--as", "王五", "clue", "1", "transfer", "--reference", "线1", "--receiver", "市纪委"])
        try station(
            .pressed, from: .assigned,
            ["--as", "督查员", "supervise", "1", "slip", "--to", "张书记", "--text", "请办", "--due", "2027-01-31"])
        try station(.grouped, from: .assigned, ["group", "1", "--group", "误工补助"])
        try station(.flagged, from: .assigned, ["flag", "1", "--flag", "key"])
        self.folders = folders
    }

    /// A ledger of one's own that stands there.
    func program(at name: Name) throws -> Program { try Self.copy(of: try #require(folders[name])) }

    private static func copy(of folder: String) throws -> Program {
        let program = try Program()
        for name in try FileManager.default.contentsOfDirectory(atPath: folder)
        where name.hasPrefix("ledger.db") || name.hasSuffix(".txt") || name.hasSuffix(".csv") {
            try FileManager.default.copyItem(atPath: folder + "/" + name, toPath: program.folder + "/" + name)
        }
        return program
    }
}
