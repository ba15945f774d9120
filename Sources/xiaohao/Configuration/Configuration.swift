import BoardUI
import Foundation
import Office
import Screen
import Wording
import Yams

/// What a person has settled for all boards: `$XDG_CONFIG_HOME/xiaohao/config.yaml` (documented in Resources/config/default.yaml).
struct Configuration {
    enum ThemeName: String, CaseIterable { case dark, light, mono }

    var language: Language?
    var ledger: String?
    var person: String?
    /// `nil`: as the terminal says, and so for the next ones.
    var theme: ThemeName?
    var colours: ColourDepth?
    var tones: [Tone: Paint] = [:]
    var borders = Drawing.Borders.lines
    var ambiguous: Drawing.Ambiguous?
    var mouse = true
    var editor: String?
    var opener: String?
    /// Keys by the name of their meaning.
    var keys: [String: Keys] = [:]

    /// Keys as they are written, and where.
    struct Keys {
        let written: [String]
        let line: Int
        let column: Int
    }

    static let known = [
        "language", "ledger", "person", "theme", "colours", "tones", "borders", "ambiguous_width", "mouse", "editor",
        "opener", "keys",
    ]

    static var defaultText: String { BundledResource.text("config/default.yaml") ?? "" }

    static func path(_ variables: [String: String]) -> String {
        UserFolders.config(variables) + "/config.yaml"
    }

    /// The configuration of whoever runs the program; read once.
    static let ofUser = Result { try read(path(GlobalOptions.environment)) }

    /// Without a file everything is as by default. Throws `Complaint` 78 `config.invalid`.
    static func read(_ path: String) throws -> Configuration {
        guard FileManager.default.fileExists(atPath: path) else { return Configuration() }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw complaint(path, [.init(line: 1, column: 1, key: "", expected: "UTF-8", found: "")])
        }
        let (configuration, problems) = parse(text)
        guard problems.isEmpty else { throw complaint(path, problems) }
        return configuration
    }

    static func complaint(_ path: String, _ problems: [ConfigurationReader.Problem]) -> Complaint {
        let first = problems.first
        return Complaint(
            78, "config.invalid",
            [
                "path": path, "line": String(first?.line ?? 1), "column": String(first?.column ?? 1),
                "key": first?.key ?? "", "expected": first?.expected ?? "", "found": first?.found ?? "",
            ],
            candidates: problems.dropFirst().map { "\($0.line):\($0.column) \($0.key): \($0.found) ≠ \($0.expected)" })
    }

    /// Reads the text of a file; everything that is wrong with it, in the order of the file.
    static func parse(_ text: String) -> (Configuration, [ConfigurationReader.Problem]) {
        let root: Node
        do {
            guard let node = try Yams.compose(yaml: text, Resolver.basic, .default, .utf8) else {
                return (Configuration(), [])
            }
            root = node
        } catch {
            return (Configuration(), [problem(of: error, in: text)])
        }
        if root.null != nil || root.string?.isEmpty == true { return (Configuration(), []) }
        guard let mapping = root.mapping else {
            return (Configuration(), [ConfigurationReader.problem(root, "", known.joined(separator: ", "))])
        }
        var reader = ConfigurationReader(mapping)
        reader.allow(known)
        var result = Configuration()
        result.language = reader.word("language", Language.self)
        result.ledger = reader.text("ledger").map(Self.expanded)
        result.person = reader.text("person")
        result.theme = reader.word("theme", ThemeName.self)
        result.colours = reader.choice(
            "colours", ["8": .eight, "16": .sixteen, "256": .indexed, "true": .direct], also: ["auto"])
        for (name, key, value) in reader.entries("tones") {
            guard let tone = Tone.named(name) else {
                reader.add(
                    ConfigurationReader.problem(
                        key, "tones.\(name)", Tone.allCases.map(\.name).joined(separator: ", ")))
                continue
            }
            guard let words = value.string, let paint = Paint(words: words) else {
                reader.add(ConfigurationReader.problem(value, "tones.\(name)", "bold #d70000 on 236"))
                continue
            }
            result.tones[tone] = paint
        }
        result.borders = reader.choice("borders", ["lines": .lines, "ascii": .ascii]) ?? .lines
        result.ambiguous = reader.word("ambiguous_width", Drawing.Ambiguous.self)
        result.mouse = reader.flag("mouse") ?? true
        result.editor = reader.text("editor")
        result.opener = reader.text("opener")
        readKeys(&reader, &result)
        return (result, reader.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
    }

    private static func readKeys(_ reader: inout ConfigurationReader, _ result: inout Configuration) {
        for (name, key, value) in reader.entries("keys") {
            let list = value.sequence.map { $0.map(\.string) } ?? [value.string]
            let keys = list.compactMap { $0 }
            guard keys.count == list.count else {
                reader.add(ConfigurationReader.problem(value, "keys.\(name)", "[\"j\", \"^N\"]"))
                continue
            }
            result.keys[name] = Keys(written: keys, line: key.mark?.line ?? 1, column: key.mark?.column ?? 1)
        }
    }

    private static func problem(of error: any Error, in text: String) -> ConfigurationReader.Problem {
        if case .duplicatedKeysInMapping(let keys, _) = error as? YamlError, let key = keys.first {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
                .filter { $0.element.drop { $0 == " " }.hasPrefix(key + ":") }
            return .init(
                line: (lines.dropFirst().first?.offset ?? 0) + 1, column: 1, key: key, expected: "1 ×",
                found: "\(lines.count) ×")
        }
        let mark: Mark? =
            switch error as? YamlError {
            case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark
            case .duplicatedKeysInMapping, .reader, .writer, .emitter, .representer, .memory, .dataCouldNotBeDecoded,
                .no, nil:
                nil
            }
        return .init(
            line: mark?.line ?? 1, column: mark?.column ?? 1, key: "", expected: "YAML",
            found: "\(error)".split(separator: "\n").first.map(String.init) ?? "")
    }

    /// `~/` is the person's folder.
    private static func expanded(_ path: String) -> String {
        path.hasPrefix("~/") ? UserFolders.home(GlobalOptions.environment) + path.dropFirst(1) : path
    }
}
