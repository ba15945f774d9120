package import Rectification
package import Requests

/// What the meeting's screen wants done.
package enum MeetingEffect: Sendable {
    /// A meeting (the newest open one when none is named) and one finding of it (the one that is heard when none is named).
    case load(Int?, FindingNumber?)
    /// What waits for a meeting, and the meetings there are.
    case list
    /// Everybody who may take a seat, for a form.
    case reviewers(MeetingForm)
    /// Opens a meeting, from the values of its form.
    case open([String: [String]], seats: [MeetingSeatDraft])
    /// - Parameter showing: the finding that stays on the screen; the one that is heard when none is named.
    case ask(MeetingRequest, meeting: Int, showing: FindingNumber? = nil)
    /// Adds what a filter means.
    case add([String: [String]], meeting: Int)
    case opine(FilledForm, FindingNumber, version: Int, reviewer: PersonID, meeting: Int)
    /// Asks for a PIN outside of this value, and opens the key with it.
    case unlock(PersonID)
    /// Locks every key: a PIN is for one meeting.
    case lock
    /// Says `ready` with this number after so many milliseconds.
    case rest(Int, milliseconds: Int)
    case adjourn(meeting: Int)
}

/// What the meeting's screen is told.
package enum MeetingMessage: Sendable {
    case loaded(MeetingReply)
    case reviewers(MeetingForm, [Person])
    /// Something was done: the shell text of it, what it made, keys of the events' names.
    case done(MeetingReply, shell: String, events: [String], head: Int)
    /// An opinion stands; `outcome` when it decided the finding.
    case opined(MeetingReply, shell: String, outcome: MeetingState.Verdict?, head: Int)
    case adjourned(MeetingReply, shell: String, paths: [String], head: Int)
    /// How many characters of a PIN were typed.
    case typed(Int)
    /// The PIN is being tried.
    case unlocking
    case unlocked(Set<PersonID>)
    /// Asking for the PIN was given up.
    case gaveUp
    case ready(Int)
}

extension Overlay {
    /// The finding on which an opinion is being written.
    var opinionOn: FindingNumber? {
        let form: FormState
        switch self {
        case .form(let open): form = open
        case .question(let question):
            switch question.matter {
            case .discard(let asked), .send(let asked), .restore(_, let asked): form = asked
            case .undoOperation, .intake, .triage: return nil
            }
        case .none, .search, .command, .menu, .conflict, .help, .people, .evidence, .filters, .frequency, .output,
            .neighbours, .secret:
            return nil
        }
        guard case .meeting(.opinion(_, let number, _)) = form.purpose else { return nil }
        return number
    }
}

extension UIState {
    /// The finding that an opinion is being given on: it stays on the screen, whatever others go on to.
    var spokenOn: FindingNumber? { meeting.waiting?.finding ?? overlay.opinionOn }

    /// The box for a PIN says itself what is being done.
    var isAskingPIN: Bool { if case .secret = overlay { true } else { false } }
}

/// A box that asks for a PIN; what is typed never comes here, only how much.
package struct SecretPrompt: Hashable, Sendable {
    package let person: PersonID
    package let name: String
    package var typed = 0
    /// The PIN was sent off and is being tried.
    package var isTrying = false
    /// What was wrong with the one before.
    package var problem: String?

    package init(person: PersonID, name: String) {
        self.person = person
        self.name = name
    }
}
