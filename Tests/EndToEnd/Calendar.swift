import Foundation
import Testing

/// The calendar of `Shim/clock.c`, built once with the system's compiler: the program believes that days have passed.
enum Calendar {
    static let library: String? = {
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Shim/clock.c")
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("xiaohao-clock-\(getpid())")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let library = folder.appendingPathComponent("clock.so").path
        for compiler in ["clang", "cc", "gcc"] {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [compiler, "-shared", "-fPIC", "-O1", "-o", library, source.path, "-ldl"]
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { continue }
            process.waitUntilExit()
            if process.terminationStatus == 0 { return library }
        }
        return nil
    }()

    /// What a program's environment needs to stand so many days ahead.
    static func ahead(_ days: Int) throws -> [String: String] {
        let library = try #require(library, "no C compiler to build the calendar with")
        return ["LD_PRELOAD": library, "XIAOHAO_TEST_DAYS": String(days)]
    }
}
