/// The tables, in SQL that both databases take; a driver adds full text and its own guards.
package enum Schema {
    /// Raised with every change that an older program cannot read.
    package static let version = 1

    /// - Parameters:
    ///   - strict: ` STRICT` where the database knows it.
    ///   - keyed: the same for a table that is its own index.
    ///   - isIndexed: with the indexes that findings are looked up and lists read by, which come later elsewhere (`SQLDialect.makeListIndexes`).
    package static func tables(bytes: String, strict: String, keyed: String, isIndexed: Bool = true) -> [String] {
        [
            """
            CREATE TABLE events (
              position INTEGER PRIMARY KEY CHECK (position > 0),
              stream TEXT NOT NULL,
              version INTEGER NOT NULL CHECK (version > 0),
              operation TEXT NOT NULL,
              hash \(bytes) NOT NULL CHECK (length(hash) = 32),
              text TEXT NOT NULL,
              UNIQUE (stream, version)
            )\(strict)
            """,
            """
            CREATE TABLE head (
              one INTEGER PRIMARY KEY CHECK (one = 1),
              position INTEGER NOT NULL,
              next_number INTEGER NOT NULL
            )\(strict)
            """,
            "INSERT INTO head VALUES (1, 0, 1)",
            """
            CREATE TABLE operations (
              operation TEXT PRIMARY KEY,
              digest TEXT NOT NULL,
              first INTEGER NOT NULL,
              count INTEGER NOT NULL CHECK (count > 0)
            )\(keyed)
            """,
            "CREATE TABLE contents (digest TEXT PRIMARY KEY, text TEXT NOT NULL)\(strict)",
            """
            CREATE TABLE signatures (
              position INTEGER PRIMARY KEY REFERENCES events (position),
              signature \(bytes) NOT NULL CHECK (length(signature) > 0)
            )\(strict)
            """,
            """
            CREATE TABLE opinions (
              position INTEGER PRIMARY KEY REFERENCES events (position),
              finding TEXT NOT NULL, review_round INTEGER NOT NULL, party TEXT NOT NULL, person TEXT NOT NULL,
              verdict TEXT NOT NULL
            )\(strict)
            """,
            """
            CREATE UNIQUE INDEX one_decision_a_party ON opinions (finding, review_round, party)
              WHERE verdict <> 'defer'
            """,
            """
            CREATE UNIQUE INDEX one_decision_a_person ON opinions (finding, review_round, person)
              WHERE verdict <> 'defer'
            """,
            """
            CREATE TABLE keys (
              fingerprint TEXT PRIMARY KEY, person TEXT NOT NULL, public_key TEXT NOT NULL UNIQUE,
              offered INTEGER NOT NULL REFERENCES events (position), enrolled INTEGER REFERENCES events (position),
              retired INTEGER REFERENCES events (position)
            )\(strict)
            """,
            "CREATE UNIQUE INDEX one_live_key ON keys (person) WHERE enrolled IS NOT NULL AND retired IS NULL",
            """
            CREATE TABLE organisations (
              id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, parent TEXT, head TEXT, path TEXT NOT NULL,
              town TEXT, district TEXT
            )\(strict)
            """,
            "CREATE INDEX organisations_by_name ON organisations (name)",
            "CREATE INDEX organisations_by_parent ON organisations (parent, name, id)",
            """
            CREATE TABLE persons (
              id TEXT PRIMARY KEY, name TEXT NOT NULL, organisation TEXT, position INTEGER NOT NULL
            )\(strict)
            """,
            "CREATE INDEX persons_by_name ON persons (name)",
            "CREATE INDEX persons_by_organisation ON persons (organisation) WHERE organisation IS NOT NULL",
            "CREATE TABLE logins (login TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (login, person))\(keyed)",
            "CREATE TABLE rounds (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, position INTEGER NOT NULL)\(strict)",
            "CREATE TABLE policies (position INTEGER PRIMARY KEY, digest TEXT NOT NULL, text TEXT NOT NULL)\(strict)",
            """
            CREATE TABLE findings (
              number INTEGER PRIMARY KEY CHECK (number > 0),
              id TEXT NOT NULL UNIQUE,
              version INTEGER NOT NULL,
              changed INTEGER NOT NULL,
              stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 3),
              external_number TEXT,
              round TEXT NOT NULL,
              unit TEXT NOT NULL,
              unit_path TEXT NOT NULL,
              text TEXT NOT NULL,
              category TEXT NOT NULL,
              source TEXT NOT NULL,
              leader TEXT,
              flags INTEGER NOT NULL,
              deadline TEXT NOT NULL,
              due INTEGER NOT NULL,
              listed INTEGER NOT NULL,
              extension INTEGER NOT NULL,
              returned INTEGER NOT NULL,
              brought_forward INTEGER NOT NULL,
              review_round INTEGER NOT NULL,
              relapses INTEGER NOT NULL,
              seats TEXT NOT NULL,
              closed_on INTEGER,
              closure TEXT,
              consolidate_from INTEGER,
              group_id TEXT,
              identity INTEGER NOT NULL,
              immediate INTEGER NOT NULL,
              pressed INTEGER NOT NULL,
              supervision TEXT,
              supervised_number INTEGER,
              supervised_on INTEGER,
              answered INTEGER,
              answer_due INTEGER,
              extension_until INTEGER,
              listed_since INTEGER,
              listing_limit INTEGER,
              listing_supervisor TEXT,
              listing_by_policy INTEGER,
              clue_due INTEGER,
              open_flags INTEGER NOT NULL,
              filed_on INTEGER,
              review_marks INTEGER NOT NULL
            )\(strict)
            """,
        ] + (isIndexed ? lookupIndexes + presetIndexes + findingIndexes : presetIndexes).map(\.made) + [
            """
            CREATE TABLE meetings (
              number INTEGER PRIMARY KEY CHECK (number > 0),
              id TEXT NOT NULL UNIQUE,
              version INTEGER NOT NULL,
              kind TEXT NOT NULL,
              date INTEGER NOT NULL,
              place TEXT NOT NULL,
              seats TEXT NOT NULL,
              opened INTEGER NOT NULL,
              adjourned INTEGER
            )\(strict)
            """,
            """
            CREATE TABLE meeting_agenda (
              meeting INTEGER NOT NULL, place INTEGER NOT NULL, finding INTEGER NOT NULL,
              PRIMARY KEY (meeting, place), UNIQUE (meeting, finding)
            )\(strict)
            """,
            "CREATE INDEX meeting_agenda_by_finding ON meeting_agenda (finding)",
            // A title is free again once its issue is merged or dissolved.
            """
            CREATE TABLE common_issues (
              number INTEGER PRIMARY KEY CHECK (number > 0),
              id TEXT NOT NULL UNIQUE,
              version INTEGER NOT NULL,
              title TEXT NOT NULL,
              live_title TEXT UNIQUE,
              field TEXT NOT NULL,
              scope TEXT NOT NULL,
              state TEXT NOT NULL,
              formed INTEGER NOT NULL,
              letters INTEGER NOT NULL,
              words TEXT NOT NULL
            )\(strict)
            """,
            """
            CREATE TABLE issue_counts (
              issue TEXT NOT NULL, round TEXT NOT NULL, stage INTEGER NOT NULL, findings INTEGER NOT NULL,
              PRIMARY KEY (issue, round, stage)
            )\(keyed)
            """,
            """
            CREATE TABLE issue_units (
              issue TEXT NOT NULL, unit TEXT NOT NULL, findings INTEGER NOT NULL, closed INTEGER NOT NULL,
              PRIMARY KEY (issue, unit)
            )\(keyed)
            """,
            """
            CREATE TABLE dismissals (
              id TEXT PRIMARY KEY, suggestion TEXT NOT NULL, members TEXT NOT NULL, words TEXT NOT NULL,
              day INTEGER NOT NULL, name TEXT NOT NULL
            )\(strict)
            """,
            """
            CREATE TABLE letters (
              number INTEGER PRIMARY KEY CHECK (number > 0),
              id TEXT NOT NULL UNIQUE,
              version INTEGER NOT NULL,
              state TEXT NOT NULL,
              code TEXT,
              year INTEGER,
              serial INTEGER,
              issue TEXT NOT NULL,
              issue_number INTEGER NOT NULL,
              issue_title TEXT NOT NULL,
              department TEXT NOT NULL,
              department_path TEXT NOT NULL,
              drafted INTEGER NOT NULL,
              issued INTEGER,
              due INTEGER,
              answered INTEGER,
              UNIQUE (year, serial)
            )\(strict)
            """,
            "CREATE INDEX letters_by_issue ON letters (issue)",
            "CREATE INDEX letters_waiting ON letters (due) WHERE state = 'issued'",
            """
            CREATE TABLE counters (
              round TEXT NOT NULL, unit TEXT NOT NULL, stage INTEGER NOT NULL,
              findings INTEGER NOT NULL, listed INTEGER NOT NULL, immediate INTEGER NOT NULL,
              PRIMARY KEY (round, unit, stage)
            )\(keyed)
            """,
            """
            CREATE TABLE due_counts (
              due INTEGER NOT NULL, stage INTEGER NOT NULL, findings INTEGER NOT NULL, PRIMARY KEY (due, stage)
            )\(keyed)
            """,
            """
            CREATE TABLE clock_counts (
              field INTEGER NOT NULL, value TEXT NOT NULL, span INTEGER NOT NULL, findings INTEGER NOT NULL,
              PRIMARY KEY (field, value, span)
            )\(keyed)
            """,
            """
            CREATE TABLE mark_counts (
              mark INTEGER NOT NULL, field INTEGER NOT NULL, value TEXT NOT NULL, findings INTEGER NOT NULL,
              PRIMARY KEY (mark, field, value)
            )\(keyed)
            """,
        ] + units(strict: strict, keyed: keyed)
    }

    /// What the page of a unit is read from: sums of the unit and everything below it, and what it was sent.
    private static func units(strict: String, keyed: String) -> [String] {
        [
            """
            CREATE TABLE unit_tallies (
              unit TEXT NOT NULL, round TEXT NOT NULL,
              \(UnitSums.tallyColumns.map { "\($0) INTEGER NOT NULL" }.joined(separator: ", ")),
              PRIMARY KEY (unit, round)
            )\(keyed)
            """,
            """
            CREATE TABLE unit_months (
              unit TEXT NOT NULL, round TEXT NOT NULL, month INTEGER NOT NULL, entered INTEGER NOT NULL,
              closed INTEGER NOT NULL, PRIMARY KEY (unit, round, month)
            )\(keyed)
            """,
            """
            CREATE TABLE unit_clocks (
              unit TEXT NOT NULL, due INTEGER NOT NULL, findings INTEGER NOT NULL, PRIMARY KEY (unit, due)
            )\(keyed)
            """,
            """
            CREATE TABLE unit_lateness (
              unit TEXT NOT NULL, day INTEGER NOT NULL, began INTEGER NOT NULL, ended INTEGER NOT NULL,
              PRIMARY KEY (unit, day)
            )\(keyed)
            """,
            """
            CREATE TABLE unit_opinions (
              unit TEXT NOT NULL, party TEXT NOT NULL, verdict TEXT NOT NULL, code TEXT NOT NULL,
              opinions INTEGER NOT NULL, PRIMARY KEY (unit, party, verdict, code)
            )\(keyed)
            """,
            """
            CREATE TABLE supervisions (
              finding INTEGER NOT NULL, step INTEGER NOT NULL, unit TEXT NOT NULL, unit_path TEXT NOT NULL,
              kind TEXT NOT NULL, addressee TEXT NOT NULL, text TEXT NOT NULL, sent INTEGER NOT NULL, due INTEGER,
              answer TEXT, answered INTEGER, PRIMARY KEY (finding, step)
            )\(keyed)
            """,
            "CREATE INDEX supervisions_by_unit ON supervisions (unit, sent, finding, step)",
            "CREATE INDEX supervisions_by_day ON supervisions (sent, finding, step, unit)",
        ]
    }

    /// What a write looks findings up by.
    static let lookupIndexes = [
        FindingIndex("findings_by_identity", "(identity)"), FindingIndex("findings_by_unit", "(unit, stage, due)"),
    ]

    /// What lists, lanes and the desk are read by. A write of very many rows takes them down and makes them again, sorted, at its end.
    static let findingIndexes = [
        FindingIndex("findings_by_due", "(stage, due, number)"),
        FindingIndex("findings_by_number", "(stage, number)"),
        FindingIndex("findings_by_change", "(stage, changed, number)"),
        FindingIndex("findings_by_lane_unit", "(stage, unit_path, due, number)"),
        FindingIndex("findings_by_lane_round", "(stage, round, due, number)"),
        FindingIndex("findings_by_lane_leader", "(stage, coalesce(leader, ''), due, number)"),
        FindingIndex("findings_by_lane_category", "(stage, category, due, number)"),
        FindingIndex("findings_by_leader", "(leader) WHERE leader IS NOT NULL"),
        FindingIndex("findings_by_category", "(category)"),
        FindingIndex("findings_by_round", "(round)"),
        // The desk: what runs, worst first, with the unit so that a group is counted from the index alone.
        FindingIndex("findings_running", "(due, number, unit) WHERE stage < 2"),
    ]

    /// One small index a preset of the desk. Kept in step by every write: to make one anew reads every finding, to keep it costs a comparison.
    static let presetIndexes = [
        // What is in trouble though no deadline says so: nobody walks a column to see that it has none.
        FindingIndex("findings_in_trouble", "(stage, due, number) WHERE \(SQLCondition.trouble)"),
        FindingIndex("findings_listed", "(due, number, unit) WHERE listed = 1"),
        FindingIndex("findings_starred", "(due, number, unit) WHERE open_flags & 1 <> 0"),
        FindingIndex("findings_provincial", "(due, number, unit) WHERE open_flags & 2 <> 0"),
        FindingIndex("findings_leader_owned", "(due, number, unit) WHERE open_flags & 8 <> 0"),
        FindingIndex("findings_immediate", "(due, number, unit, stage) WHERE open_flags & 4 <> 0"),
        FindingIndex("findings_extending", "(due, number, unit) WHERE extension = 1"),
        FindingIndex("findings_awaiting", "(answer_due, number, unit) WHERE answer_due IS NOT NULL"),
        // Whom to confirm with counts by days, so no counter holds its groups: whatever they are by stands in the index.
        FindingIndex(
            "findings_consolidating",
            "(consolidate_from, number, unit, round, category, leader) WHERE consolidate_from IS NOT NULL"),
        FindingIndex("findings_clues", "(clue_due, number, unit) WHERE clue_due IS NOT NULL"),
        FindingIndex("findings_grouped", "(group_id) WHERE group_id IS NOT NULL"),
    ]

    /// Statements that make what a write looks findings up by, and that and what lists are read by; their names.
    package static let makeLookupIndexes = lookupIndexes.map(\.made)
    package static let makeListIndexes = (lookupIndexes + findingIndexes).map(\.made)
    package static let listIndexNames = (lookupIndexes + findingIndexes).map(\.name)

    /// So many findings are read as quickly without them.
    package static let fewFindings = 200

    /// An index over the table `findings`.
    struct FindingIndex: Sendable {
        let name: String
        let columns: String

        init(_ name: String, _ columns: String) {
            self.name = name
            self.columns = columns
        }

        var made: String { "CREATE INDEX \(name) ON findings \(columns)" }
        var dropped: String { "DROP INDEX IF EXISTS \(name)" }
    }

    /// What is no event and cannot be made again from events: a table, its columns, those it is known by. Copied when a ledger moves.
    package static let records: [Record] = [
        Record(
            table: "operations",
            columns: [("operation", .text), ("digest", .text), ("first", .integer), ("count", .integer)],
            key: "operation", place: "first"),
        Record(
            table: "signatures", columns: [("position", .integer), ("signature", .bytes)], key: "position",
            place: "position"),
        Record(table: "contents", columns: [("digest", .text), ("text", .text)], key: "digest", place: nil),
    ]

    package struct Record: Sendable {
        package enum Kind: Sendable { case integer, text, bytes }

        package let table: String
        package let columns: [(name: String, kind: Kind)]
        package let key: String
        /// The column that holds the position a row belongs to.
        package let place: String?
    }

    /// The read models, which `rebuild` empties and makes again from the events.
    package static let readModels = [
        "opinions", "keys", "organisations", "persons", "logins", "rounds", "policies", "findings", "meetings",
        "meeting_agenda", "common_issues", "issue_counts", "issue_units", "dismissals", "letters", "counters",
        "due_counts", "clock_counts", "mark_counts", "unit_tallies", "unit_months", "unit_clocks",
        "unit_lateness", "unit_opinions", "supervisions",
    ]
}
