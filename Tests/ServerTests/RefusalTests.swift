import Ledger
import Testing

@testable import LedgerPostgres

/// What is made of libpq's words when no connection comes about.
@Suite("Refusals of a connection")
struct RefusalTests {
    static func facts(_ message: String) throws -> [String: String] {
        PostgresRefusal(message).ledgerError(try PostgresAddress("postgres://zhou@h/office")).facts
    }

    @Test(
        "an encryption that did not come about is not taken for a server that is down",
        arguments: [
            "connection to server at \"h\" (10.0.0.1), port 5432 failed: server does not support SSL, but SSL was required\n",
            "connection to server at \"h\" (10.0.0.1), port 5432 failed: SSL error: certificate verify failed\n",
            "connection to server at \"h\" (10.0.0.1), port 5432 failed: root certificate file \"/x\" does not exist\n",
        ])
    func encryption(message: String) throws {
        #expect(try Self.facts(message)["case"] == "encryption")
    }

    @Test("what libpq asks in English under its sentence is left out: the remedy says it")
    func question() throws {
        let facts = try Self.facts(
            "connection to server at \"h\" (::1), port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?\nconnection to server at \"h\" (127.0.0.1), port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?\n"
        )
        #expect(facts["case"] == nil)
        let why = try #require(facts["why"])
        #expect(!why.contains("Is the server running") && why.contains("(::1)") && why.contains("(127.0.0.1)"))
    }
}
