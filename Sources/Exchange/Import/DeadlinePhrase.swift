package import Rectification

/// Reads a deadline as people write it (ledgers.md, “Deadlines as phrases”).
package struct DeadlinePhrase: Sendable {
    /// Why a phrase is no deadline.
    package enum Problem: String, Error, Hashable, Sendable, CaseIterable {
        /// 2025年2月30日
        case impossibleDate
        /// 整改情况截至…: says until when something was reported, not until when it must be done
        case reportingDate
        /// The phrase counts from the feedback, and the round has none
        case noFeedback
        case notUnderstood
    }

    private let today: Day
    private let entered: Day?
    private let feedback: Day?
    private let hasRound: Bool
    private let calendar: WorkCalendar
    private let immediateDays: Int
    private let concentratedMonths: Int

    /// - Parameter round: gives the year of `8月底前` and the day from which `2个月内` counts; without a round both are today's.
    package init(round: Round?, policy: Policy, calendar: WorkCalendar, today: Day) {
        self.today = today
        entered = round?.entered
        hasRound = round != nil
        feedback = round == nil ? today : round?.feedback ?? round?.entered
        self.calendar = calendar
        immediateDays = policy.immediateDays
        concentratedMonths = policy.concentratedMonths
    }

    /// The deadline that a phrase means, with the words kept.
    package func read(_ written: String) -> Result<Deadline, Problem> {
        let text = Self.normalised(written)
        if text.isEmpty { return .failure(.notUnderstood) }
        if text.contains("截至") { return .failure(.reportingDate) }
        if ["立行立改", "即知即改", "马上改", "立即整改", "立知立改", "立整立改"].contains(where: text.contains) {
            let start = feedback ?? today
            if case .success(let day) = dateInside(text) {
                return .success(Deadline(.immediate(day), written: written))
            }
            return .success(Deadline(.immediate(start.adding(days: immediateDays)), written: written))
        }
        if ["长期", "持续", "常态化"].contains(where: text.contains) {
            if case .success(let day) = dateInside(text) {
                return .success(Deadline(.longTerm(milestone: day), written: written))
            }
            return .success(Deadline(.longTerm(milestone: nil), written: written))
        }
        if text.contains("集中整改期") {
            guard let feedback else { return .failure(.noFeedback) }
            return .success(Deadline(.date(feedback.adding(months: concentratedMonths)), written: written))
        }
        return day(text).map { Deadline(.date($0), written: Day(iso: written) == nil ? written : nil) }
    }

    /// The deadline of a finding over several lines: it is put right when the last of its measures is. What later lines say that is no day
    /// stays theirs.
    package func read(_ written: String, later: [String]) -> Result<Deadline, Problem> {
        read(written).map { first in
            later.reduce(first) { latest, written in
                guard case .date(let day) = latest.kind, case .success(let other) = read(written),
                    case .date(let last) = other.kind, last > day
                else { return latest }
                return other
            }
        }
    }

    /// The day that a form's date field means: `2026-12-31`, `12月底`, `+30d`, `10个工作日`.
    package func day(of written: String) -> Day? {
        let text = Self.normalised(written)
        if text.first == "+", let day = relative(text.dropFirst()) { return day }
        if case .success(let day) = day(text) { return day }
        return nearby(text)
    }

    /// `今天` `明天` `月底` `下月底` `12-31` `12/31` `12.31`: what only a form takes, where what was understood stands beside it.
    private func nearby(_ text: String) -> Day? {
        switch text {
        case "今天", "今日": return today
        case "明天", "明日": return today.adding(days: 1)
        case "月底", "本月底": return today.endOfMonth
        case "下月底": return today.endOfMonth.adding(days: 1).endOfMonth
        case _: break
        }
        let parts = text.split(omittingEmptySubsequences: false) { "-/.".contains($0) }
        guard parts.count == 2, parts[0].count <= 2, let month = Int(parts[0]), let day = Int(parts[1]) else {
            return nil
        }
        return try? self.day(nil, month, day).get()
    }

    /// A whole date with its year, however it is written; `nil` for anything else.
    package static func plainDay(_ written: String) -> Day? {
        if let day = Day(iso: written) { return day }
        let text = normalised(written)
        let digits = text.split(whereSeparator: { !$0.isDigit })
        guard digits.count == 3, text.allSatisfy({ $0.isDigit || "-/.年月日".contains($0) }), let year = Int(digits[0]),
            let month = Int(digits[1]), let day = Int(digits[2])
        else {
            return text.count == 8
                ? Int(text).flatMap { Day(year: $0 / 10_000, month: $0 / 100 % 100, day: $0 % 100) } : nil
        }
        return Day(year: year, month: month, day: day)
    }

    private func relative(_ text: Substring) -> Day? {
        guard let count = Int(text.prefix { $0.isDigit }), count <= 10_000 else { return nil }
        switch text.drop(while: { $0.isDigit }).lowercased() {
        case "d", "天", "": return today.adding(days: count)
        case "w", "周": return today.adding(days: count * 7)
        case "m", "月", "个月": return today.adding(months: count)
        case "y", "年": return today.adding(months: count * 12)
        case "wd", "工作日", "个工作日": return calendar.day(after: today, workingDays: count)
        case _: return nil
        }
    }

    private func dateInside(_ text: String) -> Result<Day, Problem> {
        guard let start = text.firstIndex(where: { $0.isDigit }) else { return .failure(.notUnderstood) }
        return day(String(text[start...].prefix { $0.isDigit || "年月日号-/.".contains($0) }))
    }

    /// Without the time of day that databases and other programs write behind a date.
    private static func withoutTime(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: ":")),
            let time = text.firstMatch(of: #/[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*$/#)
        else { return text }
        return String(text[..<time.range.lowerBound])
    }

    /// Half-width digits, no spaces, one kind of separator.
    static func normalised(_ text: String) -> String {
        var result = ""
        for scalar in withoutTime(text).unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E:
                if let half = Unicode.Scalar(scalar.value - 0xFEE0) { result.unicodeScalars.append(half) }
            case _ where scalar.isSpace: continue
            case 0x3002: result += "."
            case _ where traditional[scalar] != nil: result += traditional[scalar] ?? ""
            case _: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The characters of these phrases that are written otherwise in 繁體.
    private static let traditional: [Unicode.Scalar: String] = [
        "個": "个", "內": "内", "長": "长", "堅": "坚", "續": "续", "態": "态", "馬": "马", "號": "号", "進": "进", "後": "后", "兩": "两",
    ]

    private func day(_ text: String) -> Result<Day, Problem> {
        var words = text[...]
        var isWithin = false
        for ending in ["以前", "之前", "前", "完成", "以内", "之内", "内", "止"] {
            while words.hasSuffix(ending) {
                words = words.dropLast(ending.count)
                if ending.hasSuffix("内") { isWithin = true }
            }
        }
        if words.hasPrefix("于") || words.hasPrefix("在") { words = words.dropFirst() }
        if let duration = duration(words, isWithin: isWithin) { return duration }
        return calendarDay(words)
    }

    /// `10个工作日` `2个月` `半年` `1年` `30天`, counted from the feedback.
    ///
    /// - Parameter isWithin: 30日内 is a time, 30日 a day of a month.
    private func duration(_ words: Substring, isWithin: Bool) -> Result<Day, Problem>? {
        let digits = words.prefix { $0.isDigit }
        let unit = words.dropFirst(digits.count)
        let count = digits.isEmpty ? Self.chineseCount(unit.first) : Int(digits)
        let rest = digits.isEmpty && count != nil ? unit.dropFirst() : unit
        func from(_ day: (Day) -> Day) -> Result<Day, Problem> {
            feedback.map { .success(day($0)) } ?? .failure(.noFeedback)
        }
        if words == "半年" { return from { $0.adding(months: 6) } }
        guard let count, count <= 1200 else { return nil }
        switch rest {
        case "个工作日", "工作日": return from { calendar.day(after: $0, workingDays: count) }
        case "天", "日", "个自然日":
            return digits.isEmpty || rest != "日" || isWithin ? from { $0.adding(days: count) } : nil
        case "周", "个星期": return from { $0.adding(days: count * 7) }
        case "个月": return from { $0.adding(months: count) }
        case "年": return count <= 20 ? from { $0.adding(months: count * 12) } : nil
        case _: return nil
        }
    }

    private static func chineseCount(_ character: Character?) -> Int? {
        guard let character, let index = Array("一二三四五六七八九十").firstIndex(of: character) else {
            return character == "两" ? 2 : nil
        }
        return index + 1
    }

    private func calendarDay(_ words: Substring) -> Result<Day, Problem> {
        var year: Int?
        var rest = words
        if let found = Self.number(&rest, then: ["年"], digits: 4...4) { year = found }
        if rest.hasPrefix("底") || rest.hasPrefix("末"), let year { return Self.day(year, 12, 31) }
        for (index, name) in ["一", "二", "三", "四"].enumerated() {
            let numeral = String(index + 1)
            if rest.hasPrefix("第\(name)季度") || rest.hasPrefix("第\(numeral)季度") || rest == "\(name)季度" {
                return day(year, (index + 1) * 3, nil)
            }
        }
        if rest == "上半年" { return day(year, 6, 30) }
        if rest == "年底" || rest == "下半年" { return day(year, 12, 31) }
        if year == nil { return separated(words) }
        return monthAndDay(&rest, year: year)
    }

    /// `8月31日` `8月底` `10月中旬` `8月`
    private func monthAndDay(_ rest: inout Substring, year: Int?) -> Result<Day, Problem> {
        guard let month = Self.number(&rest, then: ["月份", "月"], digits: 1...2) else { return .failure(.notUnderstood) }
        switch rest {
        case "", "底", "末", "下旬": return day(year, month, nil)
        case "上旬": return day(year, month, 10)
        case "中旬": return day(year, month, 20)
        case "初": return day(year, month, 1)
        case _: break
        }
        guard let number = Self.number(&rest, then: ["日", "号", ""], digits: 1...2), rest.isEmpty else {
            return .failure(.notUnderstood)
        }
        return day(year, month, number)
    }

    /// `2024-12-31` `2024/8/31` `2024.8` `20241231`, or month and day in the year of the round.
    private func separated(_ words: Substring) -> Result<Day, Problem> {
        let parts = words.split(whereSeparator: { "-/.年月日".contains($0) })
        if words.allSatisfy(\.isDigit), words.count == 8, let number = Int(words) {
            return Self.day(number / 10_000, number / 100 % 100, number % 100)
        }
        if words.contains("月") {
            var rest = words
            return monthAndDay(&rest, year: nil)
        }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == parts.count, !words.hasSuffix("-"), let first = numbers.first, first >= 1900 else {
            return .failure(.notUnderstood)
        }
        switch numbers.count {
        case 2: return Self.day(first, numbers[1], nil)
        case 3: return Self.day(first, numbers[1], numbers[2])
        case _: return .failure(.notUnderstood)
        }
    }

    /// A day; without a year it is in the round's, and without a round in this one, or in the next when more than half a year of this has passed since.
    private func day(_ year: Int?, _ month: Int, _ day: Int?) -> Result<Day, Problem> {
        if let year { return Self.day(year, month, day) }
        let assumed = Self.day((feedback ?? entered ?? today).year, month, day)
        guard !hasRound, case .success(let found) = assumed, found.days(until: today) > 183 else { return assumed }
        return Self.day(found.year + 1, month, day)
    }

    /// A day, or the month's last one; impossible dates are refused.
    private static func day(_ year: Int, _ month: Int, _ day: Int?) -> Result<Day, Problem> {
        guard let first = Day(year: year, month: month, day: day ?? 1) else { return .failure(.impossibleDate) }
        return .success(day == nil ? first.endOfMonth : first)
    }

    private static func number(_ rest: inout Substring, then endings: [String], digits: ClosedRange<Int>) -> Int? {
        let written = rest.prefix { $0.isDigit }
        guard digits.contains(written.count), let number = Int(written) else { return nil }
        let after = rest.dropFirst(written.count)
        guard let ending = endings.first(where: after.hasPrefix) else { return nil }
        rest = after.dropFirst(ending.count)
        return number
    }
}
