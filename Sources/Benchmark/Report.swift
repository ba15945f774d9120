import Foundation

/// The figures of one run: printed as they come, and written as BENCHMARKS.md.
struct Report {
    struct Line {
        let what: String
        let figure: String
        let bar: String
        /// `nil`: there is no bar.
        let isMet: Bool?
    }

    private var sections: [(key: String, title: String, lines: [Line])] = []
    /// Counts of instructions in the file as it was committed, by what was counted.
    private let earlier: [String: Int]

    init(earlier file: String?) {
        let text = file.flatMap { try? String(contentsOfFile: $0, encoding: .utf8) } ?? ""
        var found: [String: Int] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("| instructions: ") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count >= 2 else { continue }
            found[cells[0]] = Int(cells[1].prefix { $0.isNumber || $0 == "," }.filter(\.isNumber))
        }
        earlier = found
    }

    mutating func section(_ key: String, _ title: String) {
        sections.append((key, title, []))
        Self.print("\n\(title)\n")
    }

    mutating func add(_ what: String, _ figure: String, _ bar: String = "", isMet: Bool? = nil) {
        sections[sections.count - 1].lines.append(Line(what: what, figure: figure, bar: bar, isMet: isMet))
        let verdict = isMet.map { $0 ? "  ok" : "  MISSED" } ?? ""
        Self.print(
            "  " + what.padding(toLength: 42, withPad: " ", startingAt: 0)
                + figure.padding(toLength: max(34, figure.count), withPad: " ", startingAt: 0) + " " + bar + verdict
                + "\n")
    }

    /// A time that must not be above its bar.
    mutating func add(_ what: String, _ times: [Double], median: Double? = nil, p95: Double? = nil) {
        let middle = Self.median(times)
        let high = Self.percentile(times, 0.95)
        let bars = [median.map { "median ≤ \(Self.short($0))" }, p95.map { "p95 ≤ \(Self.short($0))" }].compactMap {
            $0
        }
        let isMet = (median.map { middle <= $0 } ?? true) && (p95.map { high <= $0 } ?? true)
        add(
            what, "median \(Self.short(middle)), p95 \(Self.short(high)) ms",
            bars.isEmpty ? "" : bars.joined(separator: ", ") + " ms", isMet: bars.isEmpty ? nil : isMet)
    }

    mutating func add(instructions what: String, _ count: Int) {
        let name = "instructions: " + what
        guard let before = earlier[name], before > 0 else { return add(name, Self.grouped(count), "first figure") }
        let change = Double(count - before) / Double(before) * 100
        add(
            name, Self.grouped(count),
            "before \(Self.grouped(before)), \(change < 0 ? "" : "+")\(Self.short(change)) %; at most +10 %",
            isMet: change <= 10)
    }

    /// The whole report in Markdown.
    func write(to file: String) throws {
        var text = """
            # Benchmarks

            Written by `make bench`, the bars that are missed included. \(Self.machine())

            Method: the release program (static Swift runtime) runs in a pty of its own; a key's time is from the write of its
            bytes to the last bytes of its frame, with nothing else asked of the program meanwhile; what comes
            after 12 ms without a byte is not counted to it; a search's is until its cards stand. Ledgers are generated
            (`demo --size`), Chinese texts of about 29 characters, about five events a finding. tig, where it is installed, reads a repository with
            as many commits in the same run, measured by the same code.

            """
        for section in sections where !section.lines.isEmpty {
            text += "\n## \(section.title)\n\n| what | figure | bar | met |\n|---|---|---|---|\n"
            for line in section.lines {
                text +=
                    "| \(line.what) | \(line.figure) | \(line.bar) | \(line.isMet.map { $0 ? "yes" : "**no**" } ?? "") |\n"
            }
        }
        try text.write(toFile: file, atomically: true, encoding: .utf8)
    }

    private static func machine() -> String {
        let model =
            (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n")
            .first { $0.hasPrefix("model name") }?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces)
            ?? ""
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withFullDate]
        let load = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8))?.split(separator: " ").first ?? "?"
        let memory = ProcessInfo.processInfo.physicalMemory >> 30
        return
            "\(formatter.string(from: Date())): \(ProcessInfo.processInfo.activeProcessorCount) × \(model), \(memory) GiB, load \(load) at the end of the run."
    }

    private static func print(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
    }

    static func percentile(_ values: [Double], _ share: Double) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? .nan : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
    }

    static func short(_ value: Double) -> String {
        String(format: abs(value) < 10 ? "%.2f" : abs(value) < 100 ? "%.1f" : "%.0f", value)
    }

    static func grouped(_ number: Int) -> String {
        let digits = Array(String(abs(number)))
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }
}
