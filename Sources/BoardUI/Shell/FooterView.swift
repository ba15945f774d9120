internal import Requests
internal import Screen
internal import Wording

/// Two lines at the bottom: what was said, and the keys that matter here and now.
enum FooterView {
    /// A key with a short word; the key is the one that the keymap has.
    struct Hint: Equatable, Sendable {
        let meanings: [KeyMeaning]
        let keys: [KeyPress]
        let label: String

        init(_ meaning: KeyMeaning, _ label: String) { self.init([meaning], label) }

        init(_ meanings: [KeyMeaning], _ label: String) {
            self.meanings = meanings
            keys = []
            self.label = label
        }

        /// For keys of forms and lists, which are the same everywhere.
        init(_ keys: KeyPress..., label: String) { self.init(keys: keys, label) }

        init(keys: [KeyPress], _ label: String) {
            meanings = []
            self.keys = keys
            self.label = label
        }
    }

    /// All that the two lines say.
    struct Look: Equatable, Sendable {
        let isReadOnly: Bool
        let busy: Busy?
        let notice: Notice?
        /// The last action as a command.
        let shell: String?
        let hints: [Hint]
        let search: TextInput?
    }

    static func draw(_ state: UIState, after before: Picture?, _ frame: inout Frame) -> Part<Look> {
        var search: TextInput?
        switch state.overlay {
        case .search(let input): search = input
        case .output(let pane): search = pane.input
        case _: break
        }
        let look = Look(
            isReadOnly: state.setting.isReadOnly, busy: state.isAskingPIN ? nil : state.busy,
            notice: state.failure ?? state.notice,
            shell: state.shell, hints: search == nil ? hints(state) : [], search: search)
        let rect = Rect(row: ScreenLayout.notice(state.size), column: 0, width: state.size.columns, height: 2)
        let old = before.flatMap { before in before.parts.footer.map { ($0, before.view) } }
        let part = Part(look, rect, after: old, &frame) { frame in
            let rest = drawNotice(look, state.words, ScreenLayout.notice(state.size), rect.width, &frame)
            drawKeys(look, state, beside: rest, &frame)
        }
        if let search {
            frame.cursor = Place(
                row: ScreenLayout.footer(state.size),
                column: min(rect.width - 1, DisplayWidth.of(prompt) + DisplayWidth.of(search.beforeCaret)))
        }
        return part
    }

    private static let prompt = " / "

    /// - Parameter notice: what of it found no room on its own line; it takes the room of all keys but the one for help.
    private static func drawKeys(_ look: Look, _ state: UIState, beside notice: Rest?, _ frame: inout Frame) {
        let row = ScreenLayout.footer(state.size)
        let width = state.size.columns
        if let search = look.search {
            frame.put(prompt + VisibleText.clip(search.text, width: width - 4), row: row, column: 0, .strong)
            return
        }
        var column = 1
        if let notice {
            let room = width - 3 - (look.hints.first.map { columns(of: $0, state) + 2 } ?? 0)
            column += max(
                room + 1, frame.put(VisibleText.clip(notice.text, width: room), row: row, column: 1, notice.style))
        }
        for hint in notice == nil ? look.hints[...] : look.hints.prefix(1) {
            if look.isReadOnly, hint.meanings.contains(where: { !$0.onlyReads }) { continue }
            let keys = hint.keys + hint.meanings.compactMap { state.setting.keymap.keys(of: $0).first }
            guard let first = keys.first else { continue }
            let key = keys.map { KeyName.shown($0) }.joined(separator: " ")
            let label = state.words[hint.label]
            guard column + DisplayWidth.of(key) + DisplayWidth.of(label) + 3 < width else { continue }
            let start = column
            column += frame.put(key, row: row, column: column, .strong) + 1
            column += frame.put(label, row: row, column: column, .dim) + 2
            frame.spots.append(Spot(Rect(row: row, column: start, width: column - start - 2, height: 1), .key(first)))
        }
    }

    private static func columns(of hint: Hint, _ state: UIState) -> Int {
        let keys = hint.keys + hint.meanings.compactMap { state.setting.keymap.keys(of: $0).first }
        return DisplayWidth.of(keys.map { KeyName.shown($0) }.joined(separator: " ") + " " + state.words[hint.label])
    }

    private struct Rest {
        let text: String
        let style: Style
    }

    /// What takes long, else what failed and is not dealt with, else what was said last, else the last action as a command.
    private static func drawNotice(
        _ look: Look, _ words: Catalogue, _ row: Int, _ width: Int, _ frame: inout Frame
    ) -> Rest? {
        if let busy = look.busy {
            frame.put(VisibleText.clip(" " + text(of: busy, words), width: width), row: row, column: 0, .accent)
            return nil
        }
        guard let notice = look.notice else {
            if let shell = look.shell {
                frame.put(VisibleText.clip(" $ " + shell, width: width), row: row, column: 0, .dim)
            }
            return nil
        }
        let (sign, style): (String, Style) =
            switch notice.kind {
            case .done: ("✓ ", .success)
            case .told: ("· ", .accent)
            case .refused: ("✗ ", .warning)
            case .failed: ("‼ ", .danger)
            }
        let remedy = notice.remedy.isEmpty ? "" : " → " + notice.remedy
        var text = sign + notice.text + remedy
        let lines = VisibleText.wrap(text, width: width - 1)
        // Where the line of the keys begins with help, a long sentence goes on in it.
        if lines.count > 1, look.hints.first?.meanings == [.shell(.help)] {
            frame.put(lines[0], row: row, column: 1, style)
            return Rest(text: lines.dropFirst().joined(separator: " "), style: style)
        }
        if notice.kind == .done, let shell = look.shell { text += "   $ " + shell }
        frame.put(VisibleText.clip(" " + text, width: width), row: row, column: 0, style)
        return nil
    }

    private static func text(of busy: Busy, _ words: Catalogue) -> String {
        let what = busy.what.isEmpty ? words["busy.asking"] : busy.what
        let share = busy.total > 0 ? " \(busy.done * 100 / busy.total)%" : ""
        let done = busy.done > 0 ? " · " + Digits.grouped(busy.done) + share : ""
        return words.text("busy.line", ["what": what, "done": done])
    }

    private static func hints(_ state: UIState) -> [Hint] {
        // Help is never dropped from a narrow footer.
        let help = Hint(.shell(.help), "hint.help")
        switch state.overlay {
        case .form:
            return [
                Hint(.tab, label: "hint.nextField"), Hint(.control("s"), label: "hint.send"),
                Hint(.escape, label: "hint.cancel"), Hint(.left, .right, label: "hint.choose"),
                Hint(.control("n"), label: "hint.suggest"), Hint(.control("x"), .control("e"), label: "hint.editor"),
            ]
        case .help:
            return [
                Hint(.enter, label: "hint.do"), Hint(.up, .down, label: "hint.walk"), Hint(.escape, label: "hint.back"),
            ]
        case .menu, .evidence:
            return [
                help, Hint(.enter, label: "hint.do"), Hint(.up, .down, label: "hint.walk"),
                Hint(.escape, label: "hint.back"),
            ]
        case .people:
            return [
                Hint(.enter, label: "hint.choose"), Hint(.up, .down, label: "hint.walk"),
                Hint(.escape, label: "hint.back"),
            ]
        case .filters(let list):
            guard case .choosing = list.mode else {
                switch list.mode {
                case .deleting, .replacing:
                    return [Hint(.character("y"), label: "hint.yes"), Hint(.character("n"), label: "hint.no")]
                case .choosing, .saving, .renaming:
                    return [Hint(.enter, label: "hint.save"), Hint(.escape, label: "hint.cancel")]
                }
            }
            return [
                help, Hint(.enter, label: "hint.apply"), Hint(.character("s"), label: "hint.saveFilter"),
                Hint(.character("r"), label: "hint.rename"), Hint(.character("d"), label: "hint.delete"),
                Hint(.escape, label: "hint.back"),
            ]
        case .frequency:
            return [
                help, Hint(.enter, label: "hint.drill"), Hint(.left, .right, label: "hint.field"),
                Hint(.up, .down, label: "hint.walk"), Hint(.escape, label: "hint.back"),
            ]
        case .output:
            return [
                help, Hint(.up, .down, label: "hint.scroll"), Hint(.character("/"), label: "hint.search"),
                Hint(.character("y"), label: "hint.copy"), Hint(.escape, label: "hint.back"),
            ]
        case .neighbours:
            return [
                help, Hint(.enter, label: "hint.goThere"), Hint(.character(" "), label: "hint.mark"),
                Hint(.character("m"), label: "hint.groupThem"), Hint(.up, .down, label: "hint.walk"),
                Hint(.escape, label: "hint.back"),
            ]
        case .conflict:
            return [
                Hint(.character("r"), label: "hint.reload"),
                Hint(.character("d"), .escape, label: "hint.draft"),
                Hint(.character("e"), label: "hint.goOn"),
            ]
        case .question(let question): return question.answers.map { Hint(keys: $0.keys, $0.does) }
        case .command: return []
        case .search: return []
        case .secret:
            return [Hint(.enter, label: "hint.unlock"), Hint(.escape, label: "hint.cancel")]
        case .none:
            let own: [Hint]
            switch state.tab {
            case .board: own = BoardView.footerHints(state)
            case .meeting: own = MeetingView.footerHints(state)
            case .desk: own = DeskView.footerHints(state)
            case .intake: own = IntakeView.footerHints(state)
            case .dossier: own = DossierView.footerHints(state)
            case .triage: own = TriageView.footerHints(state)
            case .figures: own = FiguresView.footerHints(state)
            }
            if !state.board.marks.isEmpty || state.board.rangeStart != nil, state.tab == .board {
                return [help] + BoardView.markHints
            }
            return [help] + own
        }
    }
}
