/// The names a template may use: texts, flags (`name?`) and lists with names of their own (`name[…]`); every list `x` also gives the flag `hasX`.
package struct TemplateFields: Sendable {
    package private(set) var texts: Set<String> = []
    package private(set) var flags: Set<String> = []
    package private(set) var lists: [String: TemplateFields] = [:]

    package init(_ written: String) {
        var words = written.replacing("[", with: " [ ").replacing("]", with: " ] ").split(separator: " ")[...]
        self.init(&words)
    }

    private init(_ words: inout ArraySlice<Substring>) {
        while let word = words.popFirst(), word != "]" {
            if words.first == "[" {
                words.removeFirst()
                lists[String(word)] = TemplateFields(&words)
                flags.insert(Self.presence(of: String(word)))
            } else if word.hasSuffix("?") {
                flags.insert(String(word.dropLast()))
            } else {
                texts.insert(String(word))
            }
        }
    }

    /// `hasSeats` for `seats`.
    static func presence(of list: String) -> String { "has" + list.prefix(1).uppercased() + list.dropFirst() }

    package var names: [String] { texts.union(flags).union(lists.keys).sorted() }

    /// Where a record differs from these fields; empty when it is exactly them.
    package func differences(_ record: DocumentRecord, path: String = "") -> [String] {
        var problems: [String] = []
        let given = Set(record.values.keys)
        let wanted = texts.union(lists.keys).union(flags.filter { !isPresence($0) })
        problems += wanted.subtracting(given).sorted().map { "\(path)\($0) is missing" }
        problems += given.subtracting(wanted).sorted().map { "\(path)\($0) is not a field" }
        for (name, value) in record.values {
            switch value {
            case .text: if !texts.contains(name) { problems.append("\(path)\(name) is no text") }
            case .flag: if !flags.contains(name) { problems.append("\(path)\(name) is no flag") }
            case .list(let records):
                for record in records { problems += lists[name]?.differences(record, path: "\(path)\(name).") ?? [] }
            }
        }
        return problems
    }

    private func isPresence(_ flag: String) -> Bool { lists.keys.contains { Self.presence(of: $0) == flag } }
}

/// What a template is filled with, by name.
package struct DocumentRecord: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case text(String)
        case flag(Bool)
        case list([DocumentRecord])
    }

    package private(set) var values: [String: Value]

    package init(_ values: [String: Value]) { self.values = values }

    package init(_ texts: KeyValuePairs<String, String?>) {
        values = [:]
        for (name, text) in texts { values[name] = .text(text ?? "") }
    }

    package subscript(name: String) -> Value? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// As Mustache takes it: texts escaped, so that no value can become a mark.
    var filling: [String: Any] {
        var filling: [String: Any] = [:]
        for (name, value) in values {
            switch value {
            case .text(let text):
                filling[name] = Markup.escaped(text)
                filling[NumberWord.isOne(name)] = text == "1"
            case .flag(let flag): filling[name] = flag
            case .list(let records):
                filling[name] = records.map(\.filling)
                filling[TemplateFields.presence(of: name)] = !records.isEmpty
            }
        }
        return filling
    }
}

extension DocumentRecord.Value: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { self = .text(text) }

    package init(_ text: String?) { self = .text(text ?? "") }
    package init(_ number: Int) { self = .text(String(number)) }
}
