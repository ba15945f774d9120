internal import Rectification
package import Screen
internal import Wording

/// A frame, and what of it the next one can be made of.
package struct Picture: Sendable {
    package let frame: Frame
    /// The frame before something lay over it; `nil` where nothing did.
    let covered: Frame?
    let parts: Parts

    /// Its parts as they were drawn.
    var view: Frame { covered ?? frame }
}

/// The parts of a frame: most keys change one or two of them, and the others are carried over from the frame before.
struct Parts: Sendable {
    /// What every part is drawn from, besides its own.
    struct Ground: Equatable, Sendable {
        let size: Size
        let language: Language
        let today: Day
        let policy: String
        let keymap: Keymap
        let drawing: Drawing

        init(_ state: borrowing UIState) {
            size = state.size
            language = state.words.language
            today = state.today
            policy = state.setting.policy.digest
            keymap = state.setting.keymap
            drawing = Drawing.current
        }
    }

    let ground: Ground
    var header: Part<HeaderView.Look>?
    var crumbs: Part<CrumbsView.Look>?
    var footer: Part<FooterView.Look>?
    /// By `StageCode.column`; those that are shown.
    var columns: [Int: Part<ColumnView.Look>] = [:]

    init(_ state: borrowing UIState) { ground = Ground(state) }
}

/// A part of a frame with all that it was drawn from, besides the ground.
struct Part<Look: Equatable & Sendable>: Sendable {
    let look: Look
    let rect: Rect
    /// What answers the pointer in it.
    private let spots: [Spot]

    /// Takes the part from the frame before when it was drawn from the same, else draws it.
    init(
        _ look: Look, _ rect: Rect, after before: (part: Part, view: Frame)?, _ frame: inout Frame,
        draw: (inout Frame) -> Void
    ) {
        if let before, before.part.rect == rect, before.part.look == look {
            self = before.part
            frame.copy(rect, of: before.view, to: rect)
            frame.spots += spots
        } else {
            self.look = look
            self.rect = rect
            let first = frame.spots.count
            draw(&frame)
            spots = Array(frame.spots[first...])
        }
    }
}
