package import Rectification
package import Requests

/// A line of the queue: a suggestion as it was made, or as a person has changed it before deciding.
package struct TriageEntry: Hashable, Sendable, Identifiable {
    package let id: String
    package var title: String
    package var members: [FindingNumber]
    /// Its members in the ledger, before any was pulled in or merged.
    package let suggested: [FindingNumber]
    /// Members that will not be taken in.
    package var left: Set<FindingNumber> = []
    package var units: Int
    /// Several were merged: there may be fewer units than that.
    package var isUnitsAtMost = false
    package let field: String
    package var scope = CommonIssue.Scope.field
    package var cohesion: Double
    package var trend: Trend
    package var words: [String]
    /// Split off by hand: no suggestion of the ledger's.
    package var isPiece = false

    package init(_ row: SuggestionRow) {
        id = row.id
        title = row.title
        members = row.members
        suggested = row.members
        units = row.units
        field = row.field
        cohesion = row.cohesion
        trend = row.trend
        words = row.words
    }

    package var kept: [FindingNumber] { members.filter { !left.contains($0) } }

    /// What is formed when it is accepted.
    package var draft: IssueDraft {
        IssueDraft(
            title: title, field: field, scope: scope, members: kept, words: words, suggestion: isPiece ? nil : id)
    }

    package var dismissal: Dismissal { Dismissal(suggestion: id, members: members, words: words) }

    /// Both as one, under the title of the first.
    func merged(with other: TriageEntry) -> TriageEntry {
        var one = self
        one.members = Set(members).union(other.members).sorted()
        one.left = left.union(other.left)
        one.units = min(units + other.units, one.members.count)
        one.isUnitsAtMost = true
        let all = Double(members.count + other.members.count)
        one.cohesion = (cohesion * Double(members.count) + other.cohesion * Double(other.members.count)) / max(1, all)
        one.trend = trend.adding(other.trend)
        one.words = words + other.words.filter { !words.contains($0) }
        return one
    }

    /// What was marked out as an entry of its own, and the rest; `nil` when one of them would be nothing.
    func split(number: Int) -> (rest: TriageEntry, piece: TriageEntry)? {
        guard !left.isEmpty, left.count < members.count else { return nil }
        var rest = self
        rest.members = kept
        rest.left = []
        rest.isUnitsAtMost = true
        rest.units = min(units, rest.members.count)
        var piece = TriageEntry(splitting: self, number: number)
        piece.members = members.filter(left.contains)
        piece.units = min(units, piece.members.count)
        return (rest, piece)
    }

    private init(splitting other: TriageEntry, number: Int) {
        id = "\(other.id)-\(number)"
        title = other.title
        members = []
        suggested = []
        units = other.units
        isUnitsAtMost = true
        field = other.field
        scope = other.scope
        cohesion = other.cohesion
        trend = Trend(rounds: [])
        words = other.words
        isPiece = true
    }
}

extension Trend {
    fileprivate func adding(_ other: Trend) -> Trend {
        var counts = rounds
        for count in other.rounds {
            if let index = counts.firstIndex(where: { $0.round == count.round }) {
                counts[index] = Count(round: count.round, findings: counts[index].findings + count.findings)
            } else {
                counts.insert(count, at: 0)
            }
        }
        return Trend(rounds: counts)
    }
}
