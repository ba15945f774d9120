package import Rectification
internal import Requests
package import Screen
package import Wording

/// What does not change from key to key: words, who is at the keyboard, the policy in force.
package struct BoardSetting: Sendable {
    package var words: Catalogue
    package var ledgerName: String
    package var isPractice: Bool
    /// Why nothing can be written; `nil`: it can.
    package var barred: Message.Trouble?
    /// It lacks what this machine has seen of it: nothing can be signed.
    package var isHeadLost = false
    package var zone: ZoneOffset
    package var policy: Policy
    /// Who acts; `nil` when the login is bound to nobody.
    package var actor: Person?
    package var keymap = Keymap.standard
    /// Public holidays and make-up days, without the policy's own.
    package var publicCalendar = WorkCalendar(holidays: [], makeUpDays: [])

    package var isReadOnly: Bool { barred != nil }

    /// The working days of the policy in force.
    var calendar: WorkCalendar {
        publicCalendar.extended(holidays: policy.extraHolidays, makeUpDays: policy.extraWorkingDays)
    }

    package init(
        words: Catalogue, ledgerName: String, isPractice: Bool, barred: Message.Trouble?, zone: ZoneOffset,
        policy: Policy, actor: Person?
    ) {
        self.words = words
        self.ledgerName = ledgerName
        self.isPractice = isPractice
        self.barred = barred
        self.zone = zone
        self.policy = policy
        self.actor = actor
    }
}

/// The whole screen as a value: every key makes a new one (architecture, “The way of one keystroke”).
///
/// It is a shell (what is the same everywhere) and one value for each view; see `Tab` for how a view is added.
package struct UIState: Sendable {
    package var setting: BoardSetting
    package var size: Size
    package var today: Day
    /// Position of the log that is shown.
    package var head = 0
    /// What was counted last, and of which findings.
    var counted: (filter: FindingFilter, counts: BoardCounts)?

    /// The view that is shown.
    package var tab = Tab.board
    package var board = BoardState()
    package var desk = DeskState()
    package var meeting = MeetingState()
    package var intake = IntakeState()
    package var dossier = DossierState()
    package var triage = TriageState()
    package var figures = FiguresState()
    /// Where somebody was before, newest last; `-` goes back.
    var trail: [Visit] = []

    package var overlay = Overlay.none
    /// What a command printed and is not shown yet.
    var output: OutputPane?
    package var notice: Notice?
    /// A save that failed; it stays until it is dealt with.
    package var failure: Notice?
    package var busy: Busy?
    /// The ledger's server is away; it stays on the screen as long as that lasts.
    package var absence: Absence?
    /// One of the findings of the last step on several, while nothing came after it: `u` takes that step back from anywhere.
    var lastBulk: FindingNumber?
    /// The shell command that equals the last action.
    package var shell: String?
    package var isEnding = false

    /// A menu or form was asked for and is not there yet: what is typed meanwhile is meant for it.
    var isExpecting = false
    /// … or the rows that a key is about.
    var isExpectingRows = false
    var typedAhead: [KeyPress] = []

    package init(setting: BoardSetting, size: Size, today: Day) {
        self.setting = setting
        self.size = size
        self.today = today
    }

    package var words: Catalogue { setting.words }
}

/// What lies over the view.
package enum Overlay: Sendable {
    case none
    case search(TextInput)
    case command(CommandInput)
    case menu(ActionMenu)
    case form(FormState)
    case conflict(Conflict)
    case help(HelpList)
    case people(PeoplePicker)
    case evidence(EvidencePicker)
    case filters(FilterList)
    case frequency(Frequency)
    case output(OutputPane)
    case neighbours(NeighbourList)
    /// What is hard to take back asks once, with a named key.
    case question(Question)
    /// A PIN is being typed; the keys go past this value.
    case secret(SecretPrompt)
}

/// One line at the bottom that stays until it is dealt with.
package struct Notice: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case done, told, refused, failed }
    package let kind: Kind
    package let text: String
    package var remedy: String

    package init(_ kind: Kind, _ text: String, remedy: String = "") {
        self.kind = kind
        self.text = text
        self.remedy = remedy
    }
}
