internal import Rectification
internal import Screen
internal import Wording

// What a command printed: scrolled, searched, copied.

extension UIState {
    mutating func pressInOutput(_ key: KeyPress, _ pane: OutputPane) -> [Effect] {
        if let input = pane.input { return pressInOutput(key, pane, typing: input) }
        var pane = pane
        let page = max(1, OutputView.visible(size))
        let last = OutputView.lastTop(pane, size)
        notice = nil
        switch Keymap.halfWidth(key) {
        case .escape, .character("q"), .enter:
            overlay = .none
            return []
        case .character("y"):
            notice = Notice(.done, words["command.copied"])
            return [.copy(pane.lines.joined(separator: "\n"))]
        case .character("/"): pane.input = TextInput(pane.sought)
        case .character("n"): goToHit(in: &pane, 1)
        case .character("N"): goToHit(in: &pane, -1)
        case .pageDown, .character(" "), .control("f"): pane.top += page
        case .pageUp, .control("b"): pane.top -= page
        case let other:
            guard let top = other.walk(pane.top, of: last + 1) else { return pressBeside(other) }
            pane.top = top
        }
        pane.top = max(0, min(last, pane.top))
        overlay = .output(pane)
        return []
    }

    /// Search as you type; Enter keeps it, Esc takes it back.
    private mutating func pressInOutput(_ key: KeyPress, _ pane: OutputPane, typing input: TextInput) -> [Effect] {
        var pane = pane
        var input = input
        switch key {
        case .escape:
            pane.input = nil
            pane.sought = ""
            pane.hit = nil
        case .enter, .down, .up:
            pane.input = nil
            if !pane.sought.isEmpty, pane.hit == nil { sayNotFound(pane.sought) }
        case _:
            guard input.edit(key) else { return [] }
            return seek(input, in: pane)
        }
        overlay = .output(pane)
        return []
    }

    /// Shows the first line from the last hit on in which the words stand.
    mutating func seek(_ input: TextInput, in pane: OutputPane) -> [Effect] {
        var pane = pane
        pane.input = input
        pane.sought = input.text.trimmed
        pane.hit = pane.line(with: pane.sought, from: pane.hit ?? pane.top, step: 1)
        show(hitOf: &pane)
        overlay = .output(pane)
        return []
    }

    private mutating func goToHit(in pane: inout OutputPane, _ step: Int) {
        guard !pane.sought.isEmpty else {
            notice = Notice(.refused, words["search.none"], remedy: words["search.none.remedy"])
            return
        }
        guard let hit = pane.line(with: pane.sought, from: (pane.hit ?? pane.top) + step, step: step) else {
            return sayNotFound(pane.sought)
        }
        pane.hit = hit
        show(hitOf: &pane)
    }

    /// A hit that is not seen becomes the first line.
    private func show(hitOf pane: inout OutputPane) {
        guard let hit = pane.hit, !(pane.top..<OutputView.end(pane, size)).contains(hit) else { return }
        pane.top = min(OutputView.lastTop(pane, size), hit)
    }

    private mutating func sayNotFound(_ sought: String) {
        notice = Notice(.refused, words.text("output.notFound", ["found": sought]))
    }
}

extension OutputPane {
    /// The first line with some words from one on, round the end.
    func line(with sought: String, from start: Int, step: Int) -> Int? {
        guard !sought.isEmpty, !lines.isEmpty else { return nil }
        let sought = sought.lowercased()
        return lines.indices.lazy.map { (start + step * $0 + lines.count * 2) % lines.count }
            .first { lines[$0].lowercased().contains(sought) }
    }
}
