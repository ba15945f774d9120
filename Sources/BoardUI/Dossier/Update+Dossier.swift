internal import Rectification
internal import Requests
internal import Screen
internal import Wording

// Walking the tree of units and the page of one.

extension UIState {
    // MARK: What is shown

    /// Asks for what the dossier shows: the first time for the top of the tree, afterwards for everything again.
    mutating func loadDossier() -> [Effect] {
        var effects: [Effect] = [.units(.children(of: nil))]
        effects += dossier.expanded.filter { dossier.children[$0] != nil }.map { .units(.children(of: $0)) }
        dossier.troubles = [:]
        if dossier.selected != nil { effects += troublesInView() + loadPage() }
        return effects + [recount]
    }

    private mutating func loadPage() -> [Effect] {
        guard let unit = dossier.selected else { return [] }
        dossier.generation += 1
        dossier.isLoadingMore = false
        return [.units(.page(unit.id, generation: dossier.generation))]
    }

    /// The counts of the units that are seen and have none.
    private func troublesInView() -> [Effect] {
        let seen = dossier.rows.dropFirst(dossier.top).prefix(DossierLayout(self).treeRows).map(\.node.id)
        let missing = seen.filter { dossier.troubles[$0] == nil }
        return missing.isEmpty ? [] : [.units(.troubles(missing))]
    }

    mutating func take(_ message: DossierMessage) -> [Effect] {
        switch message {
        case .children(let nodes, let parent): return take(nodes, below: parent)
        case .troubles(let troubles):
            dossier.troubles.merge(troubles) { $1 }
            return []
        case .page(let page, let generation):
            guard generation == dossier.generation else { return [] }
            let isSame = page?.organisation.id == dossier.page?.organisation.id
            dossier.page = page
            if !isSame {
                dossier.pageCursor = 0
                dossier.pageTop = 0
            }
            layOutPage()
            return []
        case .findings(let rows, let next, let generation):
            guard generation == dossier.generation, let page = dossier.page else { return [] }
            dossier.isLoadingMore = false
            dossier.page = page.with(rows, next: next)
            layOutPage()
            return []
        case .found(let found, let query): return take(found, for: query)
        case .revealed(let path, let children): return reveal(path, children)
        case .exported(let paths, let shell):
            self.shell = shell
            let text = ExportedPaths.fitting(size.columns - 4, ExportedPaths.text(paths)) {
                words.text("units.exported", ["paths": $0])
            }
            notice = Notice(.done, text)
            return replay([])
        }
    }

    private mutating func take(_ nodes: [UnitNode], below parent: OrganisationID?) -> [Effect] {
        let isFirst = dossier.roots == nil
        if let parent { dossier.children[parent] = nodes } else { dossier.roots = nodes }
        var effects: [Effect] = []
        // One city above everything is unfolded at once.
        if isFirst, parent == nil, nodes.count == 1, let only = nodes.first, only.hasChildren {
            dossier.expanded.insert(only.id)
            effects.append(.units(.children(of: only.id)))
        }
        dossier.layOut()
        keepDossierInView()
        if isFirst { effects += loadPage() }
        return effects + troublesInView()
    }

    /// The page as lines of the width it has now.
    mutating func layOutPage() {
        guard let page = dossier.page else { return dossier.lines = [] }
        let text = UnitPageText(words, setting.policy, today: today)
        dossier.lines = text.lines(page, width: DossierLayout(self).pageWidth)
        keepDossierInView()
    }

    mutating func keepDossierInView() {
        let layout = DossierLayout(self)
        dossier.cursor = max(0, min(dossier.cursor, dossier.rows.count - 1))
        dossier.top = Self.top(dossier.top, showing: dossier.cursor, of: dossier.rows.count, layout.treeRows)
        dossier.pageCursor = max(0, min(dossier.pageCursor, dossier.lines.count - 1))
        dossier.pageTop = Self.top(
            dossier.pageTop, showing: dossier.pageCursor, of: dossier.lines.count, layout.pageRows)
    }

    static func top(_ top: Int, showing cursor: Int, of count: Int, _ visible: Int) -> Int {
        let top = max(0, min(top, count - visible))
        if cursor < top { return cursor }
        return cursor >= top + visible ? cursor - visible + 1 : top
    }

    // MARK: Keys

    mutating func runOnDossier(_ action: ViewAction) -> [Effect] {
        let layout = DossierLayout(self)
        let page = dossier.focus == .tree ? layout.treeRows : layout.pageRows
        switch action {
        case .down: return moveOnDossier(by: 1)
        case .up: return moveOnDossier(by: -1)
        case .pageDown: return moveOnDossier(by: page)
        case .pageUp: return moveOnDossier(by: -page)
        case .halfDown: return moveOnDossier(by: max(1, page / 2))
        case .halfUp: return moveOnDossier(by: -max(1, page / 2))
        case .first: return moveOnDossier(by: -(dossier.rows.count + dossier.lines.count))
        case .last: return moveOnDossier(by: dossier.rows.count + dossier.lines.count)
        case .right: return dossier.focus == .tree ? unfold() : []
        case .left: return dossier.focus == .tree ? fold() : focusDossier(.tree)
        case .nextPane, .previousPane: return focusDossier(dossier.focus == .tree ? .page : .tree)
        case .open: return dossier.focus == .tree ? toggleUnit() : openOnPage()
        case .back: return backOnDossier()
        case .search:
            overlay = .search(TextInput(dossier.query))
            return []
        case .nextHit: return goToUnit(1)
        case .previousHit: return goToUnit(-1)
        case .zoomIn: return zoomDossier(.full)
        case .zoomOut: return zoomDossier(.normal)
        case .copy:
            let text = dossier.focus == .page ? dossier.selectedLine?.text : dossier.page?.path
            guard let text else { return [] }
            notice = Notice(.done, words["command.copied"])
            return [.copy(text)]
        case .mark, .markRange, .menu, .undo, .filter, .savedFilters, .trouble, .frequency, .lanes, .order: return []
        }
    }

    mutating func runOnDossier(_ action: DossierAction) -> [Effect] {
        guard let unit = dossier.page?.organisation else { return [] }
        switch action {
        case .export: return expect(.units(.export(unit.id)))
        case .board, .desk:
            var filter = FindingFilter()
            filter.unit = unit.id
            let path = dossier.page?.path ?? unit.name
            return leave { state in
                state.show(action == .board ? .board : .desk, filter, ["unit": [path]])
            }
        }
    }

    mutating func moveOnDossier(by distance: Int) -> [Effect] {
        guard dossier.focus == .tree else {
            dossier.pageCursor += distance
            keepDossierInView()
            return moreOnPage()
        }
        let before = dossier.selected?.id
        dossier.cursor += distance
        keepDossierInView()
        return troublesInView() + (dossier.selected?.id == before ? [] : loadPage())
    }

    /// The pointer goes where it points.
    mutating func pointOnDossier(_ row: Int, isPage: Bool) -> [Effect] {
        dossier.focus = isPage ? .page : .tree
        guard isPage else { return moveOnDossier(by: row - dossier.cursor) }
        dossier.pageCursor = row
        return moveOnDossier(by: 0)
    }

    /// More findings are asked for when the cursor comes near their end.
    private mutating func moreOnPage() -> [Effect] {
        guard let page = dossier.page, let next = page.next, !dossier.isLoadingMore,
            dossier.pageCursor + 40 > dossier.lines.count
        else { return [] }
        dossier.isLoadingMore = true
        return [.units(.findings(page.organisation.id, after: next, generation: dossier.generation))]
    }

    mutating func focusDossier(_ focus: DossierState.Focus) -> [Effect] {
        dossier.focus = focus
        if focus == .tree { dossier.zoom = .normal }
        layOutPage()
        return []
    }

    private mutating func zoomDossier(_ zoom: Zoom) -> [Effect] {
        dossier.zoom = zoom
        if zoom == .full { dossier.focus = .page }
        layOutPage()
        return []
    }

    // MARK: The tree

    /// Unfolds the unit under the cursor; one that is unfolded leads to its first child, one without children to its page.
    private mutating func unfold() -> [Effect] {
        guard let unit = dossier.selected else { return [] }
        guard unit.hasChildren else { return focusDossier(.page) }
        guard !dossier.expanded.contains(unit.id) else { return moveOnDossier(by: 1) }
        dossier.expanded.insert(unit.id)
        guard dossier.children[unit.id] == nil else {
            dossier.layOut()
            keepDossierInView()
            return troublesInView()
        }
        return [.units(.children(of: unit.id))]
    }

    /// Folds the unit under the cursor, else goes up to the one above it.
    private mutating func fold() -> [Effect] {
        guard let unit = dossier.selected else { return [] }
        if dossier.expanded.remove(unit.id) != nil {
            dossier.layOut()
            keepDossierInView()
            return troublesInView()
        }
        let depth = dossier.rows[dossier.cursor].depth
        guard let above = dossier.rows[..<dossier.cursor].lastIndex(where: { $0.depth < depth }) else { return [] }
        return moveOnDossier(by: above - dossier.cursor)
    }

    private mutating func toggleUnit() -> [Effect] {
        guard let unit = dossier.selected else { return [] }
        return unit.hasChildren && dossier.expanded.contains(unit.id) ? fold() : unfold()
    }

    private mutating func openOnPage() -> [Effect] {
        guard let number = dossier.selectedLine?.finding else { return [] }
        return expect(.locate(number))
    }

    /// Back takes away, one after the other: the whole screen, the page, the hits; then it leaves for the last view.
    private mutating func backOnDossier() -> [Effect] {
        if notice != nil || failure != nil {
            notice = nil
            failure = nil
            return []
        }
        if dossier.zoom != .normal { return zoomDossier(.normal) }
        if dossier.focus == .page { return focusDossier(.tree) }
        if !dossier.query.isEmpty { return findUnits("") }
        return trail.isEmpty ? show(.board) : returnToLastView()
    }

    // MARK: Type to jump

    /// Looks for units as they are typed; the first one is gone to.
    mutating func findUnits(_ text: String) -> [Effect] {
        dossier.query = text.isBlank ? "" : text
        dossier.hit = 0
        guard !dossier.query.isEmpty else {
            dossier.hits = []
            return []
        }
        return [.units(.find(dossier.query))]
    }

    private mutating func take(_ found: [OrganisationReference], for query: String) -> [Effect] {
        guard query == dossier.query else { return [] }
        dossier.hits = found
        dossier.hit = 0
        return found.first.map { [.units(.reveal($0.id))] } ?? []
    }

    private mutating func goToUnit(_ step: Int) -> [Effect] {
        let count = dossier.hits.count
        guard count > 0 else {
            notice = Notice(.refused, words["search.none"], remedy: words["search.none.remedy"])
            return []
        }
        dossier.hit = (dossier.hit + step + count) % count
        return [.units(.reveal(dossier.hits[dossier.hit].id))]
    }

    private mutating func reveal(_ path: [OrganisationID], _ children: [OrganisationID: [UnitNode]]) -> [Effect] {
        dossier.children.merge(children) { $1 }
        dossier.expanded.formUnion(path.dropLast())
        dossier.layOut()
        guard let index = dossier.rows.firstIndex(where: { $0.node.id == path.last }) else { return [] }
        dossier.focus = .tree
        return moveOnDossier(by: index - dossier.cursor)
    }
}
