internal import Screen

/// Files of one name in several formats, said in one go: `/folder/name .docx .html .md`.
enum ExportedPaths {
    static func text(_ paths: [String]) -> String {
        guard let first = paths.first, let dot = first.lastIndex(of: ".") else { return "" }
        let name = first[..<dot]
        guard paths.allSatisfy({ $0.hasPrefix(name) }) else { return paths.joined(separator: " ") }
        return ([String(name)] + paths.map { String($0.dropFirst(name.count)) }).joined(separator: " ")
    }

    /// What `text` says of a path, with as many of its last folders as `width` columns have room for, at least the last.
    static func fitting(_ width: Int, _ path: String, _ text: (String) -> String) -> String {
        var shown = text(path)
        var rest = path[...]
        while DisplayWidth.of(shown) > width, let slash = rest.dropFirst().firstIndex(of: "/") {
            rest = rest[slash...]
            shown = text("…" + rest)
        }
        return shown
    }
}
