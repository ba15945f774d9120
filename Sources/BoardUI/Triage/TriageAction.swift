package import Screen

/// What only triage knows (screens.md, 4); what a key does depends on the list: suggestions, common issues, letters.
package enum TriageAction: String, KeyAction {
    case accept, dismiss, merge, split, retitle, scope
    case letter, issue, answer, followUp, decide, rectify, paper

    package static let table = "triage"

    package var standardKeys: [KeyPress] {
        switch self {
        case .accept: [.character("a")]
        case .dismiss: [.character("x")]
        case .merge: [.character("m")]
        case .split: [.character("s")]
        case .retitle: [.character("t")]
        case .scope: [.character("S")]
        case .letter: [.character("L")]
        case .issue: [.character("i")]
        case .answer: [.character("r")]
        case .followUp: [.character("w")]
        case .decide: [.character("d")]
        case .rectify: [.character("R")]
        case .paper: [.character("X")]
        }
    }

    package var onlyReads: Bool { self == .paper }
}
