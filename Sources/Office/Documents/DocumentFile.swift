internal import Archive
package import Documents
import Foundation
package import Wording

/// A document on disk: its format by the extension, whole or not at all.
package enum DocumentFile {
    package static let formats = ["docx", "md", "html"]

    /// Whether a document may be put there. Throws `Complaint`: document.format 64, file.exists 73.
    package static func check(_ path: String, force: Bool) throws {
        guard formats.contains((path as NSString).pathExtension.lowercased()) else {
            throw Complaint(64, "document.format", ["path": path], candidates: formats.map { "." + $0 })
        }
        if !force, FileManager.default.fileExists(atPath: path) { throw Complaint(73, "file.exists", ["path": path]) }
    }

    /// Throws `Complaint`: document.format 64, file.exists 73, file.cannotWrite 73, ledger.full 74.
    package static func write(_ document: Document, to path: String, _ language: Language, force: Bool) throws {
        try check(path, force: force)
        let folder = (path as NSString).deletingLastPathComponent
        let temporary = (folder.isEmpty ? "" : folder + "/") + ".\((path as NSString).lastPathComponent).\(getpid())"
        defer { unlink(temporary) }
        switch (path as NSString).pathExtension.lowercased() {
        case "docx":
            do {
                try WordDocument.write(document, to: temporary)
            } catch ArchiveError.cannotWrite(let why) {
                throw failure(path, why)
            }
            try settle(open(temporary, O_RDONLY | O_CLOEXEC), temporary, path)
        case "md": try write(Array(MarkdownDocument.text(document).utf8), temporary, path)
        case _:
            try write(
                Array(HTMLDocument.text(document, language: language.rawValue).utf8), temporary, path)
        }
    }

    private static func write(_ bytes: [UInt8], _ temporary: String, _ path: String) throws {
        let file = open(temporary, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure(path, String(cString: strerror(errno))) }
        guard WholeFile.write(bytes[...], to: file) else {
            let why = String(cString: strerror(errno))
            close(file)
            throw failure(path, why)
        }
        try settle(file, temporary, path)
    }

    private static func settle(_ file: Int32, _ temporary: String, _ path: String) throws {
        let isSafe = file >= 0 && fsync(file) == 0
        let why = String(cString: strerror(errno))
        if file >= 0 { close(file) }
        guard isSafe else { throw failure(path, why) }
        guard rename(temporary, path) == 0 else { throw failure(path, String(cString: strerror(errno))) }
    }

    private static func failure(_ path: String, _ why: String) -> Complaint {
        errno == ENOSPC
            ? Complaint(74, "ledger.full", ["path": path])
            : Complaint(73, "file.cannotWrite", ["path": path, "why": why])
    }
}
