package import Rectification
import Requests

/// Findings counted one by one, or changes to such counts, under numbers instead of names: what `CounterSums` is spread out from, once, when all are counted.
package struct FindingTally: Sendable {
    private struct Place: Hashable {
        let round: Int
        let unit: OrganisationID
    }

    /// What the findings of one unit and one round add up to.
    fileprivate struct PlaceSum: Sendable {
        var stages = Array(repeating: CounterSums.PlaceCount(), count: StageCode.allCases.count)
        var tally = UnitTally()
        /// By the number of a month's first day.
        var months: [Int: UnitSums.MonthSum] = [:]
        /// Of running findings, by the day they are due.
        var clocks: [Int: Int] = [:]
        var marks = Array(repeating: 0, count: MarkCell.Mark.allCases.count)
    }

    /// A value of a field, and a day or a mark.
    private struct FieldKey: Hashable {
        let field: ClockCell.Field
        let name: Int
        let part: Int
    }

    /// Texts by number: most findings have the round, the category and the leader of one just before.
    private struct Names: Sendable {
        private(set) var texts: [String] = []
        private var numbers: [String: Int] = [:]
        /// By field; a number without a text at first.
        private var recent = Array(repeating: 0, count: ClockCell.Field.allCases.count)

        mutating func number(of text: String, _ field: ClockCell.Field) -> Int {
            let last = recent[field.rawValue]
            if last < texts.count, texts[last] == text { return last }
            let number = numbers[text] ?? texts.count
            if number == texts.count {
                texts.append(text)
                numbers[text] = number
            }
            recent[field.rawValue] = number
            return number
        }
    }

    /// How many were counted.
    private(set) var findings = 0
    private(set) var largestNumber = 0
    private var names = Names()
    private var places: [Place: PlaceSum] = [:]
    private var dues: [CounterSums.Due: Int] = [:]
    private var clocks: [FieldKey: Int] = [:]
    private var marks: [FieldKey: Int] = [:]
    private var issues = IssueCounts()

    package init() {}

    /// Counts a finding as it is, or takes it away as it was.
    package mutating func add(_ record: FindingRecord, _ sign: Int = 1) {
        let row = record.row
        findings += sign
        largestNumber = max(largestNumber, row.number.value)
        let stage = row.stage.column
        dues[CounterSums.Due(day: row.due?.number ?? PageAnchor.noDay, stage: stage), default: 0] += sign
        let running = row.stage < .review ? row.due?.number : nil
        let held = MarkCell.Mark.allCases.filter { $0.holds(row) }
        let place = Place(round: names.number(of: row.round, .round), unit: row.unit.id)
        places[place, default: PlaceSum()].add(row, sign, running, held)
        if running != nil || !held.isEmpty {
            add(.round, row.round, sign, running, held)
            add(.category, row.category, sign, running, held)
            add(.leader, row.leader ?? "", sign, running, held)
        }
        issues.add(record, sign)
    }

    private mutating func add(
        _ field: ClockCell.Field, _ text: String, _ sign: Int, _ running: Int?, _ held: [MarkCell.Mark]
    ) {
        let name = names.number(of: text, field)
        if let running { clocks[FieldKey(field: field, name: name, part: running), default: 0] += sign }
        for mark in held { marks[FieldKey(field: field, name: name, part: mark.rawValue), default: 0] += sign }
    }

    /// Everything in the cells of the counters' tables.
    ///
    /// - Parameter chain: a unit and everything above it, nearest first.
    func sums(_ chain: (OrganisationID) throws -> [OrganisationID]) rethrows -> CounterSums {
        var sums = CounterSums()
        sums.findings = findings
        sums.largestNumber = largestNumber
        sums.dues = dues
        sums.issues = issues
        for (key, count) in clocks {
            sums.clocks[ClockCell(key.field, names.texts[key.name], Day(number: key.part)), default: 0] += count
        }
        for (key, count) in marks {
            sums.marks[MarkCell(mark: key.part, field: key.field.rawValue, value: names.texts[key.name])] = count
        }
        for (place, sum) in places {
            sums.add(sum, of: place.unit, names.texts[place.round], try chain(place.unit))
        }
        return sums
    }

    /// The same under a tree of organisations.
    package func sums(_ tree: OrganisationTree) -> CounterSums {
        sums(tree.identities(from:))
    }
}

extension FindingTally.PlaceSum {
    fileprivate mutating func add(_ row: FindingRow, _ sign: Int, _ running: Int?, _ held: [MarkCell.Mark]) {
        stages[row.stage.column].add(row, sign)
        tally.add(row, sign)
        if let filed = row.filedOn { months[Month(of: filed).first.number, default: .init()].entered += sign }
        if let closed = row.closedOn { months[Month(of: closed).first.number, default: .init()].closed += sign }
        if let running { clocks[running, default: 0] += sign }
        for mark in held { marks[mark.rawValue] += sign }
    }
}

extension CounterSums {
    fileprivate mutating func add(
        _ sum: FindingTally.PlaceSum, of unit: OrganisationID, _ round: String, _ chain: [OrganisationID]
    ) {
        for (stage, count) in sum.stages.enumerated() where count != PlaceCount() {
            places[Place(round: round, unit: unit, stage: stage)] = count
        }
        let name = unit.description
        for (due, count) in sum.clocks {
            clocks[ClockCell(.unit, name, Day(number: due)), default: 0] += count
        }
        for (mark, count) in sum.marks.enumerated() where count != 0 {
            marks[MarkCell(mark: mark, field: ClockCell.Field.unit.rawValue, value: name), default: 0] += count
        }
        units.add(sum.tally, sum.months, sum.clocks, round, chain)
    }
}
