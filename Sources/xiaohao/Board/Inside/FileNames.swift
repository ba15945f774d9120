import Foundation
import Office
import Requests

/// Files by the beginning of their path, as a person types it.
enum FileNames {
    /// What stands in the folder of a path, hidden files apart, by name; folders end in a slash.
    static func besides(_ path: String) -> [String] {
        // Foundation traps on the folder of an empty path.
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ""
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted().map { name in
            let path = folder.isEmpty ? name : folder == "/" ? "/" + name : folder + "/" + name
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            return isFolder.boolValue ? path + "/" : path
        }
    }

    /// What a path could go on to: names that begin as its last part does, then those that have it in them.
    static func meant(by path: String) -> [String] {
        let path = expanded(path)
        let part = path.split(separator: "/", omittingEmptySubsequences: false).last.map { $0.lowercased() } ?? ""
        let named = besides(path).map { (path: $0, name: ($0 as NSString).lastPathComponent.lowercased()) }
        guard !part.isEmpty else { return named.map(\.path) }
        return named.filter { $0.name.hasPrefix(part) }.map(\.path)
            + named.filter { !$0.name.hasPrefix(part) && $0.name.contains(part) }.map(\.path)
    }

    /// With the home folder for `~`, which no shell has seen.
    static func expanded(_ path: String) -> String {
        guard path == "~" || path.hasPrefix("~/") else { return path }
        return UserFolders.home(GlobalOptions.environment) + path.dropFirst()
    }
}

extension FilledForm {
    /// With the path of a file as the system reads it.
    var withWholePath: FilledForm {
        var form = self
        form.values["file"] = form.values["file"]?.map { FileNames.expanded($0) }
        return form
    }
}
