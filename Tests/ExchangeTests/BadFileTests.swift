import Exchange
import Foundation
import Spreadsheet
import Testing

/// Files that are no ledgers, or mean harm: each its own error, none a crash.
@Suite("Bad files")
struct BadFileTests {
    static func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("xiaohao-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appendingPathComponent(name).path
        #expect(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
        return path
    }

    static func error(_ path: String) -> SpreadsheetError? {
        do {
            let file = try LedgerFile(path: path)
            for index in file.sheets.indices { _ = try file.forEachRow(of: index) { _ in } }
            return nil
        } catch {
            return error as? SpreadsheetError
        }
    }

    @Test("the old binary format says so")
    func oldExcel() throws {
        #expect(Self.error(try Self.file("a.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])) == .oldExcel)
    }

    @Test("a missing file, a text named .xlsx, a cut archive, bytes in no encoding")
    func notSpreadsheets() throws {
        #expect(Self.error("/nowhere/a.xlsx") == .missing)
        guard case .notASpreadsheet = Self.error(try Self.file("a.xlsx", Array("你好".utf8))) else {
            Issue.record("a text was taken for a workbook")
            return
        }
        let whole = Array(try Data(contentsOf: URL(fileURLWithPath: try FixtureTests.path("plain.xlsx"))))
        let cut = Self.error(try Self.file("cut.xlsx", Array(whole.prefix(whole.count / 2))))
        #expect(cut != nil)
        #expect(Self.error(try Self.file("a.csv", [0x41, 0xFF, 0xFF, 0x2C, 0x80])) == .unknownEncoding)
    }

    @Test("every cut and every flipped byte of a workbook is an error or a reading, never an end of the program")
    func mutilated() throws {
        let whole = Array(try Data(contentsOf: URL(fileURLWithPath: try FixtureTests.path("plain.xlsx"))))
        for place in stride(from: 0, to: whole.count, by: 97) {
            var bytes = whole
            bytes[place] ^= 0xFF
            _ = Self.error(try Self.file("m.xlsx", bytes))
        }
    }

    @Test("a workbook that declares entities is refused")
    func entities() throws {
        let path = try Zip.workbook(
            sheet: """
                <?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>
                """)
        #expect(Self.error(path) == .entityDeclared)
    }

    @Test(
        "a cell that names a text the workbook does not have is damage, not an empty cell", arguments: ["0", "-1", "x"])
    func missingText(index: String) throws {
        let path = try Zip.workbook(
            sheet: """
                <?xml version="1.0"?>
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="3"><c r="B3" t="s"><v>\(index)</v></c></row></sheetData></worksheet>
                """)
        #expect(Self.error(path) == .damaged("B3 → xl/sharedStrings.xml \(index)"))
    }

    @Test("a sheet that unpacks to far more than it weighs is refused")
    func bomb() throws {
        let path = try Zip.workbook(sheet: String(repeating: " ", count: 100_000_000))
        guard case .bomb(_, let bytes, let most) = Self.error(path) else {
            Issue.record("a bomb was unpacked: \(String(describing: Self.error(path)))")
            return
        }
        #expect(bytes == 100_000_000 && most == 64 << 20)
    }
}
