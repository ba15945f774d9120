internal import Rectification

/// Every unit of a ledger, by name: an import meets thousands, and asks a server far away only once.
struct KnownUnits {
    private var tree: OrganisationTree
    private var named: [String: [OrganisationID]]

    /// - Parameter organisations: in the order of their paths.
    init(_ organisations: [Organisation]) {
        tree = OrganisationTree(organisations)
        named = Dictionary(organisations.map { ($0.name, [$0.id]) }, uniquingKeysWith: +)
    }

    mutating func insert(_ organisation: Organisation) {
        tree.insert(organisation)
        named[organisation.name, default: []].append(organisation.id)
    }

    func reference(to id: OrganisationID) -> OrganisationReference? { tree.reference(to: id) }

    /// Everything that an id, a name or a path can mean; see `LedgerReader.units`.
    func units(_ written: String) -> [OrganisationReference] {
        if let id = OrganisationID(written) { return reference(to: id).map { [$0] } ?? [] }
        let written = WrittenUnit(written)
        return (written.names.last.flatMap { named[$0] } ?? [])
            .filter { written.means(tree.chain(from: $0)) }.compactMap(reference)
    }
}
