internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// The line at the top: ledger, who I am, what needs somebody, today.
enum HeaderView {
    /// All that the line says.
    struct Look: Equatable, Sendable {
        /// What kind of ledger it is.
        let isReadOnly: Bool
        let isPractice: Bool
        let warning: String?
        let counts: BoardCounts?
        let part: [String]
        let ledgerName: String
        let actor: String?
    }

    static func draw(_ state: UIState, after before: Picture?, _ frame: inout Frame) -> Part<Look> {
        let setting = state.setting
        let look = Look(
            isReadOnly: setting.isReadOnly, isPractice: setting.isPractice, warning: warning(state),
            counts: state.countsInView, part: part(state), ledgerName: setting.ledgerName, actor: setting.actor?.name)
        let rect = Rect(row: ScreenLayout.header, column: 0, width: state.size.columns, height: 1)
        let old = before.flatMap { before in before.parts.header.map { ($0, before.view) } }
        return Part(look, rect, after: old, &frame) { draw(look, state, rect, &$0) }
    }

    private static func draw(_ look: Look, _ state: UIState, _ rect: Rect, _ frame: inout Frame) {
        let words = state.words
        frame.fill(rect, .bar)
        // What kind of ledger it is, is never cut; its name may be.
        var lead = " " + words["board.name"]
        if look.isReadOnly { lead += " · " + words["board.readOnly"] }
        if look.isPractice { lead += " · " + words["board.practice"] }
        if let warning = look.warning {
            // Before everything else that stands here.
            let column = frame.put(lead + " ", row: rect.row, column: 0, .bar)
            let text = VisibleText.clip(" " + warning + " ", width: max(0, rect.width - column))
            let end = column + frame.put(text, row: rect.row, column: column, .danger)
            putRight(look, state, rect, &frame, from: end + 1)
            return
        }
        let room = max(0, rect.width - putRight(look, state, rect, &frame, from: 0) - 1)
        var needs = look.counts.map { Self.needs($0, words) } ?? []
        // What needs somebody matters more than the ledger's name, and the first of it most.
        while !needs.isEmpty, DisplayWidth.of(lead + needs.joined(separator: " · ")) + 2 > room { needs.removeLast() }
        let tail = needs.isEmpty ? "" : "  " + needs.joined(separator: " · ")
        let left = room - DisplayWidth.of(lead + tail) - 3
        // Which part of the ledger is in view matters more than its name.
        let part = look.part.joined(separator: " · ")
        let shown = part.isEmpty || left <= 5 ? "" : " · " + VisibleText.clip(part, width: left)
        let rest = left - DisplayWidth.of(shown)
        let name = rest > 5 ? " · " + VisibleText.clip(look.ledgerName, width: rest) : ""
        frame.put(VisibleText.clip(lead + name + shown + tail, width: room), row: rect.row, column: 0, .bar)
    }

    /// Round and unit to which the present view keeps; none when it shows all.
    private static func part(_ state: UIState) -> [String] {
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
        return parts.compactMap { $0 }.filter { !$0.isBlank }
    }

    /// Today and who acts, at the right when there is room; returns how much it takes.
    @discardableResult
    private static func putRight(
        _ look: Look, _ state: UIState, _ rect: Rect, _ frame: inout Frame, from column: Int
    ) -> Int {
        let actor = look.actor ?? state.words["board.nobody"]
        let right = "\(CardWords(state.words).date(state.today)) · \(actor) "
        let width = DisplayWidth.of(right)
        let start = max(0, rect.width - width)
        if start >= column { frame.put(right, row: rect.row, column: start, .bar) }
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

    private static func needs(_ counts: BoardCounts, _ words: Catalogue) -> [String] {
        [
            ("header.overdue", counts.overdue), ("header.review", counts.count(of: .review)),
            ("header.listed", counts.listed),
            ("header.immediate", counts.immediate),
        ].map { words.text($0.0, ["count": Digits.grouped($0.1)]) }
    }
}

/// Numbers as people read them.
enum Digits {
    /// 1,204
    static func grouped(_ number: Int) -> String {
        let plain = String(number)
        let first = number < 0 ? 1 : 0
        let count = plain.utf8.count
        guard count - first > 3 else { return plain }
        var text = ""
        for (index, digit) in plain.unicodeScalars.enumerated() {
            if index > first, (count - index) % 3 == 0 { text.append(",") }
            text.unicodeScalars.append(digit)
        }
        return text
    }
}

extension String {
    var trimmedStart: String { String(drop { $0 == " " }) }
}

/// The line below the header: the views, and where one is in this one.
enum CrumbsView {
    /// All that the line says.
    struct Look: Equatable, Sendable {
        let tab: Tab
        let crumbs: [String]
    }

    static func draw(_ state: UIState, after before: Picture?, _ frame: inout Frame) -> Part<Look> {
        let look = Look(tab: state.tab, crumbs: crumbs(state))
        let rect = Rect(row: ScreenLayout.crumbs, column: 0, width: state.size.columns, height: 1)
        let old = before.flatMap { before in before.parts.crumbs.map { ($0, before.view) } }
        return Part(look, rect, after: old, &frame) { draw(look, state, rect, &$0) }
    }

    private static func crumbs(_ state: UIState) -> [String] {
        switch state.tab {
        case .board: BoardView.crumbs(state)
        case .meeting: MeetingView.crumbs(state)
        case .desk: DeskView.crumbs(state)
        case .intake: IntakeView.crumbs(state)
        case .dossier: DossierView.crumbs(state)
        case .triage: TriageView.crumbs(state)
        case .figures: FiguresView.crumbs(state)
        }
    }

    private static func draw(_ look: Look, _ state: UIState, _ rect: Rect, _ frame: inout Frame) {
        let words = state.words
        var tabs: [(tab: Tab, key: KeyPress?, text: String)] = Tab.existing.compactMap { tab in
            guard let action = tab.action else { return nil }
            let key = state.setting.keymap.keys(of: .shell(action)).first
            return (tab, key, (key.map { KeyName.shown($0) + " " } ?? "") + words["tab.\(tab.rawValue)"])
        }
        let text = look.crumbs.isEmpty ? "" : "› " + look.crumbs.joined(separator: " › ")
        // What is filtered stands nowhere else; it matters more than what the other views are called.
        let isNarrowing = look.tab == .board || look.tab == .desk
        if isNarrowing, !text.isEmpty,
            tabs.reduce(DisplayWidth.of(text) + 2, { $0 + DisplayWidth.of($1.text) + 2 }) > rect.width
        {
            for index in tabs.indices where tabs[index].tab != look.tab {
                if let key = tabs[index].key { tabs[index].text = KeyName.shown(key) }
            }
        }
        var column = 1
        for tab in tabs {
            let style: Style = tab.tab == look.tab ? Style(.title, reversed: true) : .dim
            let width = frame.put(" \(tab.text) ", row: rect.row, column: column, style)
            if let key = tab.key {
                frame.spots.append(
                    Spot(Rect(row: rect.row, column: column, width: width, height: 1), .key(key)))
            }
            column += width
        }
        guard !text.isEmpty else { return }
        frame.put(
            VisibleText.clip(text, width: rect.width - column - 1), row: rect.row, column: column, .accent)
    }
}
