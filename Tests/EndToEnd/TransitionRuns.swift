import Foundation
import PseudoTerminal
import Testing

/// Every row of domain §4, by command, by the board's keys and in its form: each reaches its event, and one person is refused it.
@Suite("Every row of domain §4", .serialized)
struct TransitionRuns {
    @Test("reaches its event by command, and is refused by its rule", arguments: Transition.all)
    func command(_ row: Transition) throws {
        let stations = try Stations.shared.get()
        let program = try stations.program(at: row.station)
        let refused = try program.run(["--as", row.refused] + row.command + ["--json"])
        let error = try Self.error(refused)
        #expect(error["rule"] as? String == row.rule, "\(refused.errors)")
        #expect(refused.output.isEmpty && refused.code != 0)
        let before = try Self.events(program)
        let ending = try program.run(["--as", row.person] + row.command)
        #expect(ending.code == 0, "\(ending.errors)")
        #expect(try Self.events(program).dropFirst(before.count).contains(row.event))
    }

    @Test("reaches its event by the board's keys, and is refused there with the same words", arguments: Transition.all)
    func keys(_ row: Transition) throws {
        let stations = try Stations.shared.get()
        let program = try stations.program(at: row.station)
        try refuse(row, program)
        let before = try Self.events(program)
        let board = try program.board(columns: 160, rows: 50, ["--as", row.person])
        try open(row, board)
        if let letter = row.letter {
            try board.press("." + letter)
            if !row.keys.isEmpty { try board.waitFor("Tab 下一项") }
        }
        for (index, part) in row.keys.components(separatedBy: "<wait>").enumerated() {
            if index > 0 { board.settle() }
            try board.press(part)
        }
        if row.isAsked {
            try board.waitFor("请确认")
            try board.press("y")
        }
        try board.waitUntil("\(row.event) after \(row.keys)") { _ in
            (try? Self.events(program).dropFirst(before.count).contains(row.event)) == true
        }
        // An import leaves its report open, which comes after what it reports is stored.
        if row.station == .empty, row.letter == nil, row.event == "broughtForward" {
            try board.waitFor("共 1 行")
            try board.press("<esc>")
        } else {
            try board.waitFor("✓")
        }
        try board.press("Q")
        _ = try board.waitForEnd()
        #expect(try program.run(["check"]).code == 0)
    }

    /// The board says to whoever may not do it what the command says.
    private func refuse(_ row: Transition, _ program: Program) throws {
        let said = try Self.error(try program.run(["--as", row.refused] + row.command + ["--json"]))
        let message = try #require(said["message"] as? String)
        let before = try Self.events(program)
        let board = try program.board(columns: 160, rows: 50, ["--as", row.refused])
        try open(row, board)
        if let letter = row.letter {
            try board.press("." + letter)
        } else {
            for (index, part) in row.keys.components(separatedBy: "<wait>").enumerated() {
                if index > 0 { board.settle() }
                try board.press(part)
            }
        }
        try board.waitFor(String(message.prefix(12)))
        try board.press("<esc>")
        if row.event == "filed" {
            // What was typed is no draft for the next one.
            try board.waitFor("放弃吗")
            try board.press("y")
        }
        board.settle()
        board.hangUp()
        _ = try board.waitForEnd()
        #expect(try Self.events(program).count == before.count)
    }

    @Test("no cell is empty: every letter of the menu has its row, and every row its letter")
    func complete() throws {
        let stations = try Stations.shared.get()
        let program = try stations.program(at: .started)
        let board = try program.board(columns: 160, rows: 90)
        try board.waitFor("#1 误工补助支出异常")
        try board.press(".")
        try board.waitFor("可办事项")
        board.settle()
        var letters: Set<String> = []
        for part in board.screen.text.split(whereSeparator: { "\n│".contains($0) }) {
            let cells = part.drop { "▌ ".contains($0) }.split(separator: " ", maxSplits: 1)
            guard cells.count == 2, cells[0].count == 1, let letter = cells[0].first, letter.isASCII, !letter.isNumber
            else {
                continue
            }
            letters.insert(String(letter))
        }
        // Of the line of keys, not of the menu.
        letters.remove("?")
        #expect(letters.count > 35)
        #expect(letters == Set(Transition.all.compactMap(\.letter)))
        board.hangUp()
        _ = try board.waitForEnd()
        // Return can be confirmed and refused.
        #expect(Set(Transition.all.filter { $0.station == .returned }.map(\.event)) == ["reassigned", "returnRefused"])
    }

    private func open(_ row: Transition, _ board: ProgramUnderTest) throws {
        guard row.station != .empty else {
            try board.waitFor("已交办 0")
            return
        }
        // It opens where the finding is.
        try board.waitFor("▌#1 误工补助支出异常")
    }

    private static func error(_ ending: Program.Ending) throws -> [String: Any] {
        let last = try #require(ending.errors.split(separator: "\n").last)
        let value = try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: [String: Any]]
        return try #require(value?["error"])
    }

    /// The events of findings, in the order of the log.
    private static func events(_ program: Program) throws -> [String] {
        try program.run(["log", "--json"]).output.split(separator: "\n").compactMap { line in
            let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            guard (event?["stream"] as? String)?.hasPrefix("finding/") == true else { return nil }
            return event?["event"] as? String
        }
    }
}
