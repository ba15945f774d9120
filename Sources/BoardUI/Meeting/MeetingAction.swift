package import Screen

/// What only the meeting knows.
package enum MeetingAction: String, KeyAction {
    case previousItem, nextItem
    case seat1, seat2, seat3, seat4
    case agree, disagree, postpone
    case skip, goBack, rehear, note
    case unlock, onlySeat, changeSeat
    case openMeeting, addItems, dropItem, itemUp, itemDown, sortAgenda
    case evidence, wider, narrower
    case adjourn

    package static let table = "meeting"

    package var standardKeys: [KeyPress] {
        switch self {
        case .previousItem: [.character("[")]
        case .nextItem: [.character("]")]
        case .seat1: [.function(1)]
        case .seat2: [.function(2)]
        case .seat3: [.function(3)]
        case .seat4: [.function(4)]
        case .agree: [.character("a")]
        case .disagree: [.character("d")]
        case .postpone: [.character("p")]
        case .skip: [.character("s")]
        case .goBack: [.character("b")]
        case .rehear: [.character("r")]
        case .note: [.character("i")]
        case .unlock: [.character("u")]
        case .onlySeat: [.character("t")]
        case .changeSeat: [.character("S")]
        case .openMeeting: [.character("c")]
        case .addItems: [.character("E")]
        case .dropItem: [.character("x")]
        case .itemUp: [.character("K")]
        case .itemDown: [.character("J")]
        case .sortAgenda: [.character("o")]
        case .evidence: [.character("e")]
        case .wider: [.character("+")]
        case .narrower: [.character("_")]
        case .adjourn: [.character("A")]
        }
    }

    package var onlyReads: Bool {
        switch self {
        case .seat1, .seat2, .seat3, .seat4, .onlySeat, .evidence, .wider, .narrower, .previousItem, .nextItem: true
        case .agree, .disagree, .postpone, .skip, .goBack, .rehear, .note, .unlock, .changeSeat, .openMeeting,
            .addItems,
            .dropItem, .itemUp, .itemDown, .sortAgenda, .adjourn:
            false
        }
    }

    /// The place of the seat that the key takes, from 0.
    var seat: Int? {
        switch self {
        case .seat1: 0
        case .seat2: 1
        case .seat3: 2
        case .seat4: 3
        case .previousItem, .nextItem, .agree, .disagree, .postpone, .skip, .goBack, .rehear, .note, .unlock, .onlySeat,
            .changeSeat, .openMeeting, .addItems, .dropItem, .itemUp, .itemDown, .sortAgenda, .evidence, .wider,
            .narrower, .adjourn:
            nil
        }
    }

    /// Opinions, which are signed or stand for good: a key held down gives one.
    var isOpinion: Bool { self == .agree || self == .disagree || self == .postpone }
}
