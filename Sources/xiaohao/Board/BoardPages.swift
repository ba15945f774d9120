import BoardUI
import Ledger
import Office
import Rectification
import Requests

extension Effect {
    /// Asks for rows beyond those on the screen: its frame is drawn already.
    var isAhead: Bool {
        guard case .load(let ask) = self else { return false }
        return switch ask.place {
        case .after, .before: true
        case .first, .last, .around: false
        }
    }
}

extension LedgerReader {
    /// The rows of a column that were asked for.
    func page(for ask: PageAsk, today: Day) throws -> Message.PageReply {
        func rows(_ anchor: PageAnchor?, _ direction: PageRequest.Direction, _ limit: Int) throws -> [FindingRow] {
            try page(
                PageRequest(
                    filter: ask.filter, order: ask.order, lanes: ask.lanes, anchor: anchor, direction: direction,
                    limit: limit),
                today: today)
        }
        switch ask.place {
        case .first:
            let found = try rows(nil, .forward, ask.limit)
            return .init(request: ask, rows: found, hasMoreAbove: false, hasMoreBelow: found.count == ask.limit)
        case .last:
            let found = try rows(nil, .backward, ask.limit)
            return .init(request: ask, rows: found, hasMoreAbove: found.count == ask.limit, hasMoreBelow: false)
        case .after(let anchor):
            let found = try rows(anchor, .forward, ask.limit)
            return .init(request: ask, rows: found, hasMoreAbove: true, hasMoreBelow: found.count == ask.limit)
        case .before(let anchor):
            let found = try rows(anchor, .backward, ask.limit)
            return .init(request: ask, rows: found, hasMoreAbove: found.count == ask.limit, hasMoreBelow: true)
        case .around(let number, let fallback):
            let anchor =
                try row(number).flatMap {
                    ask.filter.stages.contains($0.stage) ? $0.anchor(in: ask.order, lanes: ask.lanes) : nil
                }
                ?? fallback
            let above = try rows(anchor, .backward, ask.limit / 2)
            // The row itself, if the filter still means it, is the first one after those above it.
            let below = try rows(above.last?.anchor(in: ask.order, lanes: ask.lanes), .forward, ask.limit)
            let all = above + below
            return .init(
                request: ask, rows: all, hasMoreAbove: above.count == ask.limit / 2,
                hasMoreBelow: below.count == ask.limit,
                index: all.firstIndex { $0.number == number } ?? min(above.count, max(0, all.count - 1)))
        }
    }
}

extension Message.Trouble {
    init(_ complaint: Complaint) {
        self.init(
            rule: complaint.rule, facts: complaint.facts, candidates: complaint.candidates,
            isFailure: complaint.exit >= 69 && complaint.exit != 77 && !Self.passing.contains(complaint.rule))
    }

    /// What is over as soon as it was said, or is said elsewhere as long as it lasts.
    private static let passing = ["ledger.interrupted", "ledger.unavailable"]
}
