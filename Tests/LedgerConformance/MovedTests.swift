import Attestation
import Ledger
import Rectification
import Testing

@Suite("A ledger that was moved", .timeLimit(.minutes(5)))
struct MovedTests {
    @Test("takes no more events, is read as before, and still answers what was done before", arguments: Driver.allCases)
    func moved(driver: Driver) throws {
        let rig = try Rig(driver)
        try rig.file("甲")
        let before = Rig.request("comment")
        func comment(_ request: WriteRequest) throws {
            _ = try rig.store.write(request) { session in
                let finding = try session.reader.finding(FindingNumber(1))
                return try session.append([.commented(text: "记")], to: finding, id: finding.id, by: Rig.author)
            }
        }
        try comment(before)
        _ = try rig.store.write(Rig.request("move")) { session in
            try session.append(.ledger(.moved(to: "别处")), to: .ledger(rig.store.ledger), by: Rig.author)
        }
        #expect(throws: LedgerError(.moved, ["to": "别处"])) { try comment(Rig.request("again")) }
        try comment(before)
        #expect(try rig.store.read { try $0.finding(FindingNumber(1)) }.comments == 1)
        #expect(try rig.store.check().isEmpty)
    }
}
