import ArgumentParser
import Exchange
import Foundation
import Office
import Rectification
import Requests
import Wording

struct FiguresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figures", abstract: "数据: the figures a leader asks for, as one table or one object.",
        discussion: """
            --chart draws one of the figures of the screen 6, of the whole ledger or of a --unit; --out writes it, or all of \
            them, as .xlsx, .html (with the drawings) or .md.

            Examples:
              xiaohao figures --round 第六轮
              xiaohao figures --chart overdue --unit 下应街道
              xiaohao figures --out 态势.html
            """)
    @OptionGroup var global: GlobalOptions
    @OptionGroup var filters: FilterOptions
    @Option(help: "closure, burn-up, overdue, coverage, common-issues or letters.") var chart: String?
    @Option(help: "A file for the charts: .xlsx, .html or .md.") var out: String?
    @Flag(help: "Overwrite the file if it is there.") var force = false

    func run() throws {
        let ledger = try global.open(forReading: true)
        if chart != nil || out != nil { return try showChart(ledger) }
        let filter = try ledger.read { try filters.filter($0) }
        let figures = try ledger.figures(filter)
        if global.json { return Output.json(figures.json) }
        Output.table(figures.lines(global.words))
    }
}

extension LedgerFigures {
    fileprivate var json: JSONValue {
        .object([
            "total": .number(figures.total), "closed": .number(figures.closed),
            "closureRate": Self.share(figures.closed, figures.total),
            "stageClosures": .number(figures.stageClosures), "broughtForward": .number(figures.broughtForward),
            "onTime": .number(figures.onTime), "late": .number(figures.late), "extended": .number(figures.extended),
            "overdue": .object([
                "total": .number(figures.overdue), "unit": Self.counts(figures.overdueByUnit),
                "town": Self.counts(figures.overdueByTown), "leader": Self.counts(figures.overdueByLeader),
                "category": Self.counts(figures.overdueByCategory),
            ]),
            "relapses": .number(figures.relapsed.part),
            "relapseRate": Self.share(figures.relapsed.part, figures.relapsed.whole),
            "daysToClosure": Self.spread(figures.toClosure),
            "daysToClueTransfer": Self.spread(figures.toClueTransfer),
            "immediate": .object([
                "total": .number(figures.immediate.whole), "closed": .number(figures.immediate.part),
            ]),
            "auditLinked": .object(["projects": .number(auditRounds), "problems": .number(figures.auditProblems)]),
            "letters": .object([
                "issued": .number(letters.issued), "answered": .number(letters.answered),
                "overdue": .number(letters.overdue),
            ]),
            "coverage": .array(
                coverage.map { one in
                    .object([
                        "kind": .string(one.kind.rawValue), "inspected": .number(one.inspected),
                        "total": .number(one.total), "share": Self.share(one.inspected, one.total),
                        "asOf": .string(one.asOf.description),
                    ])
                }),
            "reviewRounds": .object([
                "average": averageRounds.map { .decimal($0) } ?? .null,
                "most": JSONValue(figures.reviewRounds.max()),
            ]),
            "firstPass": .array(
                passed.map { unit, share in
                    .object([
                        "unit": .string(unit), "passed": .number(share.part), "decided": .number(share.whole),
                        "share": Self.share(share.part, share.whole),
                    ])
                }),
        ])
    }

    /// Lines for people; what nothing is known of has none.
    fileprivate func lines(_ words: Catalogue) -> [[String]] {
        var lines: [[String]] = []
        func add(_ key: String, _ value: String?, _ beside: String = "") {
            if let value { lines.append([words["figures.\(key)"], value, beside]) }
        }
        let all = "\(figures.closed)/\(figures.total)"
        add("closureRate", Self.percent(figures.closed, figures.total), all)
        add("stageClosures", String(figures.stageClosures))
        add("broughtForward", String(figures.broughtForward))
        add("onTime", String(figures.onTime))
        add("late", String(figures.late))
        add("extended", String(figures.extended))
        add("overdue", String(figures.overdue))
        for (key, counts) in [
            ("overdueByUnit", figures.overdueByUnit), ("overdueByTown", figures.overdueByTown),
            ("overdueByLeader", figures.overdueByLeader), ("overdueByCategory", figures.overdueByCategory),
        ] {
            for (index, line) in Self.sorted(counts).prefix(5).enumerated() {
                lines.append([index == 0 ? words["figures.\(key)"] : "", String(line.value), line.key])
            }
        }
        add(
            "relapseRate", Self.percent(figures.relapsed.part, figures.relapsed.whole),
            "\(figures.relapsed.part)/\(figures.relapsed.whole)")
        for (key, spread) in [("daysToClosure", figures.toClosure), ("daysToClueTransfer", figures.toClueTransfer)] {
            guard let median = spread.median, let p90 = spread.p90 else { continue }
            add(key, String(median), words.text("figures.p90", ["days": String(p90), "count": String(spread.count)]))
        }
        add("immediate", "\(figures.immediate.part)/\(figures.immediate.whole)")
        add("auditProjects", String(auditRounds))
        add("auditProblems", String(figures.auditProblems))
        for one in coverage {
            add(
                "coverage", Self.percent(one.inspected, one.total),
                words.text(
                    "figures.asOf",
                    [
                        "kind": words.word(one.kind), "inspected": String(one.inspected), "total": String(one.total),
                        "day": one.asOf.description,
                    ]))
        }
        add("letters", "\(letters.answered)/\(letters.issued)")
        add("lettersLate", letters.overdue > 0 ? String(letters.overdue) : nil)
        add("reviewRounds", averageRounds)
        let first = passed.reduce(into: Figures.Share()) { sum, one in
            sum.part += one.1.part
            sum.whole += one.1.whole
        }
        add("firstPass", Self.percent(first.part, first.whole), "\(first.part)/\(first.whole)")
        for (unit, share) in passed.filter({ $0.1.part < $0.1.whole }).prefix(5) {
            lines.append(["", Self.percent(share.part, share.whole) ?? "", unit])
        }
        return lines
    }

    private var averageRounds: String? {
        figures.reviewRounds.isEmpty
            ? nil
            : String(
                format: "%.2f", Double(figures.reviewRounds.reduce(0, +)) / Double(figures.reviewRounds.count))
    }

    /// Units that passed least often first.
    private var passed: [(String, Figures.Share)] {
        figures.firstPass.sorted {
            ($0.value.part * $1.value.whole, $1.value.whole, $0.key)
                < ($1.value.part * $0.value.whole, $0.value.whole, $1.key)
        }.map { ($0.key, $0.value) }
    }

    private static func sorted(_ counts: [String: Int]) -> [(key: String, value: Int)] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    }

    private static func counts(_ counts: [String: Int]) -> JSONValue {
        .array(
            sorted(counts).map {
                .object(["value": .string($0.key), "label": .string($0.key), "count": .number($0.value)])
            })
    }

    private static func spread(_ spread: Figures.Spread) -> JSONValue {
        .object([
            "count": .number(spread.count), "median": JSONValue(spread.median), "p90": JSONValue(spread.p90),
        ])
    }

    /// A share between 0 and 1 with four decimals; `null` of nothing.
    private static func share(_ part: Int, _ whole: Int) -> JSONValue {
        whole == 0 ? .null : .decimal(String(format: "%.4f", Double(part) / Double(whole)))
    }

    private static func percent(_ part: Int, _ whole: Int) -> String? {
        whole == 0 ? nil : String(format: "%.1f %%", Double(part) * 100 / Double(whole))
    }
}
