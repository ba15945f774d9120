internal import Rectification
internal import Requests
package import Screen
internal import Wording

extension UIState {
    /// The picture of this state; a pure function.
    package func frame() -> Frame {
        var frame = Frame(size)
        let layout = BoardLayout(self)
        guard !layout.isTooSmall else {
            let text = words.text("board.tooSmall", ["size": "\(size.columns)×\(size.rows)", "least": "60×15"])
            for (row, line) in VisibleText.wrap(text, width: max(2, size.columns)).enumerated() {
                frame.put(line, row: row, column: 0)
            }
            return frame
        }
        HeaderView.draw(self, &frame)
        if let line = layout.filterLine { HeaderView.drawFilter(self, &frame, row: line) }
        let coversBoard = layout.detail.map { $0.width == size.columns } ?? false
        if !coversBoard {
            if let strip = layout.strip { ColumnView.drawStrip(self, &frame, strip) }
            for (index, rect) in layout.columns { ColumnView.draw(self, index, rect, layout, &frame) }
        }
        if let rect = layout.detail { DetailView.draw(self, rect, &frame) }
        FooterView.draw(self, &frame)
        OverlayView.draw(self, &frame)
        return frame
    }
}

/// The line at the top: ledger, who I am, what needs somebody, today.
enum HeaderView {
    static func draw(_ state: UIState, _ frame: inout Frame) {
        let words = state.words
        frame.fill(Rect(row: 0, column: 0, width: state.size.columns, height: 1), .bar)
        let actor = state.setting.actor?.name ?? words["board.nobody"]
        let right = "\(CardWords(words).date(state.today)) · \(actor) "
        let rightWidth = DisplayWidth.of(right)
        frame.put(right, row: 0, column: max(0, state.size.columns - rightWidth), .bar)
        // What kind of ledger it is, is never cut; its name may be.
        var lead = " " + words["board.name"]
        if state.setting.isReadOnly { lead += " · " + words["board.readOnly"] }
        if state.setting.isPractice { lead += " · " + words["board.practice"] }
        let room = max(0, state.size.columns - rightWidth - 1)
        var needs = needs(state)
        // What needs somebody matters more than the ledger's name, and the first of it most.
        while !needs.isEmpty, DisplayWidth.of(lead + needs.joined(separator: " · ")) + 2 > room { needs.removeLast() }
        let tail = needs.isEmpty ? "" : "  " + needs.joined(separator: " · ")
        let left = room - DisplayWidth.of(lead + tail) - 3
        let name = left > 5 ? " · " + VisibleText.clip(state.setting.ledgerName, width: left) : ""
        frame.put(VisibleText.clip(lead + name + tail, width: room), row: 0, column: 0, .bar)
    }

    private static func needs(_ state: UIState) -> [String] {
        guard let counts = state.counts else { return [] }
        return [
            ("header.overdue", counts.overdue), ("header.review", counts.count(of: .review)),
            ("header.listed", counts.listed),
            ("header.immediate", counts.immediate),
        ].map { state.words.text($0.0, ["count": Digits.grouped($0.1)]) }
    }

    static func drawFilter(_ state: UIState, _ frame: inout Frame, row: Int) {
        let words = state.words
        var parts: [String] = []
        for field in FormState.filter(state.setting, state.filterValues).fields
        where !field.value.isBlank && field.name != "text" {
            let value = field.isChoice ? field.choices[field.chosen].words.trimmedStart : field.value
            parts.append(
                value == words["form.yes"]
                    ? words["field.\(field.name)"] : words["field.\(field.name)"] + words["list.colon"] + value)
        }
        if state.filter.isTrouble { parts.append(words["filter.trouble"]) }
        if let text = state.filter.text { parts.append("/" + text) }
        let line = " " + words["filter.shown"] + parts.joined(separator: " · ") + "  " + words["filter.clear"]
        frame.put(VisibleText.clip(line, width: state.size.columns), row: row, column: 0, .accent)
    }
}

/// Numbers as people read them.
enum Digits {
    /// 1,204
    static func grouped(_ number: Int) -> String {
        var text = ""
        for (index, digit) in String(number).reversed().enumerated() {
            if index > 0, index % 3 == 0, digit != "-" { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}

extension String {
    var trimmedStart: String { String(drop { $0 == " " }) }
}
