import Yams

/// One mapping of the configuration file: what is wrong in it is gathered, all of it, with line and column.
struct ConfigurationReader {
    struct Problem: Hashable {
        let line: Int
        let column: Int
        /// `theme`, `tones.danger`, `keys.board.next`.
        let key: String
        let expected: String
        let found: String
    }

    private let mapping: Node.Mapping
    private let prefix: String
    private(set) var problems: [Problem] = []

    init(_ mapping: Node.Mapping, prefix: String = "") {
        self.mapping = mapping
        self.prefix = prefix
    }

    static func problem(_ node: Node?, _ key: String, _ expected: String) -> Problem {
        Problem(
            line: node?.mark?.line ?? 1, column: node?.mark?.column ?? 1, key: key, expected: expected,
            found: node.map(shown) ?? "")
    }

    private static func shown(_ node: Node) -> String {
        node.string ?? (node.sequence != nil ? "[…]" : "{…}")
    }

    private func child(_ key: String) -> Node? { mapping[Node(key)] }

    mutating func refuse(_ key: String, _ node: Node?, _ expected: String) {
        problems.append(Self.problem(node ?? child(key), prefix + key, expected))
    }

    /// Names every key that is not known.
    mutating func allow(_ known: [String]) {
        for (key, _) in mapping where !known.contains(key.string ?? "") {
            problems.append(Self.problem(key, prefix + (key.string ?? ""), known.joined(separator: ", ")))
        }
    }

    /// One of some words; `nil` when it is not there.
    mutating func word<Value: RawRepresentable<String> & CaseIterable>(_ key: String, _: Value.Type) -> Value? {
        choice(key, Dictionary(uniqueKeysWithValues: Value.allCases.map { ($0.rawValue, $0) }), also: ["auto"])
    }

    mutating func choice<Value>(_ key: String, _ choices: [String: Value], also neutral: [String] = []) -> Value? {
        guard let node = child(key) else { return nil }
        if let word = node.string {
            if let value = choices[word] { return value }
            if neutral.contains(word) { return nil }
        }
        refuse(key, node, (neutral + choices.keys.sorted()).joined(separator: ", "))
        return nil
    }

    /// `nil` when it is not there or blank.
    mutating func text(_ key: String) -> String? {
        guard let node = child(key) else { return nil }
        guard let text = node.string else {
            refuse(key, node, "text")
            return nil
        }
        return text.allSatisfy(\.isWhitespace) ? nil : text
    }

    mutating func flag(_ key: String) -> Bool? {
        guard let node = child(key) else { return nil }
        guard let flag = node.bool else {
            refuse(key, node, "true, false")
            return nil
        }
        return flag
    }

    /// The entries of a mapping below this one.
    mutating func entries(_ key: String) -> [(name: String, key: Node, value: Node)] {
        guard let node = child(key), node.null == nil else { return [] }
        guard let mapping = node.mapping else {
            refuse(key, node, "{…}")
            return []
        }
        return mapping.map { ($0.key.string ?? "", $0.key, $0.value) }
    }

    mutating func add(_ problem: Problem) { problems.append(problem) }
}
