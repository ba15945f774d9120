import LedgerPostgres
import Testing

/// What is taken for an address, and what for a file's name.
@Suite("Addresses")
struct AddressTests {
    @Test(
        "an address has a scheme, or says postgres",
        arguments: [
            "postgres://host/db", "postgresql://h:5432/db#other", "postgres:/host/db", "postgresql:x",
            "mysql://host/db", "sqlite:///tmp/x.db", "a1+b.c-d://x", "HTTPS://host",
        ])
    func addresses(text: String) { #expect(PostgresAddress.isAddress(text)) }

    @Test(
        "everything else is a path",
        arguments: [
            "台账.db", "/srv/a:b/台账.db", "C:台账.db", "postgres", "postgres.db", "1ab://x", "://x", "台账://x", "a_b://x",
            "a:/b://c", "", ":",
        ])
    func paths(text: String) { #expect(!PostgresAddress.isAddress(text)) }
}
