import Ledger
import Rectification
import Testing

/// Rows are asked for many at a time; every one of them is compared.
@Suite("Rows as the log gives them")
struct StoredRowTests {
    @Test(
        "a row that is changed or gone is named wherever it stands among many others, and rebuilt",
        arguments: Driver.allCases)
    func named(driver: Driver) throws {
        let rig = try Rig(driver)
        let findings = 451
        _ = try rig.store.write(Rig.request("file")) { session in
            for _ in 0..<findings {
                let filing = Rig.filing(session.takeNumber(), "误工补助", due: "2026-12-31")
                // Their streams are in another order than their numbers.
                let id: FindingID = Identifier(high: 0x4000, low: 1 << 63 | UInt64(filing.number.value * 7919 % 1009))
                _ = try session.append([.filed(filing)], to: nil, id: id, by: Rig.author)
            }
        }
        #expect(try rig.store.check().isEmpty)
        let before = try rig.readModels()
        let wrong = [1, 199, 200, 201, 400, 450, 451]
        try driver.tamper(
            rig.path,
            [
                "UPDATE findings SET text = '别的' WHERE number IN (1, 200, 450)",
                "UPDATE findings SET leader = '' WHERE number = 199",
                "UPDATE findings SET closed_on = 1 WHERE number = 201",
                "DELETE FROM findings WHERE number IN (400, 451)",
            ])
        let named = try rig.store.check().map(\.detail).filter { $0.hasPrefix("findings #") }
        #expect(Set(named) == Set(wrong.map { "findings #\($0)" }) && named.count == wrong.count)
        try rig.store.rebuild()
        #expect(try rig.readModels() == before)
        #expect(try rig.store.check().isEmpty)
    }
}
