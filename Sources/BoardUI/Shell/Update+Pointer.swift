internal import Requests
internal import Screen
internal import Wording

// A click selects, a double click opens, the wheel scrolls, a drag asks for a transition (screens.md, “Mouse”).

extension UIState {
    mutating func point(_ key: KeyPress) -> [Effect] {
        let first = tab == .board ? BoardLayout(self).columns.first?.index : nil
        let effects = follow(pointer: key)
        if let first { board.pinned = first }
        return effects
    }

    private mutating func follow(pointer key: KeyPress) -> [Effect] {
        desk.isChoosing = false
        // What was drawn is what is pointed at.
        let picture = frame()
        switch key {
        case .click(let place): return picture.target(at: place).map { touch($0) } ?? []
        // Its first click chose; what stands under the pointer since may be something else, for lists move with their cursor.
        case .doubleClick(let place):
            guard let target = picture.target(at: place) else { return [] }
            switch target {
            case .key: return touch(target)
            case .item: return isTyping ? [] : press(.enter)
            case .card, .pane: return isCovered ? [] : run(.view(.open))
            }
        case .wheelUp(let place): return scroll(at: picture.target(at: place), -1)
        case .wheelDown(let place): return scroll(at: picture.target(at: place), 1)
        case .drag(let from, let to):
            guard !isCovered, tab == .board, case .card(let column, let row) = picture.target(at: from) else {
                return picture.target(at: from).map { touch($0) } ?? []
            }
            switch picture.target(at: to) {
            case .card(let target, _): return drop(card: row, of: column, on: target)
            case .pane(let target) where target < board.columns.count:
                return drop(card: row, of: column, on: target)
            case .pane, .key, .item, nil: return []
            }
        case .character, .control, .enter, .tab, .backTab, .escape, .backspace, .delete, .insert, .up, .down, .left,
            .right, .home, .end, .pageUp, .pageDown, .function, .paste:
            return []
        }
    }

    /// Whether something lies over the view.
    var isCovered: Bool {
        switch overlay {
        case .none, .search, .command: false
        case .menu, .form, .conflict, .help, .people, .evidence, .filters, .frequency, .output, .neighbours, .question,
            .secret:
            true
        }
    }

    private var isFormOpen: Bool {
        if case .form = overlay { true } else { false }
    }

    /// A form, or the command line: what is in them goes nowhere by a second click.
    private var isTyping: Bool {
        if case .command = overlay { true } else { isFormOpen }
    }

    private mutating func touch(_ target: Spot.Target) -> [Effect] {
        switch target {
        case .key(let key): return press(key)
        case .item(let index):
            pointAtItem(index)
            return isFormOpen ? suggest() : []
        case .card(let column, let row):
            guard !isCovered else { return [] }
            switch tab {
            case .meeting: return pointAtItem(ofMeeting: row)
            case .intake:
                moveInIntake(by: row - intake.cursor)
                return []
            case .desk:
                desk.cursor = row
                return moveOnDesk(by: 0)
            case .dossier: return pointOnDossier(row, isPage: column == 1)
            case .triage: return pointInTriage(column: column, row: row)
            case .figures: return moveOnFigures(by: row - figures.cursor)
            case .board: return pointAtCard(column: column, row: row)
            }
        case .pane(let pane):
            guard !isCovered else { return [] }
            if tab == .meeting || tab == .intake { return [] }
            if tab == .triage { return pointAtTriage(pane: pane) }
            if tab == .figures {
                return FigureKind.allCases.indices.contains(pane) ? choose(figure: FigureKind.allCases[pane]) : []
            }
            if tab == .dossier { return focusDossier(pane == 0 ? .tree : .page) }
            guard tab == .desk else { return pointAtPane(pane) }
            return DeskPane.all.indices.contains(pane) ? choose(deskPane: DeskPane.all[pane]) : []
        }
    }

    /// The list on top has its cursor there.
    private mutating func pointAtItem(_ index: Int) {
        switch overlay {
        case .menu(var menu):
            menu.cursor = index
            overlay = .menu(menu)
        case .help(var help):
            help.cursor = index
            overlay = .help(help)
        case .people(var picker):
            picker.cursor = index
            overlay = .people(picker)
        case .evidence(var picker):
            picker.cursor = index
            overlay = .evidence(picker)
        case .form(var form):
            form.focus = index
            overlay = .form(form)
        case .filters(var list):
            list.cursor = index
            overlay = .filters(list)
        case .frequency(var frequency):
            frequency.cursor = index
            overlay = .frequency(frequency)
        case .neighbours(var list):
            list.cursor = index
            overlay = .neighbours(list)
        case .command(var command):
            command.take(index)
            overlay = .command(command)
        case .none, .search, .conflict, .output, .question, .secret: break
        }
    }

    /// Rows that one notch of the wheel goes.
    private static let notch = 3

    private mutating func scroll(at target: Spot.Target?, _ direction: Int) -> [Effect] {
        guard !isCovered else {
            return (0..<Self.notch).flatMap { _ in press(direction > 0 ? .down : .up) }
        }
        if tab == .desk { return moveOnDesk(by: direction * Self.notch) }
        if tab == .figures { return moveOnFigures(by: direction * Self.notch) }
        if tab == .dossier { return moveOnDossier(by: direction * Self.notch) }
        if tab == .meeting || tab == .intake || tab == .triage {
            return (0..<Self.notch).flatMap { _ in run(.view(direction > 0 ? .down : .up)) }
        }
        switch target {
        case .card(let column, _): return walk(to: column) + move(by: direction * Self.notch)
        case .pane(let pane) where pane < board.columns.count:
            return walk(to: pane) + move(by: direction * Self.notch)
        case .pane: scrollDetail(by: direction * Self.notch)
        case .key, .item, nil: break
        }
        return []
    }
}
