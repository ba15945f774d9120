import Documents
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Testing
import Wording

@Suite("Documents at the office")
struct DocumentDeskTests {
    let desk: Desk
    static let words = Catalogue.bundled(.simplified)

    init() throws {
        desk = try Desk(feedback: "2026-06-30")
        try desk.readyForMeeting(4)
    }

    func papers(_ folder: String = "papers", force: Bool = false) -> MeetingPapers {
        MeetingPapers(
            folder: desk.folder + "/" + folder, words: Self.words,
            templates: TemplateFolder(desk.folder + "/templates"),
            force: force)
    }

    func text(_ request: DocumentRequest) throws -> String {
        MarkdownDocument.text(
            try desk.ledger.document(request, Self.words, templates: TemplateFolder(desk.folder + "/templates")))
    }

    static func selection(_ numbers: Int..., filter: FindingFilter? = nil) -> FindingSelection {
        FindingSelection(numbers: numbers.map { FindingNumber($0) }, filter: filter)
    }

    @Test("adjourning writes minutes and one closure form for each finding that was closed")
    func adjourn() throws {
        try desk.open()
        try desk.agree(1)
        try desk.agree(2)
        try desk.do(
            .disagree, 3, as: "王五",
            ["party": ["inspection"], "code": ["noEvidence"], "reason": ["无数据"], "deadline": ["2026-12-20"]])
        let (performed, paths) = try desk.ledger.adjourn(1, papers(), as: nil)
        #expect(performed.meeting?.meeting.isOpen == false)
        #expect(
            paths.map { ($0 as NSString).lastPathComponent }.sorted() == [
                "会议纪要-1-2026-11-24.docx", "会议纪要-1-2026-11-24.md", "销号审批表-1.docx", "销号审批表-2.docx",
            ])
        let minutes = try String(contentsOfFile: try #require(paths.first { $0.hasSuffix(".md") }), encoding: .utf8)
        #expect(minutes.contains("认定销号 2 个，退回整改 1 个（其中挂牌 1 个），列入复议 0 个，未定 0 个，未议 1 个"))
        #expect(minutes.contains("王五") && minutes.contains("无数据") && minutes.contains("练习"))
        let checkpoint = try #require(try desk.ledger.read { try $0.newestCheckpoint() })
        #expect(minutes.contains("\(checkpoint)"), "the checkpoint made on adjourning")
        // Later work changes nothing in them.
        try desk.agree(4)
        _ = try desk.ledger.checkpoint(as: nil, WriteOptions())
        #expect(try text(.minutes(meeting: 1)) == minutes)
    }

    @Test("papers that are there are not overwritten, and the meeting stays open")
    func exists() throws {
        try desk.open()
        try desk.agree(1)
        let papers = papers()
        try FileManager.default.createDirectory(atPath: papers.folder, withIntermediateDirectories: true)
        _ = try desk.write("papers/销号审批表-1.docx", "mine")
        #expect(complaint { _ = try desk.ledger.adjourn(1, papers, as: nil) }?.exit == 73)
        #expect(try desk.sheet().meeting.isOpen)
        let (_, paths) = try desk.ledger.adjourn(1, self.papers(force: true), as: nil)
        #expect(paths.count == 3)
        #expect(complaint { _ = try desk.ledger.writePapers(1, papers, force: false) }?.exit == 73)
        #expect(try desk.ledger.writePapers(1, papers, force: true) == paths)
    }

    @Test("an office's own template stands in place of the bundled one; a bad one is refused with its line")
    func templates() throws {
        try FileManager.default.createDirectory(
            atPath: desk.folder + "/templates", withIntermediateDirectories: true)
        _ = try desk.write("templates/dossier.zh-Hans.txt", "# 本县{{unit}}档案\n")
        #expect(try text(.dossier(unit: "江六村")).contains("# 本县江六村档案"))
        _ = try desk.write("templates/dossier.zh-Hans.txt", "# {{unit}}\n{{untt}}\n")
        let problem = complaint { _ = try text(.dossier(unit: "江六村")) }
        #expect(problem?.exit == 78 && problem?.rule == "template.unknownName" && problem?.facts["line"] == "2")
        #expect(problem?.candidates.contains("unit") ?? false)
        // A template that cannot be filled stops the meeting from adjourning, not its papers afterwards.
        _ = try desk.write("templates/minutes.zh-Hans.txt", "{{#seats}}")
        try desk.open()
        #expect(complaint { _ = try desk.ledger.adjourn(1, papers(), as: nil) }?.rule == "template.unbalanced")
        #expect(try desk.sheet().meeting.isOpen)
    }

    @Test("a slip is for one unit, and takes what was put on record")
    func slip() throws {
        _ = try desk.ledger.addPerson(
            PersonDraft(name: "督查员", roles: [.supervisor]), as: nil, WriteOptions())
        try desk.do(
            .supervise, 1, as: "督查员", ["kind": ["slip"], "to": ["江六村党组织"], "text": ["限期补齐票据"], "due": ["2026-12-05"]])
        let slip = try text(.pressing(.slip, Self.selection(1, 3), PressingWords()))
        #expect(slip.contains("江六村党组织：") && slip.contains("限期补齐票据") && slip.contains("2026年12月5日"))
        #expect(try text(.pressing(.notice, Self.selection(1), PressingWords(due: "+10d"))).contains("江六村书记："))
        #expect(
            complaint { _ = try text(.pressing(.slip, Self.selection(1, 2), PressingWords())) }?.candidates.count == 2)
        #expect(complaint { _ = try text(.pressing(.slip, Self.selection(9), PressingWords())) }?.exit == 66)
        #expect(
            complaint { _ = try text(.pressing(.slip, Self.selection(), PressingWords())) }?.rule == "document.nothing")
        #expect(complaint { _ = try text(.pressing(.slip, Self.selection(1), PressingWords(due: "明年"))) }?.exit == 65)
    }

    @Test("a letter is about a common issue; reports sum what they are about")
    func reports() throws {
        for number in [1, 2] { try desk.do(.group, number, ["group": ["票据不齐"]]) }
        _ = try desk.ledger.addOrganisation(
            "区农业农村局", kind: .bureau, parent: nil, head: nil, as: nil, WriteOptions())
        try desk.draft(about: 1)
        let draft = try text(.letter(1))
        #expect(draft.contains("〔草稿〕") && draft.contains("区农业农村局：") && draft.contains("共 2 个，涉及 2 个单位"))
        try desk.ask(letter: 1, .issue(due: "2026-12-31"))
        // What went out stays as it was, whoever joins the issue later.
        try desk.ask(1, .add([FindingNumber(3)]))
        let letter = try text(.letter(1))
        #expect(letter.contains("巡建〔2026〕1号") && letter.contains("共 2 个，涉及 2 个单位"))
        #expect(letter.contains("江六村") && letter.contains("河头村") && letter.contains("请于2026年12月31日前"))
        #expect(complaint { _ = try text(.letter(7)) }?.rule == "letter.missing")
        try desk.ask(1, .scope(.field, field: "村级财务"))
        let decision = Decision(body: .leadingGroup, on: desk.ledger.today, text: "开展专项整治")
        try desk.ask(1, .record(decision))
        let report = try text(.specialReport(.field("村级财务")))
        #expect(report.contains("关于“村级财务”问题的专项报告") && report.contains("问题 3 个，涉及 2 个单位"))
        #expect(report.contains("巡建〔2026〕1号") && report.contains("待复函") && report.contains("第六轮"))
        #expect(report.contains("巡察工作领导小组审议决定：开展专项整治") && !report.contains("牵头单位"))
        #expect(try text(.specialReport(.issue(1))).contains("关于“票据不齐”问题的专项报告"))
        #expect(complaint { _ = try text(.specialReport(.field("无"))) }?.rule == "document.nothing")
        try desk.agree(1)
        let head = try text(.headReport(unit: "江六村"))
        #expect(head.contains("问题 2 个，已销号 1 个，销号率 50.0%"))
        let special = try text(
            .specialReport(.selection(Self.selection(filter: FindingFilter()), subject: "票据")))
        #expect(special.contains("问题 4 个，涉及 2 个单位。已销号 1 个，销号率 25.0%"))
        #expect(try text(.dossier(unit: "江六村")).contains("江六村会计"))
        #expect(complaint { _ = try text(.closureForm(FindingNumber(2))) }?.rule == "document.notClosed")
        #expect(try text(.closureForm(FindingNumber(1))).contains("**结论**"))
    }

    @Test("a file is written whole or not at all, and never over another unasked", arguments: ["docx", "md", "html"])
    func files(format: String) throws {
        let document = try desk.ledger.document(
            .dossier(unit: "江六村"), Self.words, templates: TemplateFolder(desk.folder + "/none"))
        let path = desk.folder + "/档案.\(format)"
        try DocumentFile.write(document, to: path, .simplified, force: false)
        #expect(complaint { try DocumentFile.write(document, to: path, .simplified, force: false) }?.exit == 73)
        try DocumentFile.write(document, to: path, .simplified, force: true)
        #expect(
            complaint { try DocumentFile.write(document, to: path + ".pdf", .simplified, force: false) }?.exit == 64)
        let nowhere = desk.folder + "/none/x.\(format)"
        #expect(complaint { try DocumentFile.write(document, to: nowhere, .simplified, force: false) }?.exit == 73)
        let left = try FileManager.default.contentsOfDirectory(atPath: desk.folder).filter { $0.hasPrefix(".") }
        #expect(left.isEmpty, "\(left)")
    }
}
