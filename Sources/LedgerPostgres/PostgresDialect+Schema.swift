import Ledger

// The tables, whose they are, and who may do what to them (trust.md, “The database enforces it too”).

extension PostgresDialect {
    /// Everything of a new ledger, in one transaction: roles, schema, tables, triggers, grants. The caller is made a member of the application role and, until `handOver`, of the owner.
    var schema: [String] {
        [
            role(owner), role(application), role(readers), "GRANT \(owner) TO CURRENT_USER",
            "GRANT \(application) TO CURRENT_USER",
            "CREATE SCHEMA \(quoted) AUTHORIZATION \(owner)", "SET LOCAL ROLE \(owner)",
        ] + tables + indexing + guards + grants + ["SET LOCAL ROLE NONE"]
    }

    var transferPreparation: [String] { ["SET LOCAL ROLE \(owner)"] }

    /// Nobody who logs in owns a ledger.
    var handOver: [String] { ["SET LOCAL ROLE NONE", "REVOKE \(owner) FROM CURRENT_USER"] }

    private func role(_ name: String) -> String {
        """
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(name)') THEN CREATE ROLE \(name) NOLOGIN; END IF;
        END $$
        """
    }

    private var tables: [String] {
        Schema.tables(bytes: "BYTEA", strict: "", keyed: "", isIndexed: false).map(Self.translated) + [
            "CREATE TABLE schema_version (version BIGINT NOT NULL)",
            "INSERT INTO schema_version VALUES (\(Schema.version))",
            "CREATE TABLE search (number BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
            """
            CREATE TABLE evidence (
              digest TEXT COLLATE "C" NOT NULL, part BIGINT NOT NULL CHECK (part >= 0), bytes BYTEA NOT NULL,
              PRIMARY KEY (digest, part)
            )
            """,
            // Evidence is compressed already, or should be kept as it came.
            "ALTER TABLE evidence ALTER COLUMN bytes SET STORAGE EXTERNAL",
            // Counted up by every writer: room on the page keeps the row's versions together.
            "ALTER TABLE head SET (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)",
            "ALTER TABLE counters SET (fillfactor = 50)", "ALTER TABLE due_counts SET (fillfactor = 50)",
        ]
    }

    /// `Schema` speaks SQLite: its integers have 64 bits, its texts are ordered by bytes.
    static func translated(_ statement: String) -> String {
        statement.replacing(" INTEGER", with: " BIGINT").replacing(" TEXT", with: " TEXT COLLATE \"C\"")
    }

    /// Whoever writes has the indexes made without being the tables' owner; readers go on meanwhile.
    private var indexing: [String] {
        let words =
            "CREATE INDEX \(Self.wordIndex) ON search USING gin (words) WITH (fastupdate = on, gin_pending_list_limit = 4096)"
        return maker(Self.lookupMaker, of: Schema.makeLookupIndexes)
            + maker(Self.indexMaker, of: Schema.makeListIndexes + [words])
    }

    private func maker(_ function: String, of indexes: [String]) -> [String] {
        let statements = indexes.map { $0.replacing("CREATE INDEX", with: "CREATE INDEX IF NOT EXISTS") }
        return [
            """
            CREATE FUNCTION \(function) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
            SET search_path = \(quoted), pg_catalog, pg_temp SET client_min_messages = warning SET maintenance_work_mem = '128MB'
            AS $$ BEGIN \(statements.joined(separator: "; ")); END $$
            """,
            "REVOKE ALL ON FUNCTION \(function) FROM PUBLIC",
        ]
    }

    private static let lookupMaker = "make_lookup_indexes()"
    private static let indexMaker = "make_list_indexes()"
    static let indexMakers = [lookupMaker, indexMaker]
    private static let wordIndex = "search_by_words"
    /// What they make.
    static let madeIndexes = Schema.listIndexNames + [wordIndex]

    var makeListIndexes: String? { calling(Self.indexMaker) }
    var makeLookupIndexes: String? { calling(Self.lookupMaker) }

    /// Ledgers of older programs have had them from the beginning. The tables are named so that rows which wait for them go in first.
    private func calling(_ maker: String) -> String {
        """
        DO $$ BEGIN
          -- over findings and search
          IF to_regprocedure('\(maker)') IS NOT NULL THEN PERFORM \(maker); END IF;
        END $$
        """
    }

    private var guards: [String] {
        [
            """
            CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'events are never changed or deleted'; END $$
            """,
            """
            CREATE TRIGGER events_are_kept BEFORE DELETE OR TRUNCATE ON events
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
            """,
            """
            CREATE TRIGGER events_are_fixed BEFORE UPDATE ON events
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
            """,
            """
            CREATE FUNCTION refuse_login() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              RAISE EXCEPTION 'the event says %, the connection is %', split_part(NEW.text, E'\\n', \(Self.loginLine)), session_user
                USING ERRCODE = '\(PostgresFailure.foreignLogin)';
            END $$
            """,
            // Only a move, which works as the owner, brings events of other logins.
            """
            CREATE TRIGGER events_name_their_login BEFORE INSERT ON events FOR EACH ROW
            WHEN (split_part(NEW.text, E'\\n', \(Self.loginLine)) <> 'login: ' || replace(session_user, E'\\\\', E'\\\\\\\\')
              AND current_user <> '\(owner)')
            EXECUTE FUNCTION refuse_login()
            """,
        ]
    }

    /// The line `login:` of an event's text (trust.md, “Canonical text”).
    private static let loginLine = 10

    /// What can be made again from the events, and so may be changed.
    static let changedTables = Schema.readModels + ["search"]

    private var grants: [String] {
        [
            "GRANT USAGE ON SCHEMA \(quoted) TO \(application), \(readers)",
            "GRANT SELECT ON ALL TABLES IN SCHEMA \(quoted) TO \(application), \(readers)",
            "GRANT INSERT ON ALL TABLES IN SCHEMA \(quoted) TO \(application)",
            "REVOKE INSERT ON schema_version, head FROM \(application)",
            "GRANT UPDATE ON head TO \(application)",
            "GRANT EXECUTE ON FUNCTION \(Self.indexMakers.joined(separator: ", ")) TO \(application)",
            "GRANT UPDATE, DELETE ON \(Self.changedTables.joined(separator: ", ")) TO \(application)",
        ]
    }
}
