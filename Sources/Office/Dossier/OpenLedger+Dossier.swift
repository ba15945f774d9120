internal import Documents
internal import Exchange
import Foundation
internal import Ledger
package import Rectification
package import Requests
package import Wording

extension OpenLedger {
    /// Findings that come with a page, and with each more of them.
    package static let pageFindings = 60
    /// Findings that a document lists: more than a unit has, fewer than a city's would bury its reader under.
    static let documentFindings = 500

    /// The page of a unit by id, name or path. Throws `Complaint`: unit.* 65 or 66.
    package func unitPage(_ written: String, findings: Int) throws -> UnitPage {
        try read { reader in
            let unit = try reader.unit(written)
            guard let page = try reader.unitPage(unit.id, limit: findings, today: today) else {
                throw Complaint(66, "unit.missing", ["found": written])
            }
            return page
        }
    }

    /// Writes the dossier of a unit beside the ledger, as .docx, .html and .md; returns their paths and the unit's path.
    ///
    /// Throws `Complaint`: file.cannotWrite 73, template.* 78.
    package func writeDossier(
        of unit: OrganisationID, _ words: Catalogue, templates: TemplateFolder
    ) throws -> (files: [String], unit: String) {
        let document = try document(.dossier(unit: unit.description), words, templates: templates)
        let path = try read { try $0.reference(to: unit)?.path } ?? unit.description
        let name = Self.fileName(words["documentKind.dossier"], path, nil)
        return (try write(document, named: name, words, formats: ["docx", "html", "md"]), path)
    }
}
