package import Rectification
package import Requests

/// 一村一档 as a value: the tree of units, of which only what is unfolded is there, and the page of the one under the cursor.
package struct DossierState: Sendable {
    package enum Focus: Hashable, Sendable { case tree, page }

    /// A unit where it stands in the tree.
    package struct Row: Hashable, Sendable {
        package let node: UnitNode
        package let depth: Int
        package let isExpanded: Bool
    }

    /// `nil` until they were read.
    var roots: [UnitNode]?
    var children: [OrganisationID: [UnitNode]] = [:]
    package internal(set) var expanded: Set<OrganisationID> = []
    /// The tree as it is shown, line by line.
    package internal(set) var rows: [Row] = []
    package internal(set) var cursor = 0
    var top = 0
    package internal(set) var troubles: [OrganisationID: UnitTrouble] = [:]

    package internal(set) var page: UnitPage?
    /// The page as lines of the width it has.
    package internal(set) var lines: [UnitPageText.Line] = []
    package internal(set) var pageCursor = 0
    var pageTop = 0
    package internal(set) var focus = Focus.tree
    package internal(set) var zoom = Zoom.normal
    var generation = 0
    var isLoadingMore = false

    /// What was typed behind `/`, and the units it found.
    package internal(set) var query = ""
    package internal(set) var hits: [OrganisationReference] = []
    var hit = 0

    package init() {}

    package var selected: UnitNode? { rows.indices.contains(cursor) ? rows[cursor].node : nil }

    package var selectedLine: UnitPageText.Line? {
        lines.indices.contains(pageCursor) ? lines[pageCursor] : nil
    }

    /// Lays the unfolded part of the tree out line by line; the cursor stays on its unit.
    mutating func layOut() {
        let kept = selected?.id
        rows = []
        for node in roots ?? [] { layOut(node, 0) }
        if let kept, let index = rows.firstIndex(where: { $0.node.id == kept }) { cursor = index }
        cursor = max(0, min(cursor, rows.count - 1))
    }

    private mutating func layOut(_ node: UnitNode, _ depth: Int) {
        let isExpanded = expanded.contains(node.id) && children[node.id] != nil
        rows.append(Row(node: node, depth: depth, isExpanded: isExpanded))
        // Bad data may hold a loop; no tree of units is deeper.
        guard isExpanded, depth < 12 else { return }
        for child in children[node.id] ?? [] { layOut(child, depth + 1) }
    }
}

/// What the dossier wants done.
package enum DossierEffect: Sendable {
    /// The units below one, or those at the top.
    case children(of: OrganisationID?)
    case troubles([OrganisationID])
    case page(OrganisationID, generation: Int)
    /// More of the findings of the page.
    case findings(OrganisationID, after: UnitFindingAnchor, generation: Int)
    case find(String)
    /// The units above one, each with its children, so that it can be shown.
    case reveal(OrganisationID)
    case export(OrganisationID)
}

/// What the dossier is told.
package enum DossierMessage: Sendable {
    case children([UnitNode], of: OrganisationID?)
    case troubles([OrganisationID: UnitTrouble])
    case page(UnitPage?, generation: Int)
    case findings([FindingRow], next: UnitFindingAnchor?, generation: Int)
    case found([OrganisationReference], query: String)
    /// From the top down, the unit itself last.
    case revealed([OrganisationID], children: [OrganisationID: [UnitNode]])
    case exported(paths: [String], shell: String)
}
