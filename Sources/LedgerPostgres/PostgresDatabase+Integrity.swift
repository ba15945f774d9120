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
                SELECT r.rolname, p.privilege FROM pg_roles r
                CROSS JOIN (SELECT unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS privilege) p
                WHERE r.rolname IN (?, ?) AND has_table_privilege(r.oid, to_regclass('events'), p.privilege)
                """, [.text(words.application), .text(words.readers)]
            ) { "events: \($0.text(0)) has \($0.text(1))" }
            return problems
        }
    }
}
