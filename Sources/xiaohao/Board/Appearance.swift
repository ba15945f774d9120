import Foundation
import Office
import Screen
import Terminal

/// How the board is drawn on this terminal: what the configuration says, and else what the terminal said of itself.
struct Appearance {
    let configuration: Configuration
    let variables: [String: String]
    private let depth: ColourDepth
    private(set) var ground: Theme.Ground
    private(set) var ambiguous: Drawing.Ambiguous
    /// Shift and F3 look like an answer in some terminals: only the first one is.
    private var awaitsWidth = true

    init(_ configuration: Configuration, _ variables: [String: String]) {
        self.configuration = configuration
        self.variables = variables
        let promised = CursesTerminal.colours(variables)
        // NO_COLOR and what the terminal has are the last word; a person may ask for fewer.
        depth = configuration.theme == .mono ? .none : min(promised, configuration.colours ?? promised)
        let remembered = TerminalMemory.recall(variables)
        let told = (variables["COLORFGBG"]).flatMap { Theme.Ground(colorfgbg: $0) }
        ground =
            switch configuration.theme {
            case .dark, .mono: .dark
            case .light: .light
            case nil: told ?? remembered?.ground ?? .dark
            }
        ambiguous = configuration.ambiguous ?? remembered?.ambiguous ?? .narrow
    }

    var theme: Theme { Theme(ground, depth: depth, overrides: configuration.tones) }

    var drawing: Drawing { Drawing(ambiguous: ambiguous, borders: configuration.borders) }

    /// The Linux console and its like take a question for text.
    private var canBeAsked: Bool { !["linux", "vt100", "vt220", "ansi"].contains(variables["TERM"] ?? "") }

    var asksForGround: Bool {
        canBeAsked && configuration.theme == nil && (variables["COLORFGBG"] ?? "").isEmpty && depth > .none
    }

    var asksForWidth: Bool { canBeAsked && configuration.ambiguous == nil }

    /// Takes the terminal's answer; true when anything looks different now.
    mutating func take(_ report: TerminalReport) -> Bool {
        switch report {
        case .ground(let rgb):
            let told = Theme.Ground(rgb: rgb)
            guard asksForGround, told != ground else { return false }
            ground = told
        case .cursor(let place):
            // The character stood at the left of the second row: the cursor is one or two columns behind it.
            guard asksForWidth, awaitsWidth, place.row == 1, (1...2).contains(place.column) else { return false }
            awaitsWidth = false
            let told: Drawing.Ambiguous = place.column == 2 ? .wide : .narrow
            guard told != ambiguous else { return false }
            ambiguous = told
        }
        TerminalMemory.remember(.init(ground: ground, ambiguous: ambiguous), variables)
        return true
    }
}

/// What terminals said the last time, so that the next first frame is right at once: `$XDG_STATE_HOME/xiaohao/terminals`.
struct TerminalMemory {
    let ground: Theme.Ground
    let ambiguous: Drawing.Ambiguous

    private static let longest = 40

    private static func file(_ variables: [String: String]) -> String {
        UserFolders.state(variables) + "/terminals"
    }

    /// What tells one terminal from another.
    private static func name(_ variables: [String: String]) -> String {
        ["TERM", "TERM_PROGRAM", "VTE_VERSION", "KONSOLE_VERSION", "TMUX_PANE", "SSH_TTY"]
            .compactMap { variables[$0] }.joined(separator: "/").filter { $0 != " " && $0 != "\n" }
    }

    private static func lines(_ variables: [String: String]) -> [[Substring]] {
        guard let text = try? String(contentsOfFile: file(variables), encoding: .utf8) else { return [] }
        return text.split(separator: "\n").map { $0.split(separator: " ") }.filter { $0.count == 3 }
    }

    static func recall(_ variables: [String: String]) -> TerminalMemory? {
        let name = name(variables)
        guard let line = lines(variables).last(where: { $0[0] == name }),
            let ground = Theme.Ground(rawValue: String(line[1])),
            let ambiguous = Drawing.Ambiguous(rawValue: String(line[2]))
        else { return nil }
        return TerminalMemory(ground: ground, ambiguous: ambiguous)
    }

    /// A memory that cannot be kept is no fault.
    static func remember(_ memory: TerminalMemory, _ variables: [String: String]) {
        let name = name(variables)
        let others = lines(variables).filter { $0[0] != name }.suffix(longest - 1).map { $0.joined(separator: " ") }
        let text = (others + ["\(name) \(memory.ground.rawValue) \(memory.ambiguous.rawValue)"]).joined(separator: "\n")
        let file = file(variables)
        try? FileManager.default.createDirectory(
            atPath: UserFolders.state(variables), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        try? Data((text + "\n").utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
    }
}
