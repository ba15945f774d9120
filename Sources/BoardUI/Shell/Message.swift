package import Rectification
package import Requests
package import Screen

/// What the reducer is told.
package enum Message: Sendable {
    case key(KeyPress)
    /// Keys that came at once, as an input method sends them; see `UIState.isBurst`.
    case burst([KeyPress])
    case resized(Size)
    /// A page of a column; `around` tells at which index the finding asked for stands.
    case page(PageReply)
    case counts(BoardCounts, generation: Int)
    case dossier(FindingDossier)
    /// What the domain admits of a finding now; `opening`: the action whose form is wanted.
    case admissions(Finding, [ActionMenu.Item], opening: FindingAction?)
    case performed(PerformedReply)
    /// A refusal or fault; the form that was sent stays.
    case refused(Trouble)
    case suggestions(field: String, [String])
    case people([Person])
    case actor(Person)
    case filter(FindingFilter)
    case evidence(FindingNumber, [Evidence])
    /// What the editor left; `nil`: nothing was saved.
    case edited(String?)
    /// Evidence was shown, or is to be found in a place when there is no display.
    case opened(EvidenceFile, copiedTo: String?)
    case policy(Policy)
    /// The log moved on, or the day did.
    case moved(head: Int, today: Day)

    package struct PageReply: Sendable {
        package let request: PageAsk
        package let rows: [FindingRow]
        package let hasMoreAbove: Bool
        package let hasMoreBelow: Bool
        /// Index of the finding asked for.
        package let index: Int?

        package init(request: PageAsk, rows: [FindingRow], hasMoreAbove: Bool, hasMoreBelow: Bool, index: Int? = nil) {
            self.request = request
            self.rows = rows
            self.hasMoreAbove = hasMoreAbove
            self.hasMoreBelow = hasMoreBelow
            self.index = index
        }
    }

    package struct PerformedReply: Sendable {
        package let number: FindingNumber
        /// Keys of the events' names, for the line at the bottom.
        package let events: [String]
        package let shell: String
        package let row: FindingRow?
        /// Position of the last event.
        package let head: Int

        package init(number: FindingNumber, events: [String], shell: String, row: FindingRow?, head: Int) {
            self.number = number
            self.events = events
            self.shell = shell
            self.row = row
            self.head = head
        }
    }

    /// A rule and its facts, on the way to its sentence.
    package struct Trouble: Sendable {
        package let rule: String
        package let facts: [String: String]
        package let candidates: [String]
        package let isFailure: Bool

        package init(rule: String, facts: [String: String], candidates: [String] = [], isFailure: Bool) {
            self.rule = rule
            self.facts = facts
            self.candidates = candidates
            self.isFailure = isFailure
        }
    }
}

/// Which rows of a column are wanted.
package struct PageAsk: Hashable, Sendable {
    package enum Place: Hashable, Sendable {
        case first
        case last
        case after(PageAnchor)
        case before(PageAnchor)
        /// Around a finding, or from an anchor when it is not there any more.
        case around(FindingNumber, fallback: PageAnchor)
    }

    package let column: Int
    package let generation: Int
    package let place: Place
    /// The board's filter with the column's stage.
    package let filter: FindingFilter
    package let order: FindingOrder
    package let limit: Int
}

/// What the reducer wants done; only the driver does it.
package enum Effect: Sendable {
    case load(PageAsk)
    case count(FindingFilter, generation: Int)
    case dossier(FindingNumber)
    case admissions(FindingNumber, opening: FindingAction?)
    case perform(FilledForm, FindingNumber, version: Int)
    case file([String: [String]])
    case suggest(field: String, FormField.Reference, String)
    case suggestRounds(field: String)
    case people
    case actAs(PersonID)
    case resolveFilter([String: [String]])
    case copy(String)
    /// Opens the person's editor on a text.
    case edit(String)
    /// Asks for the evidence of a finding.
    case evidence(FindingNumber)
    /// Opens evidence with the system's viewer.
    case open(EvidenceFile)
    case suspend, redraw
}
