import BoardUI
import Ledger
import Office
import Rectification
import Requests
import Synchronization
import Wording

/// What the dossier wants to know of the ledger, and the document it writes.
extension BoardWorker {
    func messages(for effect: DossierEffect) throws -> [DossierMessage] {
        let today = ledger.today
        switch effect {
        case .children(let parent): return [.children(try ledger.read { try $0.units(below: parent) }, of: parent)]
        case .troubles(let units):
            return [.troubles(try ledger.read { try $0.troubles(of: units, today: today) })]
        case .page(let unit, let generation):
            return [
                .page(
                    try ledger.read { try $0.unitPage(unit, limit: OpenLedger.pageFindings, today: today) },
                    generation: generation)
            ]
        case .findings(let unit, let anchor, let generation):
            let (rows, next) = try ledger.read {
                try $0.findings(below: unit, after: anchor, limit: OpenLedger.pageFindings)
            }
            return [.findings(rows, next: next, generation: generation)]
        case .find(let text):
            return [.found(try ledger.read { try $0.units(containing: text, limit: 50) }, query: text)]
        case .reveal(let unit): return [try ledger.read { try $0.revealed(unit) }]
        case .export(let unit):
            let (paths, path) = try ledger.writeDossier(of: unit, words, templates: .ofThisPerson)
            let shell = [
                "xiaohao", "document", "dossier", ShellText.quoted(path), "--out", ShellText.quoted(paths.first ?? ""),
            ]
            return [.exported(paths: paths, shell: shell.joined(separator: " "))]
        }
    }
}

extension LedgerReader {
    /// The way to a unit, with what stands beside it on every step.
    fileprivate func revealed(_ unit: OrganisationID) throws -> DossierMessage {
        let path = Array(try tree(around: [unit]).chain(from: unit).map(\.id).reversed())
        var children: [OrganisationID: [UnitNode]] = [:]
        for parent in path.dropLast() { children[parent] = try units(below: parent) }
        return .revealed(path, children: children)
    }
}
