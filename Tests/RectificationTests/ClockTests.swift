import Rectification
import Testing

/// When a finding is late: the end of its day, in the ledger's zone, while its clock runs.
@Suite struct ClockTests {
    static let calendar = WorkCalendar(
        holidays: Set((1...7).compactMap { Day(year: 2026, month: 10, day: $0) }), makeUpDays: [World.day("2026-10-10")]
    )

    @Test(
        "a deadline ends at the end of its day in the ledger's zone",
        arguments: [
            // 2026-12-31 in China ends at 16:00 UTC.
            ("2026-12-31T15:59:59Z", "+08:00", 0), ("2026-12-31T16:00:00Z", "+08:00", 1),
            ("2026-12-31T23:59:59Z", "+00:00", 0), ("2027-01-01T00:00:00Z", "+00:00", 1),
            ("2027-01-01T04:59:59Z", "-05:00", 0), ("2027-01-01T05:00:00Z", "-05:00", 1),
            ("2028-02-29T15:59:59Z", "+08:00", 425), ("2028-02-29T16:00:00Z", "+08:00", 426),
        ])
    func endOfDay(_ moment: String, _ zone: String, _ days: Int) throws {
        let life = try Life.started()
        let now = try #require(Moment(iso: moment))
        let offset = try #require(ZoneOffset(zone))
        #expect(life.finding.overdueDays(on: now.day(in: offset)) == days)
    }

    @Test(
        "a deadline is ahead, warned of in the policy's words, or overdue in calendar and working days",
        arguments: [
            ("2026-09-09", DeadlineState.ahead(daysLeft: 21)), ("2026-09-10", .warned(daysLeft: 20, label: "提前提醒")),
            ("2026-09-19", .warned(daysLeft: 11, label: "提前提醒")),
            ("2026-09-20", .warned(daysLeft: 10, label: "临期预警")), ("2026-09-30", .warned(daysLeft: 0, label: "临期预警")),
            ("2026-10-01", .overdue(days: 1, workingDays: 0, label: "逾期")),
            ("2026-10-08", .overdue(days: 8, workingDays: 1, label: "逾期")),
            ("2026-10-10", .overdue(days: 10, workingDays: 3, label: "逾期")),
        ])
    func states(_ today: String, _ state: DeadlineState) {
        let deadline = World.day("2026-09-30")
        #expect(World.policy.state(of: deadline, on: World.day(today), Self.calendar) == state)
        #expect(World.policy.state(of: nil, on: World.day(today), Self.calendar) == .stopped)
    }

    @Test("submission stops the clock, deferral leaves it stopped, disagreement restarts it with the new date")
    func clock() throws {
        var life = try Life.inReview()
        let late = World.day("2027-03-01")
        #expect(life.finding.overdueDays(on: late) == 0)
        #expect(!life.finding.isClockRunning)
        try life.do(
            life.opinion(.inspection, .defer(note: "现场核查", until: World.day("2026-12-10"))), by: World.inspector)
        #expect(!life.finding.isClockRunning)
        #expect(life.finding.overdueDays(on: late) == 0)
        try life.do(
            life.opinion(
                .discipline, .disagree(code: "noEvidence", reason: "无数据", deadline: World.day("2027-02-01"))),
            by: World.commissioner)
        #expect(life.finding.isClockRunning)
        #expect(life.finding.overdueDays(on: World.day("2027-02-01")) == 0)
        #expect(life.finding.overdueDays(on: late) == 28)
    }

    @Test("a withdrawn submission runs on its old date")
    func withdrawn() throws {
        var life = try Life.inReview()
        try life.do(.withdraw, by: World.clerk)
        #expect(life.finding.overdueDays(on: World.day("2027-01-02")) == 2)
    }

    @Test("a granted extension moves the clock, keeps the original date and the day it was asked for")
    func extended() throws {
        var life = try Life.started()
        try life.do(.requestExtension(until: World.day("2027-01-15"), reason: "等审计"), by: World.clerk)
        #expect(life.finding.pendingExtension?.requestedOn == World.today)
        #expect(life.finding.overdueDays(on: World.day("2027-01-10")) == 10)
        try life.do(.grantExtension(until: nil), by: World.office)
        #expect(life.finding.overdueDays(on: World.day("2027-01-10")) == 0)
        #expect(life.finding.originalDeadline.day == World.day("2026-12-31"))
    }

    @Test("a clue counts its days until it is concluded, and is late past three months")
    func clues() throws {
        var life = try Life.started()
        try life.do(.transferClue(reference: "XS-1", receiver: "区纪委", on: nil), by: World.inspector)
        let clue = try #require(life.finding.clues.first)
        #expect(clue.dueBack == World.day("2027-02-24"))
        #expect(life.finding.clueDue == clue.dueBack)
        #expect(clue.days(on: World.day("2026-12-04")) == 10)
        #expect(!clue.isOverdue(on: World.day("2027-02-24")))
        #expect(clue.isOverdue(on: World.day("2027-02-25")))
        try life.do(.concludeClue(number: 1, on: World.day("2026-12-24")), by: World.inspector)
        #expect(life.finding.clues.first?.days(on: World.day("2027-06-01")) == 30)
        #expect(life.finding.clueDue == nil)
    }

    @Test("a listing counts its days and knows when its limit has passed")
    func listings() {
        let listing = Listing(
            since: World.day("2026-11-24"), supervisor: "区纪委", limit: World.day("2026-12-24"), isByPolicy: false)
        #expect(listing.days(on: World.day("2026-12-24")) == 30)
        #expect(!listing.isPastLimit(on: World.day("2026-12-24")))
        #expect(listing.isPastLimit(on: World.day("2026-12-25")))
    }
}
