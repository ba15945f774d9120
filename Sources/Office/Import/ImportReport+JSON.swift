package import Exchange
internal import Rectification
package import Wording

extension ImportReport {
    /// cli.md, `import`.
    package func json(_ words: Catalogue) -> JSONValue {
        .object([
            "rows": .number(rows), "filed": .number(filed), "unchanged": .number(unchanged),
            "updated": .number(updated),
            "refused": .number(refused), "replayed": .bool(isReplayed),
            "mapping": .array(
                mapping.map { column in
                    .object([
                        "sheet": .string(column.sheet), "column": .string(column.column),
                        "header": .string(column.header),
                        "field": .string(column.target.code),
                    ])
                }),
            "problems": .array(
                problems.map { problem in
                    .object([
                        "sheet": .string(problem.sheet), "row": .number(problem.row),
                        "column": JSONValue(problem.columnName), "cell": .string(problem.cell),
                        "expected": .string(problem.expectedText(words)), "found": .string(problem.found),
                        "rule": .string("import." + problem.expected.code),
                    ])
                }),
            "notices": .array(notices.map { .string(words.text("import.notice.\($0.code)", words.spoken($0.facts))) }),
        ])
    }

    /// The report for people, line by line.
    package func lines(_ words: Catalogue, isDryRun: Bool) -> [String] {
        var lines: [String] = []
        if !mapping.isEmpty { lines.append(words["import.mapping"]) }
        for column in mapping {
            lines.append("  \(column.column)  \(column.header) → \(words["import.field.\(column.target.code)"])")
        }
        lines += notices.map { words.text("import.notice.\($0.code)", words.spoken($0.facts)) }
        lines += problemLines(words)
        lines.append(
            words.text(
                isDryRun ? "import.wouldDo" : "import.done",
                [
                    "rows": String(rows), "filed": String(filed), "unchanged": String(unchanged),
                    "updated": String(updated), "refused": String(refused),
                ]))
        return lines
    }

    /// The rows with problems, each with its cell.
    func problemLines(_ words: Catalogue) -> [String] {
        problems.isEmpty ? [] : [words["import.problems"]] + problemSentences(words).map { "  " + $0 }
    }

    /// The same without a heading.
    package func problemSentences(_ words: Catalogue) -> [String] {
        problems.map { problem in
            words.text(
                problem.column == nil ? "import.problemLine" : "import.problem",
                [
                    "sheet": problem.sheet, "row": String(problem.row), "cell": problem.cell,
                    "expected": problem.expectedText(words),
                    "found": problem.found.isEmpty ? words["import.blank"] : String(problem.found.prefix(80)),
                ])
        }
    }
}

extension ColumnMapping.Target {
    package var code: String {
        switch self {
        case .field(let field): field.rawValue
        case .extra: "extra"
        case .nothing: "nothing"
        }
    }
}

extension RowProblem {
    var columnName: String? { column.map { _ in cell.filter { !$0.isDigit } } }

    /// What should have stood there, in words.
    func expectedText(_ words: Catalogue) -> String {
        let key = "import.expected.\(expected.code)"
        switch expected {
        case .word(let choices), .round(let choices), .oneUnit(let choices), .likeUnit(let choices):
            return words.text(key, ["choices": choices.joined(separator: "、")])
        case .otherNumber(let row): return words.text(key, ["row": String(row)])
        case .stage(let stage): return words.text(key, ["stage": words.word(stage)])
        case .rule(let rule, let facts): return words.explain(rule: rule, facts).message
        case .text, .unit, .knownUnit, .category, .deadline, .deadlinePhrase, .day, .amount, .publicityReason, .value:
            return words[key]
        }
    }
}

extension Catalogue {
    /// Facts with the kinds of units in words.
    fileprivate func spoken(_ facts: [String: String]) -> [String: String] {
        var facts = facts
        if let kind = facts["kind"] { facts["kind"] = self["kind.\(kind)"] }
        return facts
    }
}
