package import Rectification
package import Requests
package import Screen

/// What only the figures know (screens.md, 6).
package enum FiguresAction: String, KeyAction {
    case export

    package static let table = "figures"

    package var standardKeys: [KeyPress] {
        switch self {
        case .export: [.character("X")]
        }
    }

    package var onlyReads: Bool { true }
}

/// 态势 as a value: which figure, of which unit, and where in its lines the cursor stands.
package struct FiguresState: Sendable {
    package internal(set) var kind = FigureKind.closure
    /// The units that were gone into, outermost first; empty: the whole ledger.
    package internal(set) var path: [OrganisationID] = []
    /// `nil` until they were read.
    package internal(set) var figures: UnitFigures?
    package internal(set) var lines: [FiguresText.Line] = []
    package internal(set) var cursor = 0
    var top = 0
    var generation = 0

    package init() {}

    package var selected: FiguresText.Line? { lines.indices.contains(cursor) ? lines[cursor] : nil }
}

/// What the figures want done.
package enum FiguresEffect: Sendable {
    case load(OrganisationID?, generation: Int)
    case export(FigureKind, OrganisationID?)
}

/// What the figures are told.
package enum FiguresMessage: Sendable {
    case loaded(UnitFigures, generation: Int)
    case exported(paths: [String], shell: String)
}
