internal import Screen

/// Where the tree and the page stand.
struct DossierLayout {
    /// `nil` while the page fills the screen.
    let tree: Rect?
    let page: Rect

    var treeRows: Int { max(1, (tree?.height ?? 3) - 2) }
    var pageRows: Int { max(1, page.height - 2) }
    /// The columns that a line of the page has.
    var pageWidth: Int { page.width - 4 }

    init(_ state: borrowing UIState) {
        let body = ScreenLayout.body(state.size)
        guard state.dossier.zoom == .normal else {
            tree = nil
            page = body
            return
        }
        let width = body.width < 100 ? 30 : body.width < 160 ? 38 : 52
        tree = Rect(row: body.row, column: 0, width: width, height: body.height)
        page = Rect(row: body.row, column: width, width: body.width - width, height: body.height)
    }
}
