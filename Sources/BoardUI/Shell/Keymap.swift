package import Screen

/// What a key means where it is pressed.
package enum KeyMeaning: Hashable, Sendable {
    case shell(ShellAction)
    case view(ViewAction)
    case board(BoardAction)
    case desk(DeskAction)
    case meeting(MeetingAction)
    case intake(IntakeAction)
    case dossier(DossierAction)
    case triage(TriageAction)
    case figures(FiguresAction)

    /// `board.next`: its name in the configuration file; `key.board.next` is its text in the help.
    package var name: String {
        switch self {
        case .shell(let action): action.name
        case .view(let action): action.name
        case .board(let action): action.name
        case .desk(let action): action.name
        case .meeting(let action): action.name
        case .intake(let action): action.name
        case .dossier(let action): action.name
        case .triage(let action): action.name
        case .figures(let action): action.name
        }
    }

    package var onlyReads: Bool {
        switch self {
        case .shell(let action): action.onlyReads
        case .view(let action): action.onlyReads
        case .board(let action): action.onlyReads
        case .desk(let action): action.onlyReads
        case .meeting(let action): action.onlyReads
        case .intake(let action): action.onlyReads
        case .dossier(let action): action.onlyReads
        case .triage(let action): action.onlyReads
        case .figures(let action): action.onlyReads
        }
    }
}

extension KeyMeaning {
    /// Whether what is typed after it is text.
    var opensInput: Bool {
        switch self {
        case .view(.search), .view(.filter), .view(.savedFilters), .view(.menu), .shell(.help), .shell(.actAs),
            .shell(.command),
            .board(.file), .board(.next), .board(.previous), .desk(.next):
            true
        case .meeting(.note), .meeting(.rehear), .meeting(.disagree), .meeting(.postpone), .meeting(.openMeeting): true
        case .intake(.setting), .intake(.file): true
        case .triage(.retitle), .triage(.letter), .triage(.answer), .triage(.followUp), .triage(.decide),
            .triage(.rectify), .triage(.split):
            true
        case .view, .shell, .board, .desk, .meeting, .intake, .dossier, .triage, .figures: false
        }
    }
}

/// The keys of every view. A view's keys are those of the shell, those that it takes of `ViewAction`, and its own.
package struct Keymap: Equatable, Sendable {
    private let shell: KeyTable<ShellAction>
    private let view: KeyTable<ViewAction>
    private let board: KeyTable<BoardAction>
    private let desk: KeyTable<DeskAction>
    private let meeting: KeyTable<MeetingAction>
    private let intake: KeyTable<IntakeAction>
    private let dossier: KeyTable<DossierAction>
    private let triage: KeyTable<TriageAction>
    private let figures: KeyTable<FiguresAction>

    package static let standard = Keymap([:])

    /// - Parameter overrides: keys by name of the meaning.
    init(_ overrides: [String: [KeyPress]]) {
        shell = KeyTable(overrides)
        view = KeyTable(overrides)
        board = KeyTable(overrides)
        desk = KeyTable(overrides)
        meeting = KeyTable(overrides)
        intake = KeyTable(overrides)
        dossier = KeyTable(overrides)
        triage = KeyTable(overrides)
        figures = KeyTable(overrides)
    }

    /// Everything that a key can mean in a view, in the order of its help.
    package static func meanings(on tab: Tab) -> [KeyMeaning] {
        let own: [KeyMeaning] =
            switch tab {
            case .board: BoardAction.allCases.map { .board($0) }
            case .meeting: MeetingAction.allCases.map { .meeting($0) }
            case .desk: DeskAction.allCases.map { .desk($0) }
            case .intake: IntakeAction.allCases.map { .intake($0) }
            case .dossier: DossierAction.allCases.map { .dossier($0) }
            case .triage: TriageAction.allCases.map { .triage($0) }
            case .figures: FiguresAction.allCases.map { .figures($0) }
            }
        let everywhere = ShellAction.allCases.filter { action in
            action.tab.map { $0 != tab && Tab.existing.contains($0) } ?? true
        }
        // A meeting's own keys matter most in its help.
        let views = tab.takes.map { KeyMeaning.view($0) }
        return ([.meeting, .intake, .triage].contains(tab) ? own + views : views + own) + everywhere.map { .shell($0) }
    }

    package func keys(of meaning: KeyMeaning) -> [KeyPress] {
        switch meaning {
        case .shell(let action): shell.keys(of: action)
        case .view(let action): view.keys(of: action)
        case .board(let action): board.keys(of: action)
        case .desk(let action): desk.keys(of: action)
        case .meeting(let action): meeting.keys(of: action)
        case .intake(let action): intake.keys(of: action)
        case .dossier(let action): dossier.keys(of: action)
        case .triage(let action): triage.keys(of: action)
        case .figures(let action): figures.keys(of: action)
        }
    }

    /// What a key means in a view; what an input method makes of a command key is that key.
    package func meaning(of key: KeyPress, on tab: Tab) -> KeyMeaning? {
        let key = Self.halfWidth(key)
        switch tab {
        case .board: if let action = board[key] { return .board(action) }
        case .meeting: if let action = meeting[key] { return .meeting(action) }
        case .desk: if let action = desk[key] { return .desk(action) }
        case .intake: if let action = intake[key] { return .intake(action) }
        case .dossier: if let action = dossier[key] { return .dossier(action) }
        case .triage: if let action = triage[key] { return .triage(action) }
        case .figures: if let action = figures[key] { return .figures(action) }
        }
        if let action = view[key], tab.takes.contains(action) { return .view(action) }
        guard let action = shell[key] else { return nil }
        if let other = action.tab, !Tab.existing.contains(other) { return nil }
        return .shell(action)
    }

    /// As `halfWidth(_: KeyPress)`, of a character that is written.
    package static func halfWidth(_ character: Character) -> String {
        guard case .character(let meant) = halfWidth(.character(character)) else { return String(character) }
        return String(meant)
    }

    /// What an input method makes of a command key (`？` `／` `。` `＞`) is the key it stands for.
    package static func halfWidth(_ key: KeyPress) -> KeyPress {
        guard case .character(let character) = key, let scalar = character.unicodeScalars.first,
            character.unicodeScalars.count == 1
        else { return key }
        switch scalar.value {
        case 0x3002, 0xFF0E: return .character(".")
        case 0x300A, 0x3008: return .character("<")
        case 0x300B, 0x3009: return .character(">")
        case 0x3001: return .character("/")
        case 0x3000: return .character(" ")
        case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0).map { .character(Character($0)) } ?? key
        case _: return key
        }
    }
}
