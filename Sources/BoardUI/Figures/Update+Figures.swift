internal import Rectification
internal import Requests
internal import Screen
internal import Wording

// From figure to figure, and into units.

extension UIState {
    mutating func loadFigures() -> [Effect] {
        figures.generation += 1
        return [
            .figures(.load(figures.path.last, generation: figures.generation)),
            recount,
        ]
    }

    mutating func take(_ message: FiguresMessage) -> [Effect] {
        switch message {
        case .loaded(let loaded, let generation):
            guard generation == figures.generation else { return [] }
            figures.figures = loaded
            layOutFigure()
            return []
        case .exported(let paths, let shell):
            self.shell = shell
            notice = Notice(.done, words.text("chart.exported", ["paths": ExportedPaths.text(paths)]))
            return replay([])
        }
    }

    /// The figure as lines of the width it has now.
    mutating func layOutFigure() {
        guard let loaded = figures.figures else { return }
        figures.lines = FiguresText(words).lines(figures.kind, loaded, width: FiguresView.width(self))
        keepFigureInView()
    }

    private mutating func keepFigureInView() {
        figures.cursor = max(0, min(figures.cursor, figures.lines.count - 1))
        figures.top = Self.top(
            figures.top, showing: figures.cursor, of: figures.lines.count, FiguresView.visibleRows(self))
    }

    mutating func runOnFigures(_ action: ViewAction) -> [Effect] {
        let page = FiguresView.visibleRows(self)
        switch action {
        case .down: return moveOnFigures(by: 1)
        case .up: return moveOnFigures(by: -1)
        case .pageDown: return moveOnFigures(by: page)
        case .pageUp: return moveOnFigures(by: -page)
        case .halfDown: return moveOnFigures(by: max(1, page / 2))
        case .halfUp: return moveOnFigures(by: -max(1, page / 2))
        case .first: return moveOnFigures(by: -figures.lines.count)
        case .last: return moveOnFigures(by: figures.lines.count)
        case .right, .nextPane: return chooseFigure(by: 1)
        case .left, .previousPane: return chooseFigure(by: -1)
        case .open:
            guard let unit = figures.selected?.unit else { return [] }
            figures.path.append(unit)
            figures.cursor = 0
            return loadFigures()
        case .back:
            if notice != nil || failure != nil {
                notice = nil
                failure = nil
                return []
            }
            guard figures.path.popLast() == nil else { return loadFigures() }
            return trail.isEmpty ? show(.board) : returnToLastView()
        case .copy:
            let text = figures.lines.map(\.text).joined(separator: "\n")
            guard !text.isEmpty else { return [] }
            notice = Notice(.done, words["command.copied"])
            return [.copy(text)]
        case .mark, .markRange, .menu, .undo, .search, .nextHit, .previousHit, .filter, .savedFilters, .trouble,
            .frequency, .lanes, .order, .zoomIn, .zoomOut:
            return []
        }
    }

    mutating func runOnFigures(_ action: FiguresAction) -> [Effect] {
        switch action {
        case .export:
            guard figures.figures != nil else { return [] }
            return expect(.figures(.export(figures.kind, figures.path.last)))
        }
    }

    mutating func moveOnFigures(by distance: Int) -> [Effect] {
        figures.cursor += distance
        keepFigureInView()
        return []
    }

    private mutating func chooseFigure(by step: Int) -> [Effect] {
        let all = FigureKind.allCases
        let index = all.firstIndex(of: figures.kind) ?? 0
        return choose(figure: all[(index + step + all.count) % all.count])
    }

    mutating func choose(figure kind: FigureKind) -> [Effect] {
        figures.kind = kind
        figures.cursor = 0
        figures.top = 0
        layOutFigure()
        return []
    }
}
