package import Rectification
package import Requests
package import Screen
package import Wording

/// What does not change from key to key: words, who is at the keyboard, the policy in force.
package struct BoardSetting: Sendable {
    package var words: Catalogue
    package var ledgerName: String
    package var isPractice: Bool
    package var isReadOnly: Bool
    package var zone: ZoneOffset
    package var policy: Policy
    /// Who acts; `nil` when the login is bound to nobody.
    package var actor: Person?

    package init(
        words: Catalogue, ledgerName: String, isPractice: Bool, isReadOnly: Bool, zone: ZoneOffset, policy: Policy,
        actor: Person?
    ) {
        self.words = words
        self.ledgerName = ledgerName
        self.isPractice = isPractice
        self.isReadOnly = isReadOnly
        self.zone = zone
        self.policy = policy
        self.actor = actor
    }
}

/// The whole screen as a value: every key makes a new one (architecture, “The way of one keystroke”).
package struct UIState: Sendable {
    package var setting: BoardSetting
    package var size: Size
    package var today: Day

    package var columns: [BoardColumn] = StageCode.allCases.map { BoardColumn(stage: $0) }
    /// The column with the cursor.
    package var focus = 0
    package var filter = FindingFilter()
    /// The filter in words, as the form was filled.
    package var filterValues: [String: [String]] = [:]
    package var order = FindingOrder.due
    package var counts: BoardCounts?
    /// Position of the log that is shown.
    package var head = 0

    package var detail: DetailPane?
    package var overlay = Overlay.none
    package var notice: Notice?
    /// The shell command that equals the last action.
    package var shell: String?
    package var isEnding = false

    package init(setting: BoardSetting, size: Size, today: Day) {
        self.setting = setting
        self.size = size
        self.today = today
    }

    package var words: Catalogue { setting.words }

    package var selected: FindingRow? { columns[focus].selectedRow }

    /// The finding that this screen wrote last: its card is not marked as changed elsewhere.
    package var ownWrite: FindingNumber?

    /// Raised by every change of filter and order.
    package var generation = 0
}

/// What lies over the board.
package enum Overlay: Sendable {
    case none
    case search(TextInput)
    case menu(ActionMenu)
    case form(FormState)
    case help(HelpList)
    case people(PeoplePicker)
    /// Esc on a changed form asks.
    case confirmDiscard(FormState)
    /// What is hard to take back asks once, with a named key.
    case confirm(FormState)
}

/// One line at the bottom that stays until it is dealt with.
package struct Notice: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case done, refused, failed }
    package let kind: Kind
    package let text: String
    package var remedy: String

    package init(_ kind: Kind, _ text: String, remedy: String = "") {
        self.kind = kind
        self.text = text
        self.remedy = remedy
    }
}

/// The pane with everything about one finding.
package struct DetailPane: Sendable {
    package var dossier: FindingDossier?
    package var number: FindingNumber
    /// First line shown.
    package var top = 0
    /// Whether keys scroll it rather than walk the board.
    package var hasFocus: Bool
}
