/// Files of one name in several formats, said in one go: `/folder/name .docx .html .md`.
enum ExportedPaths {
    static func text(_ paths: [String]) -> String {
        guard let first = paths.first, let dot = first.lastIndex(of: ".") else { return "" }
        let name = first[..<dot]
        guard paths.allSatisfy({ $0.hasPrefix(name) }) else { return paths.joined(separator: " ") }
        return ([String(name)] + paths.map { String($0.dropFirst(name.count)) }).joined(separator: " ")
    }
}
