package import Screen

/// What only the dossier knows (screens.md, 5).
package enum DossierAction: String, KeyAction {
    case board, desk, export

    package static let table = "dossier"

    package var standardKeys: [KeyPress] {
        switch self {
        case .board: [.character("b")]
        case .desk: [.character("d")]
        case .export: [.character("X")]
        }
    }

    package var onlyReads: Bool { true }
}
