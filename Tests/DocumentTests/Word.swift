import Archive
import Foundation

/// A .docx as its parts.
struct Word {
    let path: String

    init(_ path: String) { self.path = path }

    func part(_ name: String) throws -> Data {
        let archive = try ZipReader(path: path)
        var data = Data()
        try archive.read(name) { buffer in
            data.append(contentsOf: buffer)
            return true
        }
        return data
    }

    func text(_ name: String) throws -> String { String(decoding: try part(name), as: UTF8.self) }

    static let parts = [
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml", "word/styles.xml",
        "word/settings.xml", "word/fontTable.xml", "word/footer1.xml", "word/footer2.xml", "word/header1.xml",
        "word/_rels/document.xml.rels",
    ]
}
