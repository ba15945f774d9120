internal import Rectification
internal import Requests
internal import Screen
internal import Wording

// The command line behind `:`.

extension UIState {
    mutating func pressInCommand(_ key: KeyPress, _ command: CommandInput) -> [Effect] {
        var command = command
        switch key {
        case .escape:
            overlay = .none
            return []
        case .enter:
            overlay = .none
            return run(line: command.input.text)
        case .tab, .control("n"): command.complete(1)
        case .backTab, .control("p"): command.complete(-1)
        case .up: command.recall(-1)
        case .down: command.recall(1)
        case .backspace where command.input.text.isEmpty:
            overlay = .none
            return []
        case _:
            guard command.input.edit(key) else { return [] }
            command.chosen = nil
            command.past = nil
            overlay = .command(command)
            return completions()
        }
        overlay = .command(command)
        return []
    }

    /// Asks what could stand at the caret.
    func completions() -> [Effect] {
        guard case .command(let command) = overlay else { return [] }
        return [.complete(command.input.beforeCaret, number: board.selected?.number)]
    }

    mutating func take(_ completions: [Completion], of text: String) -> [Effect] {
        guard case .command(var command) = overlay, command.chosen == nil, command.input.beforeCaret == text else {
            return []
        }
        command.completions = completions
        command.completed = text
        overlay = .command(command)
        return []
    }

    /// A number alone goes to that finding, on the agenda where a meeting hears it; everything else is a command of the command line.
    private mutating func run(line: String) -> [Effect] {
        guard !line.isBlank else { return [] }
        if let number = Int(line.trimmed), number > 0 {
            let finding = FindingNumber(number)
            return goInMeeting(to: finding) ?? expect(.locate(finding))
        }
        if notice?.kind == .done { notice = nil }
        return [.run(line)]
    }

    /// What a command printed is shown; a line of it alone is a notice.
    mutating func take(_ reply: Message.CommandReply) -> [Effect] {
        shell = "xiaohao " + reply.line
        if let trouble = reply.trouble { say(trouble) }
        if reply.output.count > 2 {
            output = OutputPane(title: reply.line, lines: reply.output)
        } else if reply.trouble == nil {
            let said = reply.output.joined(separator: " · ")
            notice = Notice(.done, said.isEmpty ? words["command.done"] : said)
        }
        return []
    }

    /// What a command printed waits until nothing else is open: it takes no form away from under somebody's hands.
    mutating func showOutput() {
        guard let pane = output, case .none = overlay, !isTypingInView else { return }
        overlay = .output(pane)
        output = nil
    }

    /// Brings a finding that was asked for by number into view, wherever it stands.
    mutating func show(_ row: FindingRow) -> [Effect] {
        var effects: [Effect] = []
        if tab != .board || !board.filter.isEmpty {
            effects = leave { state in
                state.tab = .board
                state.board.filterValues = [:]
                return state.apply(FindingFilter())
            }
        }
        effects += turn(to: row)
        if board.detail == nil {
            board.detail = DetailPane(dossier: nil, number: row.number, hasFocus: true)
            keepInView()
            effects.append(.dossier(row.number))
        }
        return effects
    }
}
