import Documents
import Foundation
import FoundationXML
import Rectification
import Requests
import Testing
import Wording

@Suite("A Word document")
struct LayoutTests {
    static func write(_ document: Document) throws -> Word {
        let path = NSTemporaryDirectory() + "xiaohao-word-\(UUID().uuidString).docx"
        try WordDocument.write(document, to: path)
        return Word(path)
    }

    static func count(_ text: String, _ word: String) -> Int { text.components(separatedBy: word).count - 1 }

    @Test("is whole: every part is XML, every part is declared")
    func whole() throws {
        let document = try #require(try Material.document(.minutes, isPractice: true, from: [Material.dossier(1)]))
        let word = try Self.write(document)
        let types = try word.text("[Content_Types].xml")
        for part in Word.parts {
            let parser = XMLParser(data: try word.part(part))
            #expect(parser.parse(), "\(part): \(String(describing: parser.parserError))")
            if part.hasPrefix("word/"), !part.hasSuffix(".rels") { #expect(types.contains("/\(part)\""), "\(part)") }
        }
    }

    @Test("a title that is longer than a line is broken into lines of like length, where words end")
    func titles() throws {
        func lines(_ title: String) throws -> [String] {
            let body = try Self.write(Document(mark: nil, blocks: [.title(title)])).text("word/document.xml")
            let parts = body.components(separatedBy: "<w:t xml:space=\"preserve\">").dropFirst()
            return parts.map { $0.components(separatedBy: "</w:t>")[0] }
        }
        #expect(try lines("关于“误工补助”问题的专项报告") == ["关于“误工补助”问题的专项报告"])
        // Twenty-one characters: one alone would stand on the second line.
        #expect(try lines("关于“误工补助发放不规范”问题的专项报告表") == ["关于“误工补助发放不规范”", "问题的专项报告表"])
        #expect(try lines("关于“集体资产出租未公开招标”问题的专项报告") == ["关于“集体资产出租未公开招标”", "问题的专项报告"])
        let long = try lines("关于“行政处罚自由裁量随意、同类案件处罚相差悬殊且长期无人复核”问题的专项报告")
        #expect(long.count == 2 && long.allSatisfy { $0.count <= 20 && $0.count >= 14 }, "\(long)")
        #expect(long.joined() == "关于“行政处罚自由裁量随意、同类案件处罚相差悬殊且长期无人复核”问题的专项报告")
        #expect(try lines("Report on 2026-11-24 about the finding of works allowances paid").count == 2)
    }

    @Test("has the page, the grid and the faces of GB/T 9704-2012")
    func grid() throws {
        let word = try Self.write(try #require(try Material.document(.notice, from: [Material.dossier(1)])))
        let body = try word.text("word/document.xml")
        #expect(body.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"))
        // 37, 35, 28 and 26 mm in twentieths of a point.
        #expect(body.contains("w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\""))
        #expect(body.contains("<w:docGrid w:type=\"lines\" w:linePitch=\"579\"/>"))
        let height = 16_838 - 2098 - 1984
        #expect(height / 579 == 22)
        // 16 pt, set 0.25 pt tighter.
        #expect(Int(Double(11_906 - 1474 - 1588) / 20 / (16 - 0.25)) == 28)
        let styles = try word.text("word/styles.xml")
        #expect(styles.contains("<w:spacing w:val=\"-5\"/><w:sz w:val=\"32\"/>"))
        for face in ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"] { #expect(styles.contains("w:eastAsia=\"\(face)\"")) }
        #expect(styles.contains("<w:sz w:val=\"44\"/>") && styles.contains("<w:sz w:val=\"32\"/>"))
        #expect(
            try word.text("word/footer1.xml").contains("— ") && word.text("word/settings.xml").contains("evenAndOdd"))
    }

    @Test("repeats a table's head on every page and keeps short rows whole")
    func tables() throws {
        let word = try Self.write(try #require(try Material.document(.minutes, from: Material.worst)))
        let body = try word.text("word/document.xml")
        #expect(Self.count(body, "<w:tblHeader/>") == 3)
        #expect(Self.count(body, "<w:tr>") == 3 + 3 + 30 + 10)
        // The two rows of the seats below their first: neither a head nor the row below it may hold on to the page.
        #expect(Self.count(body, "<w:cantSplit/>") == 2)
    }

    @Test("a Chinese date stands in its sentence without blanks around it")
    func dates() throws {
        let dossier = Material.dossier(1, verdict: .defer(note: "到村核对", until: Material.day.adding(days: 7)))
        let text = MarkdownDocument.text(try #require(try Material.document(.minutes, from: [dossier])))
        #expect(text.contains("到村核对；2026年12月1日前核查"), "\(text)")
    }

    @Test(
        "has no tag left, whatever the kind and language", arguments: DocumentKind.allCases, Language.allCases)
    func unfilled(kind: DocumentKind, language: Language) throws {
        let dossiers = [Material.dossier(1), Material.dossier(2, verdict: Material.disagreement)]
        let document = try #require(try Material.document(kind, language, from: dossiers))
        for text in [
            MarkdownDocument.text(document), HTMLDocument.text(document, language: language.rawValue),
            try Self.write(document).text("word/document.xml"),
        ] {
            #expect(!text.contains("{{") && !text.contains("}}"))
            #expect(!text.contains("document."), "a key without a text")
        }
        #expect(!document.title.isEmpty && document.blocks.count > 1)
    }

    @Test(
        "of a practice ledger carries its mark, above every page and first in every format",
        arguments: DocumentKind.allCases)
    func practice(kind: DocumentKind) throws {
        let document = try #require(
            try Material.document(kind, isPractice: true, from: [Material.dossier(1, key: nil)]))
        let mark = Catalogue.bundled(.simplified)["document.practice"]
        let word = try Self.write(document)
        #expect(try word.text("word/header1.xml").contains(mark))
        #expect(Self.count(try word.text("word/document.xml"), "<w:headerReference") == 2)
        #expect(MarkdownDocument.text(document).hasPrefix("**\(mark)**"))
        #expect(HTMLDocument.text(document, language: "zh-Hans").contains("<p class=\"mark\">\(mark)</p>"))
        let signed = try #require(try Material.document(kind, from: [Material.dossier(1)]))
        #expect(!MarkdownDocument.text(signed).contains(mark))
        #expect(try !Self.write(signed).text("word/document.xml").contains("<w:headerReference"))
    }

    @Test("minutes name every opinion with reviewer and key, what was listed, and the checkpoint")
    func minutes() throws {
        let dossiers = [Material.dossier(1), Material.dossier(2, verdict: Material.disagreement)]
        let text = MarkdownDocument.text(try #require(try Material.document(.minutes, from: dossiers)))
        for name in Material.names { #expect(Self.count(text, "（\(name)）") == 2, "\(name)") }
        #expect(text.contains("SHA256:Qm9zVh0bWJ2Y3p1d2F5c3RyaW5nZm9ydGVzdHM"))
        #expect(text.contains("无数据及实例支撑：追回资金没有银行回单"))
        #expect(text.contains("区纪委") && text.contains("4127:9c9c"))
        #expect(text.contains("认定销号 1 个，退回整改 1 个（其中挂牌 1 个）"))
        #expect(text.contains("票据补齐后由镇街纪委复核") && text.contains("下次会议定于十二月中旬"))
    }

    @Test(
        "minutes hold every note, also of a finding that was not heard; the parties stand in the policy's order; the sum is the whole agenda"
    )
    func everything() throws {
        let dossiers = [Material.dossier(1), Material.dossier(2)]
        let made = Material.minutes(dossiers)
        var meeting = made.sheet.meeting
        let first = try #require(meeting.seats.first)
        let stamp = EventStamp(
            version: 9, at: Moment(seconds: Int64(Material.day.number) * 86_400 + 7200), day: Material.day,
            person: Material.id(1), name: "周主任")
        meeting.evolve(.unseated(first.party, was: first.name), stamp)
        meeting.evolve(.seated(first), stamp)
        let lines = zip(dossiers, made.sheet.lines).map { dossier, line in
            AgendaLine(row: Material.row(dossier), mark: .due, outcome: nil, decidedAt: nil)
        }
        let minutes = Minutes(
            sheet: MeetingSheet(meeting: meeting, ordinal: 1, lines: lines),
            heard: [dossiers[1].finding.number: dossiers[1].history], people: made.people, keys: made.keys,
            listings: [:], checkpoint: made.checkpoint)
        let setting = Material.setting()
        let text = MarkdownDocument.text(
            try BundledTemplate.of(.minutes, .simplified).fill(minutes.record(setting), setting))
        #expect(text.contains("#1 江六村：票据补齐后由镇街纪委复核"))
        #expect(text.contains("未定 1 个，未议 1 个"))
        let places = Material.parties.compactMap { text.range(of: "| \($0.1) |")?.lowerBound }
        #expect(places.count == Material.parties.count && places == places.sorted())
    }

    @Test("a finding that no review closed has no closure form")
    func open() {
        #expect(ClosureForm(Material.dossier(2, verdict: Material.disagreement)) == nil)
        #expect(ClosureForm(Material.dossier(1)) != nil)
    }
}
