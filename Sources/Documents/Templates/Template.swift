internal import Mustache

/// Why a template cannot be used: the line, what stands there, what could stand there.
package struct TemplateProblem: Error, Hashable, Sendable {
    package enum Rule: String, Sendable, CaseIterable {
        /// A name that the document does not have; Mustache would print nothing for it.
        case unknownName = "template.unknownName"
        /// A list or flag where a text belongs, or the other way round.
        case wrongKind = "template.wrongKind"
        /// Partials, delimiters, transforms: nothing that a document needs.
        case notAllowed = "template.notAllowed"
        /// A section that is not closed, or closed by another name.
        case unbalanced = "template.unbalanced"
    }

    package let rule: Rule
    /// From 1.
    package let line: Int
    package let found: String
    package let known: [String]
}

/// A template that was checked: every name in it is a field of its document.
package struct Template: Sendable {
    private let mustache: MustacheTemplate

    /// Throws `TemplateProblem`.
    package init(_ text: String, fields: TemplateFields) throws {
        try TemplateCheck(fields: fields).check(text)
        do {
            // Values are escaped before they are filled in, so Mustache leaves them alone.
            mustache = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + NumberWord.written(out: text))
        } catch {
            throw TemplateProblem(rule: .unbalanced, line: 1, found: "\(error)", known: [])
        }
    }

    /// The document that the template and a record make.
    package func fill(_ record: DocumentRecord, mark: String?, numbering: Numbering) -> Document {
        Document(mark: mark, blocks: Markup.blocks(mustache.render(record.filling), numbering))
    }
}

/// Reads the tags of a template against the fields of its document.
private struct TemplateCheck {
    let fields: TemplateFields

    private struct Section {
        let name: String
        let line: Int
        /// `nil` inside a flag: the names are those around it.
        let fields: TemplateFields?
    }

    func check(_ text: String) throws {
        var sections: [Section] = []
        var line = 1
        var rest = text[...]
        while let open = rest.firstRange(of: "{{") {
            line += rest[..<open.lowerBound].count { $0.isNewline }
            rest = rest[open.upperBound...]
            guard let close = rest.firstRange(of: "}}") else {
                throw TemplateProblem(rule: .unbalanced, line: line, found: "{{" + rest.prefix(20), known: [])
            }
            let tag = rest[..<close.lowerBound]
            try read(String(tag), line, &sections)
            line += tag.count { $0.isNewline }
            rest = rest[close.upperBound...]
        }
        if let open = sections.last {
            throw TemplateProblem(rule: .unbalanced, line: open.line, found: "{{#\(open.name)}}", known: [])
        }
    }

    private func read(_ tag: String, _ line: Int, _ sections: inout [Section]) throws {
        guard let mark = tag.first, mark != "!" else { return }
        let isMarked = "#^/".contains(mark)
        let name =
            NumberWord(tag[...])?.name ?? String((isMarked ? tag.dropFirst() : tag[...]).filter { $0 != " " })
        guard !name.isEmpty, name.allSatisfy({ $0.isASCII && $0.isLetter }) else {
            throw TemplateProblem(rule: .notAllowed, line: line, found: "{{\(tag)}}", known: known(sections))
        }
        if mark == "/" {
            guard let open = sections.popLast(), open.name == name else {
                throw TemplateProblem(rule: .unbalanced, line: line, found: "{{\(tag)}}", known: [])
            }
            return
        }
        // A name is looked for in the innermost list first, then outwards, as Mustache does.
        for scope in sections.reversed().compactMap(\.fields) + [fields] {
            if let list = scope.lists[name] {
                guard isMarked else { throw wrong(tag, line, sections) }
                sections.append(Section(name: name, line: line, fields: mark == "#" ? list : nil))
                return
            }
            if scope.flags.contains(name) {
                guard isMarked else { throw wrong(tag, line, sections) }
                sections.append(Section(name: name, line: line, fields: nil))
                return
            }
            if scope.texts.contains(name) {
                guard !isMarked else { throw wrong(tag, line, sections) }
                return
            }
        }
        throw TemplateProblem(rule: .unknownName, line: line, found: "{{\(tag)}}", known: known(sections))
    }

    private func wrong(_ tag: String, _ line: Int, _ sections: [Section]) -> TemplateProblem {
        TemplateProblem(rule: .wrongKind, line: line, found: "{{\(tag)}}", known: known(sections))
    }

    private func known(_ sections: [Section]) -> [String] {
        Set((sections.compactMap(\.fields) + [fields]).flatMap(\.names)).sorted()
    }
}
