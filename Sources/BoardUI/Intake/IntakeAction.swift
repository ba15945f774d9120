package import Screen

/// What only the list of proposed findings knows.
package enum IntakeAction: String, KeyAction {
    case file, join, split, setting

    package static let table = "intake"

    package var standardKeys: [KeyPress] {
        switch self {
        case .file: [.character("c")]
        case .join: [.character("J")]
        case .split: [.character("S")]
        case .setting: [.character("R")]
        }
    }

    package var onlyReads: Bool { false }
}
