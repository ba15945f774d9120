internal import Documents
import Foundation
internal import Ledger
internal import Rectification
internal import Requests
package import Wording

/// Where a meeting's papers go, and in which words.
package struct MeetingPapers: Sendable {
    package let folder: String
    package let words: Catalogue
    package let templates: TemplateFolder
    package let force: Bool

    package init(folder: String, words: Catalogue, templates: TemplateFolder, force: Bool) {
        self.folder = folder
        self.words = words
        self.templates = templates
        self.force = force
    }

    /// The minutes as .docx and .md, and one closure form for each finding that the meeting closed.
    func files(_ sheet: MeetingSheet) -> [(path: String, request: DocumentRequest)] {
        let meeting = sheet.meeting
        let title = "\(words["documentKind.minutes"])-\(meeting.number)-\(meeting.date)"
        var files = ["docx", "md"].map {
            (path: "\(folder)/\(title).\($0)", request: DocumentRequest.minutes(meeting: meeting.number))
        }
        for line in sheet.lines {
            guard case .closed = line.outcome else { continue }
            let name = "\(words["documentKind.closure-form"])-\(line.row.number)"
            files.append((path: "\(folder)/\(name).docx", request: .closureForm(line.row.number)))
        }
        return files
    }
}

extension OpenLedger {
    /// Where a meeting's papers go when nobody says where.
    package func papersFolder(_ meeting: Int) -> String { "\(documentsFolder)/meeting-\(meeting)" }

    /// Adjourns a meeting and writes its papers. Whether they can be written where they shall is found out before; returns their paths.
    package func adjourn(
        _ number: Int, _ papers: MeetingPapers, as name: String?, _ options: WriteOptions = WriteOptions()
    ) throws -> (performed: Performed, paths: [String]) {
        let before = try read { try sheet(number, $0) }
        if !options.isDryRun {
            try makeFolder(papers.folder)
            for file in papers.files(before) {
                try DocumentFile.check(file.path, force: papers.force || !before.meeting.isOpen)
                _ = try papers.templates.template(file.request.kind, papers.words.language)
            }
        }
        let performed = try perform(.adjourn, inMeeting: number, as: name, options)
        guard !options.isDryRun else { return (performed, []) }
        // The same operation sent again finds its own papers there.
        return (performed, try writePapers(number, papers, force: papers.force || performed.isReplayed))
    }

    /// Writes the papers of a meeting, open or adjourned; returns their paths.
    package func writePapers(_ number: Int, _ papers: MeetingPapers, force: Bool) throws -> [String] {
        try makeFolder(papers.folder)
        let files = papers.files(try read { try sheet(number, $0) })
        for file in files { try DocumentFile.check(file.path, force: force) }
        for file in files {
            let document = try document(file.request, papers.words, templates: papers.templates)
            try DocumentFile.write(document, to: file.path, papers.words.language, force: force)
        }
        return files.map(\.path)
    }

    private func makeFolder(_ folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw Complaint(73, "file.cannotWrite", ["path": folder, "why": error.localizedDescription])
        }
    }
}
