package import Rectification

/// The figures that are drawn (screens.md, 6); the codes are those of `figures --chart`.
package enum FigureKind: String, Hashable, Sendable, CaseIterable {
    /// 销号率 by round and by unit
    case closure
    /// 销号进度: what entered and what was closed, added up by month
    case burnUp = "burn-up"
    /// 逾期 by unit and week: how many were overdue at its end
    case overdue
    /// 覆盖率 as of a day
    case coverage
    /// 共性问题 by field, of the whole ledger
    case issues = "common-issues"
    /// 巡察建议书: issued and answered, by department, of the whole ledger
    case letters
}

/// What the figures of a unit, or of the whole ledger, are drawn from: read from counters, never by looking at findings one by one.
package struct UnitFigures: Hashable, Sendable {
    /// `nil`: the whole ledger.
    package let unit: OrganisationReference?
    package let asOf: Day
    package let tally: UnitTally
    package let overdue: Int
    package let rounds: [UnitPage.RoundLine]
    /// The units directly below, and the unit's own findings when it has any beside them.
    package let units: [UnitLine]
    package let months: [UnitPage.MonthLine]
    /// The days of `UnitLine.weeks`, oldest first: the ends of past weeks, and today.
    package let weeks: [Day]
    package let coverage: [CoverageLine]
    /// Most findings first.
    package let issues: [IssueLine]
    /// Most letters first.
    package let letters: [LetterLine]

    package init(
        unit: OrganisationReference?, asOf: Day, tally: UnitTally, overdue: Int, rounds: [UnitPage.RoundLine],
        units: [UnitLine], months: [UnitPage.MonthLine], weeks: [Day], coverage: [CoverageLine],
        issues: [IssueLine], letters: [LetterLine]
    ) {
        self.unit = unit
        self.asOf = asOf
        self.tally = tally
        self.overdue = overdue
        self.rounds = rounds
        self.units = units
        self.months = months
        self.weeks = weeks
        self.coverage = coverage
        self.issues = issues
        self.letters = letters
    }

    /// How many weeks the overdue figure shows, this one included.
    package static let weekCount = 12

    /// The Sundays of the last weeks, and today for this one.
    package static func weeks(before today: Day) -> [Day] {
        let sunday = today.adding(days: -today.weekday.rawValue - 1)
        return (0..<(weekCount - 1)).reversed().map { sunday.adding(days: -7 * $0) } + [today]
    }

    /// One unit below.
    package struct UnitLine: Hashable, Sendable {
        package let id: OrganisationID
        package let name: String
        /// The unit itself, without those below it.
        package let isOwn: Bool
        package let hasChildren: Bool
        package let tally: UnitTally
        package let overdue: Int
        /// How many were overdue at the end of each week; the last is today.
        package let weeks: [Int]

        package init(
            id: OrganisationID, name: String, isOwn: Bool, hasChildren: Bool, tally: UnitTally, overdue: Int,
            weeks: [Int]
        ) {
            self.id = id
            self.name = name
            self.isOwn = isOwn
            self.hasChildren = hasChildren
            self.tally = tally
            self.overdue = overdue
            self.weeks = weeks
        }
    }

    /// The units that were overdue in any of the weeks: those that are most so today first.
    package var late: [UnitLine] {
        units.filter { $0.weeks.contains { $0 > 0 } }.sorted { left, right in
            left.weeks == right.weeks
                ? left.name < right.name : right.weeks.reversed().lexicographicallyPrecedes(left.weeks.reversed())
        }
    }

    /// All of them together, week by week.
    package var lateWeeks: [Int] { weeks.indices.map { week in units.reduce(0) { $0 + $1.weeks[week] } } }

    /// How many more, or fewer, are overdue today than four weeks ago.
    package static func change(_ weeks: [Int]) -> Int { (weeks.last ?? 0) - (weeks.dropLast(4).last ?? 0) }

    /// Inspected units of a kind, of all that the policy states (domain §6: totals are stated, never derived).
    package struct CoverageLine: Hashable, Sendable {
        package let kind: Organisation.Kind
        package let inspected: Int
        package let total: Int
        package let asOf: Day

        package init(kind: Organisation.Kind, inspected: Int, total: Int, asOf: Day) {
            self.kind = kind
            self.inspected = inspected
            self.total = total
            self.asOf = asOf
        }
    }

    /// The common issues of one field.
    package struct IssueLine: Hashable, Sendable {
        package let field: String
        package let issues: Int
        package let findings: Int
        package let closed: Int

        package init(field: String, issues: Int, findings: Int, closed: Int) {
            self.field = field
            self.issues = issues
            self.findings = findings
            self.closed = closed
        }
    }

    /// The letters to one department.
    package struct LetterLine: Hashable, Sendable {
        package let department: String
        package let issued: Int
        package let answered: Int
        /// Without a reply past its day.
        package let overdue: Int

        package init(department: String, issued: Int, answered: Int, overdue: Int) {
            self.department = department
            self.issued = issued
            self.answered = answered
            self.overdue = overdue
        }
    }

    /// What entered and what was closed so far, month by month.
    package var burnUp: [(month: Month, entered: Int, closed: Int)] {
        var entered = 0
        var closed = 0
        return months.map { line in
            entered += line.entered
            closed += line.closed
            return (line.month, entered, closed)
        }
    }
}
