package import Exchange

/// What an import is asked for.
package struct ImportRequest: Hashable, Sendable {
    package let file: String
    /// The round of rows that do not name one.
    package let round: String?
    package let sheet: String?
    /// A file of lines `field = header`.
    package let mapFile: String?
    /// Files nothing when any row has a problem.
    package let isStrict: Bool

    package init(file: String, round: String?, sheet: String?, mapFile: String?, isStrict: Bool) {
        self.file = file
        self.round = round
        self.sheet = sheet
        self.mapFile = mapFile
        self.isStrict = isStrict
    }
}

/// What an import understood and did (cli.md, `import`).
package struct ImportReport: Hashable, Sendable {
    package struct MappedColumn: Hashable, Sendable {
        package let sheet: String
        /// `D`
        package let column: String
        package let header: String
        package let target: ColumnMapping.Target
    }

    /// What a person should know though nothing was wrong: a code and its facts, the sentence under `import.notice.<code>`.
    package struct Notice: Hashable, Sendable {
        package let code: String
        package let facts: [String: String]
    }

    package var isReplayed = false
    package var rows = 0
    package var filed = 0
    package var unchanged = 0
    package var updated = 0
    package var refused: Int { Set(problems.map { "\($0.sheet)\n\($0.row)" }).count + besideOnLine }
    /// Refused findings that stand on one line of a bulletin with another, each a row of its own.
    var besideOnLine = 0
    package var mapping: [MappedColumn] = []
    package var problems: [RowProblem] = []
    package var notices: [Notice] = []
    /// New findings that seem to repeat an open one of the same unit.
    package internal(set) var repeats = 0

    mutating func notice(_ code: String, _ facts: [String: String]) {
        notices.append(Notice(code: code, facts: facts))
    }
}
