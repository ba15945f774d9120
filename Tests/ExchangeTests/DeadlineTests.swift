import Exchange
import Office
import Rectification
import Testing

/// Deadlines as people write them (ledgers.md), for a round entered 2024-09-02 with its feedback on 2024-11-30.
@Suite("Deadline phrases")
struct DeadlineTests {
    static let round = Round(
        id: Identifier(high: 1, low: 2), name: "第六轮", mode: .linked, entered: Day(iso: "2024-09-02"),
        feedback: Day(iso: "2024-11-30"))

    static func phrase() throws -> DeadlinePhrase {
        let policy = try PolicyFile(text: PolicyFile.bundledText).policy
        return DeadlinePhrase(
            round: round, policy: policy, calendar: PublicCalendar.calendar(policy),
            today: try #require(Day(iso: "2026-11-24")))
    }

    @Test(
        "a phrase means a day",
        arguments: [
            ("2024-12-31", "2024-12-31"), ("2024/8/31", "2024-08-31"), ("2024.8.31", "2024-08-31"),
            ("2024.8", "2024-08-31"),
            ("2024年8月31日前", "2024-08-31"), ("2016年6 月15日前", "2016-06-15"), ("20241231", "2024-12-31"),
            ("2024年8月底", "2024-08-31"),
            ("8月底前", "2024-08-31"), ("2024年底前", "2024-12-31"), ("第三季度", "2024-09-30"), ("2022年10月中旬", "2022-10-20"),
            ("10个工作日内", "2024-12-13"), ("2个月内", "2025-01-30"), ("半年之内", "2025-05-30"), ("1年之内", "2025-11-30"),
            ("集中整改期", "2025-02-28"), ("２０２５年６月底", "2025-06-30"), ("2025年第一季度", "2025-03-31"), ("12月31日", "2024-12-31"),
            ("2025年上半年", "2025-06-30"), ("2024年2月底", "2024-02-29"), ("30天内", "2024-12-30"), ("兩個月內", "2025-01-30"),
            ("三个月内", "2025-02-28"), ("十天内", "2024-12-10"), ("30日内", "2024-12-30"), ("15日以内", "2024-12-15"),
            ("2025-12-31 00:00:00", "2025-12-31"), ("2025/12/31 0:00", "2025-12-31"),
            ("2025-12-31T08:30:00", "2025-12-31"),
        ])
    func means(written: String, day: String) throws {
        guard case .success(let deadline) = try Self.phrase().read(written) else {
            Issue.record("\(written) was not understood")
            return
        }
        #expect(deadline.kind == .date(try #require(Day(iso: day))))
        #expect(deadline.written == (Day(iso: written) == nil ? written : nil))
    }

    @Test("a finding over several lines is due with the last of their days; what is no day counts for nothing")
    func lines() throws {
        let phrase = try Self.phrase()
        func read(_ first: String, _ later: String...) throws -> Deadline { try phrase.read(first, later: later).get() }
        #expect(try read("2024-11-30", "2024年12月底", "2024-12-15").kind == .date(try #require(Day(iso: "2024-12-31"))))
        #expect(try read("2024-11-30", "2024年12月底").written == "2024年12月底")
        #expect(try read("2024-11-30", "2024-10-31", "待定", "长期坚持").kind == .date(try #require(Day(iso: "2024-11-30"))))
        #expect(try read("长期坚持", "2024-12-31").kind == .longTerm(milestone: nil))
    }

    @Test("at once, and for ever", arguments: ["立行立改", "即知即改", "马上改"])
    func immediate(written: String) throws {
        guard case .success(let deadline) = try Self.phrase().read(written) else {
            Issue.record("not understood")
            return
        }
        #expect(deadline.kind == .immediate(try #require(Day(iso: "2024-12-30"))))
        #expect(deadline.written == written)
    }

    @Test("long-term has no end", arguments: ["长期坚持", "持续推进", "常态化", "長期堅持"])
    func longTerm(written: String) throws {
        guard case .success(let deadline) = try Self.phrase().read(written) else {
            Issue.record("not understood")
            return
        }
        #expect(deadline.kind == .longTerm(milestone: nil))
    }

    @Test(
        "what is no deadline is refused, and says why",
        arguments: [
            ("整改情况截至2025年1月1日", DeadlinePhrase.Problem.reportingDate), ("2025年2月30日", .impossibleDate),
            ("2025-13-01", .impossibleDate),
            ("尽快", .notUnderstood), ("", .notUnderstood), ("2024年", .notUnderstood), ("8", .notUnderstood),
            ("30日", .notUnderstood), ("12-31", .notUnderstood), ("月底", .notUnderstood),
        ])
    func refused(written: String, problem: DeadlinePhrase.Problem) throws {
        guard case .failure(let found) = try Self.phrase().read(written) else {
            Issue.record("\(written) was taken for a deadline")
            return
        }
        #expect(found == problem)
    }

    @Test(
        "a form's day",
        arguments: [
            ("2026-12-31", "2026-12-31"), ("+30d", "2026-12-24"), ("+2w", "2026-12-08"), ("12月底", "2024-12-31"),
            ("+1m", "2026-12-24"),
        ])
    func form(written: String, day: String) throws {
        #expect(try Self.phrase().day(of: written) == Day(iso: day))
    }

    @Test(
        "a form's day without a year is in the year where it is near; what was long ago is in the next",
        arguments: [
            ("12月底", "2026-12-31"), ("1月15日", "2027-01-15"), ("8月底前", "2026-08-31"), ("3月", "2027-03-31"),
            ("第一季度", "2027-03-31"), ("12-31", "2026-12-31"), ("1/15", "2027-01-15"), ("6.30", "2026-06-30"),
            ("今天", "2026-11-24"), ("明天", "2026-11-25"), ("月底", "2026-11-30"), ("下月底", "2026-12-31"),
            ("30日内", "2026-12-24"),
        ])
    func withoutYear(written: String, day: String) throws {
        let policy = try PolicyFile(text: PolicyFile.bundledText).policy
        let phrase = DeadlinePhrase(
            round: nil, policy: policy, calendar: PublicCalendar.calendar(policy),
            today: try #require(Day(iso: "2026-11-24")))
        #expect(phrase.day(of: written) == Day(iso: day))
    }

    @Test("what is no day of any year is none", arguments: ["2-30", "13/1", "12.31.5", "-1", "1-"])
    func noDay(written: String) throws {
        #expect(try Self.phrase().day(of: written) == nil)
    }

    @Test("working days know the public holidays and their make-up days")
    func workingDays() throws {
        let calendar = PublicCalendar.bundled
        // 国庆 2024: 1–7 October free, 29 September and 12 October worked (国办发明电〔2023〕7号).
        #expect(!calendar.isWorkingDay(try #require(Day(iso: "2024-10-01"))))
        #expect(calendar.isWorkingDay(try #require(Day(iso: "2024-10-12"))))
        #expect(calendar.isWorkingDay(try #require(Day(iso: "2024-09-29"))))
        #expect(calendar.knownYears.filter { (2024...2026).contains($0) } == [2024, 2025, 2026])
        #expect(calendar.day(after: try #require(Day(iso: "2024-09-30")), workingDays: 1) == Day(iso: "2024-10-08"))
    }
}
