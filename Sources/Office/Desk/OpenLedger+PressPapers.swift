package import Documents
import Foundation
internal import Rectification
internal import Requests
package import Wording

extension OpenLedger {
    /// Where the papers of a step go when nobody says where.
    package var pressFolder: String { "\(documentsFolder)/\(today)" }

    /// One paper a unit, as .docx and .md; returns their paths. Sent again, the same operation writes the same files.
    ///
    /// Throws `Complaint`: file.cannotWrite 73, template.* 78.
    package func writePapers(
        of pressed: Pressed, to folder: String, _ words: Catalogue, templates: TemplateFolder
    ) throws -> [String] {
        guard !pressed.units.isEmpty else { return [] }
        var paths: [String] = []
        for unit in pressed.units {
            let kind = DocumentKind(unit.step.kind)
            let document = try document(kind, words, templates: templates) { setting in
                PressingPaper(
                    unit: unit.unit, head: unit.head, to: unit.step.addressee, text: unit.step.text,
                    due: unit.step.due, attendees: unit.step.attendees, reason: unit.step.reason, rows: unit.findings
                ).record(setting)
            }
            let name = Self.fileName(
                words["documentKind.\(kind.rawValue)"], unit.unit.path, unit.findings.first?.number)
            paths += try write(document, named: name, to: folder, words, formats: ["docx", "md"])
        }
        return paths
    }

    /// The desk as a paper, named by the group it was narrowed to; returns the paths.
    ///
    /// Throws `Complaint`: file.cannotWrite 73.
    package func writeDeskPaper(
        _ document: Document, _ kind: String, of group: String, _ words: Catalogue
    ) throws -> [String] {
        try write(document, named: Self.fileName(kind, group, nil), words, formats: ["docx", "html", "md"])
    }

    /// One document in several formats, written over what was there.
    ///
    /// - Parameter folder: where papers go when nobody says where, unless it is named.
    func write(
        _ document: Document, named name: String, to folder: String? = nil, _ words: Catalogue, formats: [String]
    ) throws -> [String] {
        let folder = folder ?? pressFolder
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Complaint(73, "file.cannotWrite", ["path": folder, "why": error.localizedDescription])
        }
        return try formats.map { format in
            let path = "\(folder)/\(name).\(format)"
            try DocumentFile.write(document, to: path, words.language, force: true)
            return path
        }
    }

    /// 工作提示单-下应街道-江六村-12: no path of its own, short enough for every file system.
    static func fileName(_ kind: String, _ path: String, _ first: FindingNumber?) -> String {
        let units = path.components(separatedBy: OrganisationReference.separator).suffix(2).filter { !$0.isEmpty }
        let name = ([kind] + units + [first?.description].compactMap { $0 }).joined(separator: "-")
        let safe = name.map { "/\\:\0".contains($0) || $0.isNewline ? "_" : $0 }
        var text = String(safe)
        while text.utf8.count > 200 { text.removeLast() }
        return text
    }
}
