import CZip
import Foundation

/// Makes small archives for tests.
enum Zip {
    struct Failed: Error {}

    /// A workbook with one sheet of this XML; returns its path.
    static func workbook(sheet: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("xiaohao-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appendingPathComponent("made.xlsx").path
        try write(
            path,
            [
                (
                    "xl/workbook.xml",
                    """
                    <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>
                    """
                ), ("xl/worksheets/sheet1.xml", sheet),
            ])
        return path
    }

    static func write(_ path: String, _ entries: [(name: String, text: String)]) throws {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) else { throw Failed() }
        var kept: [UnsafeMutableRawPointer] = []
        for entry in entries {
            let bytes = Array(entry.text.utf8)
            let copy = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
            copy.copyMemory(from: bytes, byteCount: bytes.count)
            kept.append(copy)
            guard let source = zip_source_buffer(archive, copy, zip_uint64_t(bytes.count), 0),
                zip_file_add(archive, entry.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8)) >= 0
            else { throw Failed() }
        }
        defer { for copy in kept { copy.deallocate() } }
        guard zip_close(archive) == 0 else { throw Failed() }
    }
}
