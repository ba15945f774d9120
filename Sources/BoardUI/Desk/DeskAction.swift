package import Screen

/// What only the supervisor's desk knows (screens.md, 3).
package enum DeskAction: String, KeyAction {
    case next, clear, group, export

    package static let table = "desk"

    package var standardKeys: [KeyPress] {
        switch self {
        case .next: [.character(">")]
        case .clear: [.character("C")]
        case .group: [.character("z")]
        case .export: [.character("X")]
        }
    }

    package var onlyReads: Bool {
        switch self {
        case .next: false
        case .clear, .group, .export: true
        }
    }
}
