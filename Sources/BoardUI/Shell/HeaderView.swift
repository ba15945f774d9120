internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// The line at the top: ledger, who I am, what needs somebody, today.
enum HeaderView {
    static func draw(_ state: UIState, _ frame: inout Frame) {
        let words = state.words
        frame.fill(Rect(row: 0, column: 0, width: state.size.columns, height: 1), .bar)
        // What kind of ledger it is, is never cut; its name may be.
        var lead = " " + words["board.name"]
        if state.setting.isReadOnly { lead += " · " + words["board.readOnly"] }
        if state.setting.isPractice { lead += " · " + words["board.practice"] }
        if let warning = warning(state) {
            // Before everything else that stands here.
            let column = frame.put(lead + " ", row: 0, column: 0, .bar)
            let text = VisibleText.clip(" " + warning + " ", width: max(0, state.size.columns - column))
            let end = column + frame.put(text, row: 0, column: column, .danger)
            putRight(state, &frame, from: end + 1)
            return
        }
        let room = max(0, state.size.columns - putRight(state, &frame, from: 0) - 1)
        var needs = needs(state)
        // What needs somebody matters more than the ledger's name, and the first of it most.
        while !needs.isEmpty, DisplayWidth.of(lead + needs.joined(separator: " · ")) + 2 > room { needs.removeLast() }
        let tail = needs.isEmpty ? "" : "  " + needs.joined(separator: " · ")
        let left = room - DisplayWidth.of(lead + tail) - 3
        // Which part of the ledger is in view matters more than its name.
        let view = view(state)
        let part = view.isEmpty || left <= 5 ? "" : " · " + VisibleText.clip(view, width: left)
        let rest = left - DisplayWidth.of(part)
        let name = rest > 5 ? " · " + VisibleText.clip(state.setting.ledgerName, width: rest) : ""
        frame.put(VisibleText.clip(lead + name + part + tail, width: room), row: 0, column: 0, .bar)
    }

    /// Round and unit to which the present view keeps; empty when it shows all.
    private static func view(_ state: UIState) -> String {
        let parts: [String?]
        switch state.tab {
        case .board, .desk, .intake:
            let values = state.filterValuesInView
            parts = [values["round"]?.first, values["unit"]?.first]
        case .meeting:
            let facts = state.meeting.paper?.dossier.finding.facts
            parts = [facts?.round, facts?.unit.name]
        case .dossier: parts = [state.dossier.selected?.name]
        case .triage, .figures: parts = []
        }
        return parts.compactMap { $0 }.filter { !$0.isBlank }.joined(separator: " · ")
    }

    /// Today and who acts, at the right when there is room; returns how much it takes.
    @discardableResult
    private static func putRight(_ state: UIState, _ frame: inout Frame, from column: Int) -> Int {
        let actor = state.setting.actor?.name ?? state.words["board.nobody"]
        let right = "\(CardWords(state.words).date(state.today)) · \(actor) "
        let width = DisplayWidth.of(right)
        let start = max(0, state.size.columns - width)
        if start >= column { frame.put(right, row: 0, column: start, .bar) }
        return width
    }

    /// What is wrong with the ledger as a whole, as long as it is.
    private static func warning(_ state: UIState) -> String? {
        let words = state.words
        if state.setting.isHeadLost { return words["board.headLost"] }
        return state.absence.map { absence in
            let name = absence.waiting == 0 ? "absence.line" : "absence.waiting"
            return words.text(name, ["since": absence.since, "count": String(absence.waiting)])
        }
    }

    private static func needs(_ state: UIState) -> [String] {
        guard let counts = state.board.counts else { return [] }
        return [
            ("header.overdue", counts.overdue), ("header.review", counts.count(of: .review)),
            ("header.listed", counts.listed),
            ("header.immediate", counts.immediate),
        ].map { state.words.text($0.0, ["count": Digits.grouped($0.1)]) }
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

/// The line below the header: the views, and where one is in this one.
enum CrumbsView {
    static func draw(_ state: UIState, _ frame: inout Frame) {
        let words = state.words
        var column = 1
        for tab in Tab.existing {
            guard let action = tab.action else { continue }
            let key = state.setting.keymap.keys(of: .shell(action)).first
            let name = words["tab.\(tab.rawValue)"]
            let text = Tab.existing.count > 1 ? (key.map { KeyName.shown($0) + " " } ?? "") + name : name
            let style: Style = tab == state.tab ? Style(.title, reversed: Tab.existing.count > 1) : .dim
            let width = frame.put(" \(text) ", row: ScreenLayout.crumbs, column: column, style)
            if let key {
                let rect = Rect(row: ScreenLayout.crumbs, column: column, width: width, height: 1)
                frame.spots.append(Spot(rect, .key(key)))
            }
            column += width
        }
        let crumbs: [String]
        switch state.tab {
        case .board: crumbs = BoardView.crumbs(state)
        case .meeting: crumbs = MeetingView.crumbs(state)
        case .desk: crumbs = DeskView.crumbs(state)
        case .intake: crumbs = IntakeView.crumbs(state)
        case .dossier: crumbs = DossierView.crumbs(state)
        case .triage: crumbs = TriageView.crumbs(state)
        case .figures: crumbs = FiguresView.crumbs(state)
        }
        guard !crumbs.isEmpty else { return }
        let text = "› " + crumbs.joined(separator: " › ")
        frame.put(
            VisibleText.clip(text, width: state.size.columns - column - 1), row: ScreenLayout.crumbs, column: column,
            .accent)
    }
}
