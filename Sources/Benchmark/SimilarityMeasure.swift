import Foundation
import LabelledFindings
import Similarity

/// Triage: quality on the labelled half that chose nothing, and time and memory of suggestions over 100,000 texts made from both halves.
enum SimilarityMeasure {
    static func run(_ report: inout Report) throws {
        let similarity = Similarity(LabelledSet.boilerplate)
        let set = try LabelledSet(.reportedOn)
        let texts = set.findings.map(\.text)
        let ours = set.quality(of: similarity.suggestions(over: set.findings).map(\.members))
        let cosine = Baselines.cosine(texts) { set.quality(of: $0).f1 }
        let minHash = Baselines.minHash(texts) { set.quality(of: $0).f1 }
        report.add(
            "pairwise F1 on \(texts.count) unseen findings",
            String(format: "%.3f (precision %.3f, recall %.3f)", ours.f1, ours.precision, ours.recall),
            "≥ 0.85, above both baselines", isMet: ours.f1 >= 0.85 && ours.f1 > max(cosine, minHash))
        report.add("TF-IDF cosine, each pair linked, at its best", String(format: "%.3f", cosine))
        report.add("MinHash, each pair linked, at its best", String(format: "%.3f", minHash))

        let many = try varied(100_000)
        let processor = clock()
        let start = ContinuousClock.now
        let groups = similarity.suggestions(over: many)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let used = Double(clock() - processor) / Double(CLOCKS_PER_SEC)
        let memory = peak() / 1024
        report.add(
            "suggestions over 100,000",
            "\(Report.short(seconds)) s (\(Report.short(used)) s of the processor), \(memory) MiB, \(groups.count) groups",
            "≤ 10 s of the processor, 500 MiB", isMet: used <= 10 && memory <= 500)

        let source = NeighboursInMemory(many)
        var times: [Double] = []
        for finding in many.prefix(200) {
            let start = ContinuousClock.now
            _ = try similarity.neighbours(of: finding.text, excluding: finding.number, in: source)
            times.append((ContinuousClock.now - start) / .milliseconds(1))
        }
        report.add("neighbours of one among 100,000 in memory", times, p95: 20)
    }

    /// Texts of the labelled set under other places, with single characters and clauses changed, so that no two are one text.
    private static func varied(_ count: Int) throws -> [ComparedFinding] {
        let texts = try (LabelledSet(.chosenOn).findings + LabelledSet(.reportedOn).findings).map(\.text)
        let names = Array("江河湖海山石松柏梅兰竹菊龙凤虎鹤东西南北上下前后新老金银铜铁白黑红青远高平清明安康永丰泰顺")
        let openings = ["截至检查时", "经抽查", "据走访了解", "有干部反映", "个别谈话中发现", "从凭证看", "从现场看", "从会议记录看"]
        var state: UInt64 = 88_172_645_463_325_252
        func next(_ limit: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(limit))
        }
        return (1...count).map { number in
            var clauses = texts[next(texts.count)].split(separator: "，").map(String.init)
            if next(3) == 0 {
                let other = texts[next(texts.count)].split(separator: "，")
                clauses.append(String(other[next(other.count)]))
            }
            let changed = clauses.joined(separator: "，").map { next(20) == 0 ? names[next(names.count)] : $0 }
            let place = "\(names[next(names.count)])\(names[next(names.count)])村"
            return ComparedFinding(
                number: number, unit: "\(next(2920))",
                text: place + openings[next(openings.count)] + "，" + String(changed))
        }
    }

    /// The most memory this process held, in KiB.
    private static func peak() -> Int {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return 0 }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
}
