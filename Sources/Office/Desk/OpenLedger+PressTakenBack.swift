internal import Attestation
internal import Documents
internal import Ledger
internal import Rectification
internal import Requests
package import Wording

extension OpenLedger {
    /// The papers, by name without folder and format, that may have been written for steps of pressing which were just taken back: they stand for nothing any more.
    package func papersTakenBack(by performed: Performed, _ words: Catalogue) throws -> [String] {
        let undone = performed.events.compactMap { stored -> (stream: Stream, version: Int)? in
            guard case .finding(.undone(let version, "supervised")) = stored.text.event else { return nil }
            return (stored.text.stream, version)
        }
        guard !undone.isEmpty else { return [] }
        return try read { reader in
            var names: [String] = []
            // A paper is named by the first finding of its unit.
            var firsts: [OperationID: [OrganisationID: FindingNumber]] = [:]
            for (stream, version) in undone {
                let step = try reader.events(of: stream).first { $0.text.version == version }
                guard case .finding(let id) = stream, case .finding(.supervised(_, let draft)) = step?.text.event,
                    let operation = step?.text.operation
                else { continue }
                let unit = try reader.finding(id).unit
                if firsts[operation] == nil {
                    let pressed = try reader.findings(of: operation).map { try reader.finding($0) }
                    firsts[operation] = Dictionary(pressed.map { ($0.unit.id, $0.number) }) { min($0, $1) }
                }
                let name = Self.fileName(
                    words["documentKind.\(DocumentKind(draft.kind).rawValue)"], unit.path, firsts[operation]?[unit.id])
                if !names.contains(name) { names.append(name) }
            }
            return names
        }
    }
}
