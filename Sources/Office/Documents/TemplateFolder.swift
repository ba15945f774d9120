package import Documents
import Foundation
package import Wording

/// Where an office keeps its own templates; a document without one there takes the bundled template.
package struct TemplateFolder: Sendable {
    package let path: String

    package init(_ path: String) { self.path = path }

    /// Throws `Complaint` 78 `template.*` with file and line.
    package func template(_ kind: DocumentKind, _ language: Language) throws -> Template {
        let file = path + "/" + BundledTemplate.fileName(kind, language)
        guard let data = FileManager.default.contents(atPath: file) else {
            return try BundledTemplate.of(kind, language)
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Complaint(78, "import.encoding", ["path": file])
        }
        do {
            return try Template(text, fields: kind.fields)
        } catch let problem as TemplateProblem {
            throw Complaint(
                78, problem.rule.rawValue, ["path": file, "line": String(problem.line), "found": problem.found],
                candidates: problem.known)
        }
    }
}
