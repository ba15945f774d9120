import Foundation

/// The pages of the program's own code that only starting needed.
enum StartPages {
    /// Lets go of the code that is mapped now: what is still needed is mapped again as it is reached, from the page cache.
    ///
    /// A fault maps the pages around it too, so that after the parser, the catalogue and the opening of a ledger two thirds
    /// of the code are held that a board never touches again.
    static func release() {
        guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
            let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
        else { return }
        for line in maps.split(separator: "\n") where line.hasSuffix(program) {
            let words = line.split(separator: " ")
            // Code alone: data that is only read by now was written when the program was loaded.
            guard words.count > 1, words[1].hasPrefix("r-x"), words[0].contains("-") else { continue }
            let bounds = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard bounds.count == 2, let start = UnsafeMutableRawPointer(bitPattern: bounds[0]) else { continue }
            madvise(start, Int(bounds[1] - bounds[0]), MADV_DONTNEED)
        }
    }
}
