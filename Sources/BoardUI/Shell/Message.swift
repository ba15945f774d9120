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
    case desk(DeskMessage)
    case counts(BoardCounts, of: FindingFilter, generation: Int)
    case laneCounts([LaneCount], generation: Int)
    case dossier(FindingDossier)
    /// What the domain admits of a finding now; `opening`: the action whose form is wanted.
    case admissions(Finding, [Admission], opening: FindingAction?)
    /// `opening`: the action whose form is wanted instead of the menu.
    case bulkAdmissions([BulkAdmission], count: Int, opening: FindingAction?)
    /// The last step of a finding was one of several done at once.
    case wholeOperation(OperationID, event: String, findings: Int)
    case performed(PerformedReply)
    case performedBulk(BulkReply)
    /// A refusal or fault; the form that was sent stays.
    case refused(Trouble)
    case suggestions(field: String, [String])
    /// What a date field means; no words: it is no date.
    case understood(field: String, text: String, words: String?)
    /// The finding as somebody else left it, for the form that was refused.
    case newest(FindingDossier)
    case draft(Draft)
    /// Drafts that wait, by key.
    case drafts([String])
    case people([Person])
    case actor(Person)
    case filter(FindingFilter, words: [String: [String]])
    case evidence(FindingNumber, [Evidence])
    /// What the editor left; `nil`: nothing was saved.
    case edited(String?)
    /// Evidence was shown, or is to be found in a place when there is no display.
    case opened(EvidenceFile, copiedTo: String?)
    case policy(Policy)
    case savedFilters([SavedFilter])
    case frequency(CountField, [FieldCount], FindingFilter)
    case history([String])
    case completions(of: String, [Completion])
    case ran(CommandReply)
    /// The finding that was asked for by number.
    case located(FindingRow)
    /// Something takes longer than a person waits; nothing: it is over.
    case busy(Busy?)
    case meeting(MeetingMessage)
    case intake(IntakeMessage)
    case units(DossierMessage)
    case triage(TriageMessage)
    case figures(FiguresMessage)
    /// The log moved on, or the day did.
    case moved(head: Int, today: Day)
    /// The ledger's server does not answer; nothing: it answers again.
    case absent(Absence?)
    /// The ledger lacks what this machine has seen of it.
    case headLost

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
        /// Papers that stand for nothing any more, by name.
        package let papersTakenBack: [String]
        package let shell: String
        package let row: FindingRow?
        /// Position of the last event.
        package let head: Int

        package init(
            number: FindingNumber, events: [String], papersTakenBack: [String] = [], shell: String, row: FindingRow?,
            head: Int
        ) {
            self.number = number
            self.events = events
            self.papersTakenBack = papersTakenBack
            self.shell = shell
            self.row = row
            self.head = head
        }
    }

    package struct BulkReply: Sendable {
        package let count: Int
        /// How many more were asked for and are as was asked already.
        package let alreadySo: Int
        /// Keys of the events' name; of an undoing, of what was undone too.
        package let events: [String]
        /// Papers that stand for nothing any more, by name.
        package let papersTakenBack: [String]
        /// Whether `u` takes it back.
        package let isUndoable: Bool
        /// One of the findings it was done to, by which it is found again.
        package let first: FindingNumber?
        package let shell: String
        package let head: Int

        package init(
            count: Int, alreadySo: Int = 0, events: [String], papersTakenBack: [String] = [], isUndoable: Bool,
            first: FindingNumber? = nil,
            shell: String, head: Int
        ) {
            self.count = count
            self.first = first
            self.alreadySo = alreadySo
            self.events = events
            self.papersTakenBack = papersTakenBack
            self.isUndoable = isUndoable
            self.shell = shell
            self.head = head
        }
    }

    /// What a command of the command line printed, and what went wrong with it.
    package struct CommandReply: Sendable {
        package let line: String
        package let output: [String]
        package let trouble: Trouble?

        package init(line: String, output: [String], trouble: Trouble?) {
            self.line = line
            self.output = output
            self.trouble = trouble
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
    package let lanes: LaneField?
    package let limit: Int
}
