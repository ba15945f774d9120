internal import Requests
package import Screen
internal import Wording

extension UIState {
    /// What the screen shows of this state; a pure function.
    package func frame() -> Frame { picture(after: nil).frame }

    /// The same with what of the frame before can be carried over.
    package func picture(after before: Picture?) -> Picture {
        var frame = Frame(size)
        var parts = Parts(self)
        guard !ScreenLayout.isTooSmall(size) else {
            let least = "\(ScreenLayout.smallest.columns)×\(ScreenLayout.smallest.rows)"
            let text = words.text("board.tooSmall", ["size": "\(size.columns)×\(size.rows)", "least": least])
            for (row, line) in VisibleText.wrap(text, width: max(2, size.columns)).enumerated() {
                frame.put(line, row: row, column: 0)
            }
            return Picture(frame: frame, covered: nil, parts: parts)
        }
        let before = before.flatMap { $0.parts.ground == parts.ground ? $0 : nil }
        parts.header = HeaderView.draw(self, after: before, &frame)
        parts.crumbs = CrumbsView.draw(self, after: before, &frame)
        switch tab {
        case .board: parts.columns = BoardView.draw(self, after: before, &frame)
        case .meeting: MeetingView.draw(self, &frame)
        case .desk: DeskView.draw(self, &frame)
        case .intake: IntakeView.draw(self, &frame)
        case .dossier: DossierView.draw(self, &frame)
        case .triage: TriageView.draw(self, &frame)
        case .figures: FiguresView.draw(self, &frame)
        }
        parts.footer = FooterView.draw(self, after: before, &frame)
        switch overlay {
        case .none, .search: return Picture(frame: frame, covered: nil, parts: parts)
        case _: break
        }
        let covered = frame
        OverlayView.draw(self, &frame)
        return Picture(frame: frame, covered: covered, parts: parts)
    }
}
