import Rectification
import Requests

/// One cell of `mark_counts`: how many findings of one unit, round, category or leader bear a mark that no day changes. What the desk's presets and groups are counted from.
struct MarkCell: Hashable {
    enum Mark: Int, CaseIterable {
        case listed, starred, provincial, leaderOwned, immediate, extending, awaiting, clueOut

        func holds(_ row: FindingRow) -> Bool {
            switch self {
            case .listed: row.isListed
            case .starred: row.stage.isOpen && row.flags.contains(.key)
            case .provincial: row.stage.isOpen && row.flags.contains(.provincial)
            case .leaderOwned: row.stage.isOpen && row.flags.contains(.leaderOwned)
            case .immediate: row.stage.isOpen && row.isImmediate
            case .extending: row.hasPendingExtension
            case .awaiting: row.beside.pressing.answerDue != nil
            case .clueOut: row.beside.clueDue != nil
            }
        }
    }

    let mark: Int
    /// `ClockCell.Field`
    let field: Int
    let value: String

    /// Its key in the table.
    var key: [SQLValue] { [.integer(mark), .integer(field), .text(value)] }
}

extension DeskPreset {
    /// The mark whose counts this preset's groups are; `nil` where the day decides.
    var mark: MarkCell.Mark? {
        switch self {
        case .listed: .listed
        case .starred: .starred
        case .provincial: .provincial
        case .leaderOwned: .leaderOwned
        case .immediate: .immediate
        case .extension: .extending
        case .awaiting: .awaiting
        case .clue: .clueOut
        case .overdue, .soon, .sooner, .unanswered, .consolidation: nil
        }
    }
}
