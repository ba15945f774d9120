import Foundation
import Testing

@testable import Documents

enum PageTools {
    static let areThere = ["soffice", "pdfinfo", "pdftotext"].allSatisfy { tool in
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
        }
    }
}

/// What a word processor makes of the documents: pages, not promises. Runs where LibreOffice and Poppler are (`make test` installs them).
///
/// `PAGES=folder swift test --filter PageTests` keeps the pages as pictures, to be looked at.
@Suite("Pages", .serialized, .enabled(if: PageTools.areThere))
struct PageTests {
    @discardableResult
    static func run(_ arguments: [String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    /// Every document through one start of the word processor.
    static func convert(_ documents: [(name: String, document: Document)]) throws -> URL {
        let kept = ProcessInfo.processInfo.environment["PAGES"].map { URL(fileURLWithPath: $0) }
        let folder =
            kept ?? FileManager.default.temporaryDirectory.appendingPathComponent("xiaohao-pages-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let paths = try documents.map { name, document in
            let path = folder.appendingPathComponent(name + ".docx").path
            try WordDocument.write(document, to: path)
            return path
        }
        try run(
            [
                "soffice", "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to", "pdf",
                "--outdir", folder.path,
            ] + paths)
        if kept != nil {
            for document in documents {
                let base = folder.appendingPathComponent(document.name).path
                try run(["pdftoppm", "-r", "60", "-png", base + ".pdf", base])
            }
        }
        return folder
    }

    static func pages(_ pdf: URL) throws -> Int {
        let info = try run(["pdfinfo", pdf.path])
        return info.firstMatch(of: #/Pages:\s+(\d+)/#).flatMap { Int($0.output.1) } ?? 0
    }

    @Test("every kind has the pages it should, the worst case included, and no tag left")
    func pages() throws {
        let ordinary = [Material.dossier(1), Material.dossier(2, verdict: Material.disagreement)]
        var documents: [(name: String, document: Document)] = []
        for kind in DocumentKind.allCases {
            documents.append(
                (kind.rawValue, try #require(try Material.document(kind, isPractice: true, from: ordinary))))
            documents.append(
                (kind.rawValue + "-worst", try #require(try Material.document(kind, from: Material.worst))))
        }
        let grid = Document(
            mark: nil, blocks: (1...45).map { .paragraph("第\($0)行" + String(repeating: "字", count: 24), .flush) })
        documents.append(("grid", grid))
        let folder = try Self.convert(documents)
        defer {
            if ProcessInfo.processInfo.environment["PAGES"] == nil { try? FileManager.default.removeItem(at: folder) }
        }
        for (name, _) in documents {
            let pdf = folder.appendingPathComponent(name + ".pdf")
            let text = try Self.run(["pdftotext", "-layout", pdf.path, "-"])
            let hasTags = text.contains("{{") || text.contains("}}")
            #expect(!hasTags, "\(name)")
            let pages = try Self.pages(pdf)
            switch name {
            // 45 lines at 22 a page.
            case "grid": #expect(pages == 3)
            case "closure-form": #expect(pages == 1, "an ordinary finding takes one page")
            case "key-form": #expect(pages == 1)
            case "key-form-worst", "closure-form-worst": #expect(pages <= 3, "\(name)")
            case _ where name.hasSuffix("-worst"): #expect(pages >= 3, "\(name) has \(pages)")
            case _: #expect((1...3).contains(pages), "\(name) has \(pages)")
            }
            // The number of each page stands at its foot.
            #expect(text.filter { $0 != " " }.contains("—\(pages)—"), "\(name) has no page number")
        }
    }

    /// A table that starts so many lines down a page, its first row so many lines high.
    static func table(_ lines: Int, _ height: Int) -> [Document.Block] {
        func row(_ texts: String...) -> [Document.Table.Cell] {
            texts.map { Document.Table.Cell(text: $0, isLabel: false, span: 1) }
        }
        let rows = (1...3).map { number in
            row(
                "\(number)",
                "行\(lines)之\(height)之\(number)完" + String(repeating: "\n续", count: number == 1 ? height - 1 : 0))
        }
        return [.pageBreak] + (0..<lines).map { .paragraph("第\($0)行", .flush) } + [
            .table(Document.Table(widths: [1, 5], header: [row("号", "内容")], rows: rows))
        ]
    }

    @Test("no row of a table is lost, wherever on a page it starts")
    func everyRow() throws {
        let places = (0...20).flatMap { lines in (1...8).map { (lines, $0) } }
        let document = Document(mark: nil, blocks: places.flatMap { Self.table($0.0, $0.1) })
        let minutes = try #require(try Material.document(.minutes, from: Material.worst))
        let folder = try Self.convert([("tables", document), ("minutes-thirty", minutes)])
        // Between Chinese and digits a word processor leaves a little room, which is read as a blank.
        let text = try Self.run(["pdftotext", folder.appendingPathComponent("tables.pdf").path, "-"])
            .filter { !$0.isWhitespace }
        let lost = places.filter { lines, height in
            !(1...3).allSatisfy { text.contains("行\(lines)之\(height)之\($0)完") }
        }
        #expect(lost.isEmpty, "\(lost)")
        let heard = try Self.run(["pdftotext", folder.appendingPathComponent("minutes-thirty.pdf").path, "-"])
        for number in 1...30 { #expect(heard.contains("#\(number) ") || heard.contains("#\(number)\n"), "#\(number)") }
    }

    @Test("a line takes 28 characters, a page 22 lines, and a table's head comes again on every page")
    func grid() throws {
        let lines = Document(
            mark: nil,
            blocks: (1...22).map { _ in .paragraph(String(repeating: "字", count: 28), .flush) }
                + [.paragraph(String(repeating: "尾", count: 29), .flush)])
        let folder = try Self.convert([
            ("lines", lines), ("table", try #require(try Material.document(.slip, from: Material.worst))),
        ])
        let text = try Self.run(["pdftotext", "-layout", folder.appendingPathComponent("lines.pdf").path, "-"])
        let pages = text.split(separator: "\u{0C}").map { $0.filter { $0 == "字" || $0 == "尾" } }
        #expect(pages.first == String(repeating: "字", count: 22 * 28))
        let full = text.split(separator: "\n").filter { $0.contains("字") }
        #expect(full.allSatisfy { $0.filter { $0 == "字" }.count == 28 } && full.count == 22)
        // 29 characters need a second line.
        #expect(text.split(separator: "\n").filter { $0.contains("尾") }.count == 2)
        let table = try Self.run(["pdftotext", "-layout", folder.appendingPathComponent("table.pdf").path, "-"])
        let sheets = table.split(separator: "\u{0C}")
        #expect(sheets.count >= 3)
        for sheet in sheets.dropLast() where sheet.contains("#") { #expect(sheet.contains("整改时限"), "no head") }
    }
}
