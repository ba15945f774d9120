package import Rectification
internal import Spreadsheet

/// One row of an office's ledger as it was understood, before names are looked up.
package struct LedgerRow: Hashable, Sendable {
    package let number: Int
    /// 台账号, in files that this program wrote.
    package var findingNumber: Int?
    package var externalNumber: String?
    package var round: String?
    package var text = ""
    package var category = ""
    /// A name or a path.
    package var unit = ""
    package var leadUnit: String?
    package var leader: String?
    package var person: String?
    package var goal: String?
    package var measures: [String] = []
    /// As written; empty when the cell is.
    package var deadline = ""
    /// What further lines of the finding say otherwise: it is due when the last of them is.
    package var laterDeadlines: [String] = []
    package var progress: String?
    package var effect: String?
    package var inference: String?
    package var completion: Finding.Completion?
    /// What the columns 是否销号 and 所处阶段 say; `nil` when they say nothing.
    package var claimedStage: StageClaim?
    package var closedOn: Day?
    package var closedBy: String?
    package var source: Finding.Source?
    package var isKey: Bool?
    package var amount: Amount?
    package var publicity: Finding.Publicity?
    package var extras: [Facts.Extra] = []
    /// Which column holds what, for problems found later.
    package var columns: [LedgerField: Int] = [:]

    /// What an older ledger says about the stage.
    package enum StageClaim: Hashable, Sendable {
        case stage(StageCode)
        /// 是否销号: 否
        case open
    }

    package init(number: Int) { self.number = number }

    /// The stage with which a row of an older ledger begins (domain §4 row 0).
    package var initialStage: StageCode {
        if case .stage(let stage) = claimedStage { return stage }
        if let completion, completion != .none { return .inProgress }
        return progress != nil || effect != nil ? .inProgress : .assigned
    }

    /// Adds what a further line of the row says in a column of the office's own.
    mutating func join(_ extra: Facts.Extra) {
        guard let index = extras.firstIndex(where: { $0.name == extra.name }) else { return extras.append(extra) }
        guard extras[index].value != extra.value else { return }
        extras[index] = Facts.Extra(name: extra.name, value: extras[index].value + "\n" + extra.value)
    }

    /// A problem with one of its cells.
    package func problem(_ field: LedgerField, _ expected: RowProblem.Expected, found: String) -> RowProblem {
        RowProblem(row: number, column: columns[field], expected: expected, found: found)
    }
}

/// What is wrong in one cell: nothing of its row is filed.
package struct RowProblem: Error, Hashable, Sendable {
    package enum Expected: Hashable, Sendable {
        case text, unit, category, deadline
        /// A unit of the ledger or of an earlier row
        case knownUnit
        case deadlinePhrase(DeadlinePhrase.Problem)
        case day, amount
        /// One of these words
        case word([String])
        case publicityReason
        /// A cell without a fault such as #REF!
        case value
        case round([String])
        /// One unit, not several of this name
        case oneUnit([String])
        /// A unit of the ledger; these could be meant
        case likeUnit([String])
        /// Another row of the file has this number and another text
        case otherNumber(row: Int)
        /// The finding stands elsewhere than the row says
        case stage(StageCode)
        /// The domain's rule and its facts
        case rule(String, [String: String])

        /// The key of the sentence, without `import.expected.`.
        package var code: String {
            switch self {
            case .text: "text"
            case .unit: "unit"
            case .knownUnit: "knownUnit"
            case .category: "category"
            case .deadline: "deadline"
            case .deadlinePhrase(let problem): "deadline.\(problem.rawValue)"
            case .day: "day"
            case .amount: "amount"
            case .word: "word"
            case .publicityReason: "publicityReason"
            case .value: "value"
            case .round: "round"
            case .oneUnit: "oneUnit"
            case .likeUnit(let paths): paths.isEmpty ? "likeUnit.none" : "likeUnit"
            case .otherNumber: "otherNumber"
            case .stage: "stage"
            case .rule: "rule"
            }
        }
    }

    package var sheet = ""
    package let row: Int
    /// From 0; `nil` when the column is not in the sheet.
    package let column: Int?
    package let expected: Expected
    package let found: String

    package init(row: Int, column: Int?, expected: Expected, found: String) {
        self.row = row
        self.column = column
        self.expected = expected
        self.found = found
    }

    /// `D17`; the row alone when the sheet has no such column.
    package var cell: String { column.map { CellName.cell(row: row, column: $0) } ?? String(row) }
}
