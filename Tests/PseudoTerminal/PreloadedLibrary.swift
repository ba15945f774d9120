package import Foundation

/// A C source beside the tests as a library that programs are started with (`LD_PRELOAD`), built with the system's compiler.
package enum PreloadedLibrary {
    /// The library's path; `nil` without a compiler.
    package static func built(_ source: URL) -> String? {
        let name = source.deletingPathExtension().lastPathComponent
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("xiaohao-\(name)-\(getpid())")
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let library = folder.appendingPathComponent(name + ".so").path
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
    }
}
