import ArgumentParser
import BoardUI
import Foundation
import Requests

/// The saved filters: lines `name = --unit 下应街道 --overdue` in `$XDG_CONFIG_HOME/xiaohao/filters`.
enum SavedFilters {
    static var path: String { UserFiles.config + "/filters" }

    static func read() -> [SavedFilter] { lines().compactMap(filter) }

    /// Lines that are not understood stay as somebody wrote them.
    static func write(_ filters: [SavedFilter]) throws {
        let others = lines().filter { filter($0) == nil }
        let text = (others + filters.map { "\($0.name) = \(FilterText.options($0.values))" }).map { $0 + "\n" }
        try UserFiles.write(text.joined(), to: path)
    }

    private static func lines() -> [String] {
        (UserFiles.read(path) ?? "").split(separator: "\n").map(String.init)
    }

    private static func filter(_ line: String) -> SavedFilter? {
        guard !line.hasPrefix("#"), let sign = line.range(of: " = ") else { return nil }
        let words = PlainBoard.split(String(line[sign.upperBound...]))
        guard !words.isEmpty, let options = try? FilterOptions.parse(words) else { return nil }
        return SavedFilter(name: String(line[..<sign.lowerBound]), values: options.values)
    }
}
