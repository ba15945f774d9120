package import Rectification
package import Requests

/// The closure meeting: which one, the finding that is heard, the seat that is taken.
package struct MeetingState: Sendable {
    package var reply: MeetingReply?
    /// The meeting that was chosen; `nil` for the newest open one.
    package var number: Int?
    /// The finding that is shown; `nil` follows the one that is heard.
    package var shown: FindingNumber?
    /// The seat that somebody took by its key; `nil` takes the next open one by itself.
    package var seat: PartyCode?
    /// Only this seat sits at this terminal; `nil`: all of them.
    package var only: PartyCode?
    /// Nobody said yet who sits here.
    package var isSeatingOpen = true
    /// Whose keys are open at this terminal.
    package var unlocked: Set<PersonID> = []
    /// First line of the finding's text that is shown.
    package var top = 0
    /// The agenda gives its room to the finding, for the projector.
    package var isWide = false
    /// The meetings are listed, though one is open.
    package var isListing = false
    /// Where the cursor stands among the meetings, when none is shown.
    package var cursor = 0
    /// The outcome that is shown large until the next finding comes.
    package var verdict: Verdict?
    /// An opinion is on its way, or was given so recently that another press may be the same one held down.
    package var pause = Pause.none
    /// Counts the rests, so that an old one's end is known from a new one's.
    package var turn = 0
    /// The meeting is read again because others wrote.
    package var isCatchingUp = false
    /// What an opinion waits for the PIN for.
    package var waiting: Waiting?

    /// An opinion that goes on its way once its reviewer's key is open.
    package struct Waiting: Sendable {
        package let finding: FindingNumber
        /// Whose it is: nobody else's key gives it.
        package let seat: Meeting.Seat
        package let filled: FilledForm
        /// The form in which it was written; `nil` while nothing was asked yet.
        package let form: FormState?
    }

    /// How a finding left review, as it is shown to the room.
    package struct Verdict: Hashable, Sendable {
        package let number: FindingNumber
        package let outcome: AgendaOutcome

        package init(number: FindingNumber, outcome: AgendaOutcome) {
            self.number = number
            self.outcome = outcome
        }
    }

    package enum Pause: Hashable, Sendable {
        case none
        /// Until the ledger answered.
        case sending
        /// Until a message with this number comes.
        case resting(Int)
    }

    package var sheet: MeetingSheet? { reply?.sheet }
    package var paper: MeetingPaper? { reply?.paper }

    /// The meeting of the list on which the cursor stands; `nil` on the line that opens a new one.
    var selected: MeetingRow? { cursor > 0 ? reply?.meetings.dropFirst(cursor - 1).first : nil }

    /// The seat that speaks next at this terminal: the one that was taken, else the next open one.
    package var taken: PartyCode? {
        guard let paper else { return nil }
        if let seat, paper.seat(seat) != nil { return seat }
        if let only { return only }
        // Whoever deferred has had their turn; they are asked again when everybody else has spoken.
        return (paper.seats.first { $0.isOpen && $0.opinion == nil } ?? paper.seats.first { $0.isOpen })?.party
    }

    /// The seats at this terminal.
    package func isHere(_ party: PartyCode) -> Bool { only == nil || only == party }
}
