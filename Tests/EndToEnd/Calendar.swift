import Foundation
import PseudoTerminal
import Testing

/// The calendar of `Shim/clock.c`, built once with the system's compiler: the program believes that days have passed.
enum Calendar {
    static let library = PreloadedLibrary.built(
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Shim/clock.c"))

    /// What a program's environment needs to stand so many days ahead.
    static func ahead(_ days: Int) throws -> [String: String] {
        let library = try #require(library, "no C compiler to build the calendar with")
        return ["LD_PRELOAD": library, "XIAOHAO_TEST_DAYS": String(days)]
    }
}
