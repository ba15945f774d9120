import Documents
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Wording

// The papers of triage, where the ledger's papers go: letters as .docx and .md, and the special report of a field.

extension BoardWorker {
    private var papersFolder: String { "\(ledger.documentsFolder)/triage" }

    /// Writes a letter; returns where it is.
    func write(_ number: Int) throws -> String {
        let letter = try ledger.letter(number)
        return try write(
            .letter(number), named: (letter.code?.description ?? String(number)) + "-" + letter.issue.title)
    }

    func writeReport(_ field: String) throws -> String {
        try write(
            .specialReport(.field(field)), named: field.replacing(OrganisationReference.separator, with: "-"))
    }

    private func write(_ request: DocumentRequest, named name: String) throws -> String {
        let folder = papersFolder
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Complaint(73, "file.cannotWrite", ["path": folder, "why": error.localizedDescription])
        }
        let document = try ledger.document(request, words, templates: .ofThisPerson)
        let title = words["documentKind.\(request.kind.rawValue)"] + "-" + name
        let safe = String(title.map { "/\\:\0".contains($0) || $0.isNewline ? "_" : $0 }.prefix(60))
        for format in ["docx", "md"] {
            try DocumentFile.write(document, to: "\(folder)/\(safe).\(format)", words.language, force: true)
        }
        return "\(folder)/\(safe).docx"
    }
}
