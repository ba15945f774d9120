internal import Rectification
internal import Requests

/// The views, in the order of their keys `1`…`6` (screens.md, “Tabs”); only those of `existing` are shown and reached.
///
/// **How a view is added** (say, `meeting`), in a folder `BoardUI/Meeting` of its own:
/// 1. Its state is a value `MeetingState`, a property of `UIState`; put `.meeting` into `existing` and say in `takes` which keys of `ViewAction` it gives a meaning to.
/// 2. Its own keys are an enum `MeetingAction: KeyAction` (`KeyActions.swift` shows how), a `KeyTable` in `Keymap` and a case of `KeyMeaning`; each has a text `key.meeting.<action>` in the three catalogues. The compiler then asks for every switch that has to know it: `Keymap`, `UIState.run(_:)`, `point(_:)`, `footerHints`, `frame()`, `Visit`.
/// 3. What it wants done is `Effect.meeting(MeetingEffect)`, what it is told `Message.meeting(MeetingMessage)`; a worker beside `BoardWorker` performs it.
/// 4. It draws into the rectangle `ScreenLayout.body`, and adds a `Spot` for whatever a pointer may touch. Forms, menus, questions and notices are the shell's: open one with `overlay = …`.
package enum Tab: String, Hashable, Sendable, CaseIterable {
    case board, meeting, desk, triage, dossier, figures
    /// The list of proposed findings of a bulletin, which has no key: it is come to by importing one.
    case intake

    package static let existing: [Tab] = [.board, .meeting, .desk, .triage, .dossier, .figures]

    /// The keys of `ViewAction` that have a meaning here.
    package var takes: [ViewAction] {
        switch self {
        case .board: ViewAction.allCases
        case .meeting:
            [.down, .up, .first, .last, .pageDown, .pageUp, .halfDown, .halfUp, .open, .back, .copy]
        case .desk:
            [
                .down, .up, .right, .left, .first, .last, .pageDown, .pageUp, .halfDown, .halfUp, .nextPane,
                .previousPane, .open, .back, .mark, .markRange, .menu, .undo, .search, .nextHit, .previousHit,
                .filter, .savedFilters, .frequency, .copy,
            ]
        case .intake:
            [
                .down, .up, .first, .last, .pageDown, .pageUp, .halfDown, .halfUp, .open, .back, .mark, .undo, .copy,
            ]
        case .dossier:
            [
                .down, .up, .right, .left, .first, .last, .pageDown, .pageUp, .halfDown, .halfUp, .nextPane,
                .previousPane, .open, .back, .search, .nextHit, .previousHit, .zoomIn, .zoomOut, .copy,
            ]
        case .triage:
            [
                .down, .up, .right, .left, .first, .last, .pageDown, .pageUp, .halfDown, .halfUp, .nextPane,
                .previousPane, .open, .back, .mark, .undo, .search, .copy,
            ]
        case .figures:
            [
                .down, .up, .right, .left, .first, .last, .pageDown, .pageUp, .halfDown, .halfUp, .nextPane,
                .previousPane, .open, .back, .copy,
            ]
        }
    }

    /// The key that goes there.
    var action: ShellAction? { ShellAction.allCases.first { $0.tab == self } }
}

/// Where somebody was, so that `-` goes back there: the view and what it showed.
package struct Visit: Hashable, Sendable {
    let tab: Tab
    let filter: FindingFilter
    let filterValues: [String: [String]]
    let order: FindingOrder
    let lanes: LaneField?
    /// The finding under the cursor.
    let number: FindingNumber?
    let focus: Int
}
