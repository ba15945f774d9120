import Ledger

extension PostgresDatabase {
    /// What makes the server's own promises void: acknowledged writes that are not on a disk, guards that are gone, rights that were widened.
    package func integrityProblems() throws -> [String] {
        try read { connection in
            var problems = try connection.rows(
                "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting <> 'on'"
            ) { "\($0.text(0)) = \($0.text(1))" }
            let guards = try connection.rows(
                """
                SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass('events') AND NOT tgisinternal
                  AND tgenabled IN ('O', 'A')
                """
            ) { $0.text(0) }
            for name in ["events_are_fixed", "events_are_kept", "events_name_their_login"] where !guards.contains(name)
            {
                problems.append("trigger \(name): missing")
            }
            problems += try connection.rows(
                """
                SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND NOT (i.indisvalid AND i.indisready)
                """, [.text(address.schema)]
            ) { "index \($0.text(0)): invalid" }
            problems += try connection.rows(
                """
                SELECT name FROM unnest(CAST(? AS text[])) name
                WHERE to_regclass(name) IS NULL AND (SELECT next_number FROM head) > ? ORDER BY 1
                """, [dialect.list(PostgresDialect.madeIndexes), .integer(Schema.fewFindings)]
            ) { "index \($0.text(0)): missing" }
            problems += try connection.rows(
                """
                SELECT r.rolname, p.privilege FROM pg_roles r
                CROSS JOIN (SELECT unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS privilege) p
                WHERE r.rolname IN (?, ?) AND has_table_privilege(r.oid, to_regclass('events'), p.privilege)
                """, [.text(words.application), .text(words.readers)]
            ) { "events: \($0.text(0)) has \($0.text(1))" }
            problems += try missingGrants(connection)
            problems += try connection.rows(
                """
                SELECT name FROM unnest(CAST(? AS text[])) name
                WHERE to_regprocedure(name) IS NOT NULL AND NOT has_function_privilege(?, to_regprocedure(name), 'EXECUTE')
                """, [dialect.list(PostgresDialect.indexMakers), .text(words.application)]
            ) { "\($0.text(0)): \(words.application) lacks EXECUTE" }
            return problems
        }
    }

    /// What `PostgresDialect.grants` gave and somebody took away.
    private func missingGrants(_ connection: any SQLConnection) throws -> [String] {
        try connection.rows(
            """
            SELECT c.relname, r.rolname, p.privilege FROM pg_class c CROSS JOIN pg_roles r
            CROSS JOIN (SELECT unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege) p
            WHERE c.relnamespace = to_regnamespace(?) AND c.relkind = 'r' AND r.rolname IN (?, ?)
              AND (p.privilege = 'SELECT' OR r.rolname = ? AND CASE c.relname
                WHEN 'head' THEN p.privilege = 'UPDATE' WHEN 'schema_version' THEN false
                ELSE p.privilege = 'INSERT' OR \(dialect.isAmong("c.relname")) END)
              AND NOT has_table_privilege(r.oid, c.oid, p.privilege)
            ORDER BY 1, 2, 3
            """,
            [
                .text(address.schema), .text(words.application), .text(words.readers), .text(words.application),
                dialect.list(PostgresDialect.changedTables),
            ]
        ) { "\($0.text(0)): \($0.text(1)) lacks \($0.text(2))" }
    }
}
