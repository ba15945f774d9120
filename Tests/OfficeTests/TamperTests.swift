import Attestation
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Signing
import Testing

@Suite("Tampering is found")
struct TamperTests {
    /// Some hundred events: findings in every state, two closed by three signatures, one sent back, keys, checkpoints, a meeting.
    static func ledger(_ crypto: LedgerSettings.Crypto) throws -> (desk: SigningDesk, keys: [String: UnlockedKey]) {
        let desk = try SigningDesk(crypto)
        let (_, keys) = try desk.inReview()
        for number in 2...12 { try desk.submit(number) }
        _ = try desk.ledger.openMeeting(MeetingDraft(place: "四楼", filter: FindingFilter()), as: nil)
        for number in 1...2 {
            for (name, party) in [("王五", "inspection"), ("李四", "discipline"), ("赵六", "organisation")] {
                try desk.do(.agree, number, as: name, ["party": [party]], key: keys[name])
            }
        }
        try desk.do(
            .disagree, 3, as: "王五",
            ["party": ["inspection"], "code": ["noEvidence"], "reason": ["无数据"], "deadline": ["2027-01-31"]],
            key: keys["王五"])
        try desk.do(
            .defer, 4, as: "王五", ["party": ["inspection"], "note": ["现场"], "until": ["2026-12-01"]], key: keys["王五"])
        _ = try desk.ledger.checkpoint(as: nil, WriteOptions())
        for number in 5...9 { try desk.do(.recall, number, ["reason": ["改期"]]) }
        return (desk, keys)
    }

    @Test("the untouched ledger has no fault", arguments: [LedgerSettings.Crypto.standard, .gm])
    func whole(crypto: LedgerSettings.Crypto) throws {
        let (desk, _) = try Self.ledger(crypto)
        let report = try desk.ledger.verify(VerifyRequest(), drivers: Desk.drivers)
        #expect(report.faults == [])
        #expect(report.events == (try desk.ledger.head()))
        #expect(report.events >= 100)
        #expect(report.signatures == 8 + 12 + 4 - 4 && report.checkpoints >= 6)
        let one = try desk.ledger.verify(VerifyRequest(finding: FindingNumber(1)), drivers: Desk.drivers)
        #expect(one.faults == [] && one.events < report.events)
    }

    /// Each change at every event; the head held outside is the log's last.
    @Test("every event: flipped, deleted, swapped, renumbered, its hash or a column changed: found and placed")
    func everyEvent() throws {
        let (desk, _) = try Self.ledger(.standard)
        let count = try desk.ledger.head()
        for position in 1...count {
            let tamper = try Tampering(desk.ledger)
            defer { tamper.remove() }
            let row = try tamper.rows()[position - 1]
            let kind = position % 5
            switch kind {
            case 0:
                // One letter of the last line.
                let flipped = String(row.text.dropLast(2)) + (row.text.hasSuffix("x\n") ? "y" : "x") + "\n"
                try tamper.run("UPDATE events SET text = ? WHERE position = ?", .text(flipped), .integer(position))
            case 1:
                if position == 1 { continue }
                try tamper.run("DELETE FROM signatures WHERE position = ?", .integer(position))
                try tamper.run("DELETE FROM opinions WHERE position = ?", .integer(position))
                try tamper.run("DELETE FROM keys WHERE \(position) IN (offered, enrolled, retired)")
                try tamper.run("DELETE FROM events WHERE position = ?", .integer(position))
            case 2:
                try tamper.run(
                    "UPDATE events SET hash = zeroblob(32) WHERE position = ?", .integer(position))
            case 3: try tamper.run("UPDATE events SET operation = 'x' WHERE position = ?", .integer(position))
            case _:
                try tamper.run(
                    "UPDATE events SET text = replace(text, 'T02:00:00Z', 'T01:00:00Z') WHERE position = ?",
                    .integer(position))
            }
            let faults = try? tamper.faults()
            // A ledger whose first event cannot be read does not open at all.
            guard let faults else {
                #expect(position == 1, "event \(position)")
                continue
            }
            #expect(!faults.isEmpty, "event \(position), change \(kind)")
            if kind != 1 {
                #expect(faults.contains { $0.position == position }, "event \(position), change \(kind): \(faults)")
            }
        }
    }

    @Test("an event that cannot be read is named, and what stands on it is not accused")
    func unreadable() throws {
        let (desk, _) = try Self.ledger(.standard)
        for row in try Tampering(desk.ledger).rows().dropFirst(2) {
            let tamper = try Tampering(desk.ledger)
            defer { tamper.remove() }
            try tamper.run(
                "UPDATE events SET text = replace(text, 'event: ', 'evemt: ') WHERE position = ?",
                .integer(row.position))
            let report = try tamper.report()
            let faults = report.faults.filter { $0.kind != .evidence }
            #expect(faults.contains { $0.sentence == "fault.form.expected" && $0.position == row.position })
            #expect(report.notices.map(\.sentence) == ["notice.unread"] && report.notices[0].position == row.position)
            // That its successor does not follow on it is the proof of the change; nothing else is anybody's fault.
            let others = faults.filter { $0.position != row.position && $0.kind != .chain }
            #expect(others == [], "event \(row.position), \(row.stream)")
            let problems = try tamper.problems()
            #expect(problems.map(\.position) == [row.position], "check, event \(row.position)")
        }
    }

    @Test("every event: edited, with chain, hashes and checkpoints made good again: found against a head held outside")
    func rechained() throws {
        let (desk, _) = try Self.ledger(.standard)
        let held = try desk.ledger.read { try $0.merkle() }.description
        for row in try Tampering(desk.ledger).rows().dropFirst() {
            let tamper = try Tampering(desk.ledger)
            defer { tamper.remove() }
            try tamper.rewrite(
                row.position, { $0.replacing("T02:00:00Z\noperation", with: "T01:59:00Z\noperation") }, .sha256)
            let faults = try tamper.faults(against: [held])
            #expect(faults.contains { $0.kind == .head }, "event \(row.position)")
            #expect(try desk.ledger.compare(checkpoint: held).isContained)
        }
    }

    @Test("two events swapped, one inserted, the log cut, a stream dropped: found")
    func order() throws {
        let (desk, _) = try Self.ledger(.standard)
        let held = try desk.ledger.read { try $0.merkle() }.description
        let count = try desk.ledger.head()
        for position in stride(from: 4, to: count - 1, by: 7) {
            let swap = try Tampering(desk.ledger)
            defer { swap.remove() }
            try swap.run("DELETE FROM opinions")
            try swap.run("DELETE FROM keys")
            try swap.run("DELETE FROM signatures WHERE position IN (\(position), \(position + 1))")
            for step in [
                "100000 WHERE position = \(position)", "\(position) WHERE position = \(position + 1)",
                "\(position + 1) WHERE position = 100000",
            ] { try swap.run("UPDATE events SET position = \(step)") }
            #expect(!(try swap.faults()).isEmpty, "swap at \(position)")
        }
        let insert = try Tampering(desk.ledger)
        defer { insert.remove() }
        let copied = try insert.rows()[20]
        try insert.run(
            "INSERT INTO events SELECT \(count + 1), stream, version + 1000, operation, hash, text FROM events WHERE position = ?",
            .integer(copied.position))
        #expect(try insert.faults().contains { $0.position == count + 1 && $0.kind == .chain })
        let cut = try Tampering(desk.ledger)
        defer { cut.remove() }
        // A clean cut after the last operation but three: nothing inside contradicts it.
        for _ in 0..<3 {
            let first = try cut.all { connection in
                try connection.first("SELECT max(first) FROM operations") { $0.int(0) } ?? 0
            }
            try cut.run("DELETE FROM opinions WHERE position >= ?", .integer(first))
            try cut.run("DELETE FROM signatures WHERE position >= ?", .integer(first))
            try cut.run("DELETE FROM events WHERE position >= ?", .integer(first))
            try cut.run("DELETE FROM operations WHERE first >= ?", .integer(first))
            try cut.run("UPDATE head SET position = ?", .integer(first - 1))
        }
        try OpenLedger.open(
            cut.path, isReadOnly: false, drivers: Desk.drivers, surroundings: Desk.surroundings()
        ).store.rebuild()
        #expect(try cut.faults() == [])
        #expect(try cut.faults(against: [held]).map(\.kind) == [.head])
        let drop = try Tampering(desk.ledger)
        defer { drop.remove() }
        let stream = try drop.rows()[30].stream
        try drop.run("DELETE FROM opinions")
        try drop.run(
            "DELETE FROM signatures WHERE position IN (SELECT position FROM events WHERE stream = ?)", .text(stream))
        try drop.run("DELETE FROM events WHERE stream = ?", .text(stream))
        #expect(try drop.faults().contains { $0.kind == .position })
    }

    @Test("a signature that is changed, moved to another opinion, dropped or added")
    func signatures() throws {
        let (desk, _) = try Self.ledger(.standard)
        let opinions = try Tampering(desk.ledger).rows().filter { $0.text.contains("\nevent: opined\n") }.map(
            \.position)
        #expect(opinions.count == 8)
        for (position, other) in zip(opinions, opinions.dropFirst() + opinions.prefix(1)) {
            let moved = try Tampering(desk.ledger)
            defer { moved.remove() }
            try moved.run(
                "UPDATE signatures SET signature = (SELECT signature FROM signatures WHERE position = \(other)) WHERE position = \(position)"
            )
            #expect(try moved.faults().map { "\($0.kind) \($0.position ?? 0)" } == ["signature \(position)"])
            let dropped = try Tampering(desk.ledger)
            defer { dropped.remove() }
            try dropped.run("DELETE FROM signatures WHERE position = ?", .integer(position))
            #expect(try dropped.faults().map(\.sentence) == ["fault.signature.missing"])
        }
        let surplus = try Tampering(desk.ledger)
        defer { surplus.remove() }
        try surplus.run("INSERT INTO signatures SELECT 1, signature FROM signatures WHERE position = \(opinions[0])")
        #expect(try surplus.faults().map(\.sentence) == ["fault.signature.surplus"])
    }

    @Test("contents, read models, counters, evidence: what is not in the chain is held against it")
    func beside() throws {
        let (desk, _) = try Self.ledger(.standard)
        let changes: [(sql: String, kind: FaultKind)] = [
            ("UPDATE contents SET text = text || 'x'", .content), ("DELETE FROM contents", .content),
            ("UPDATE findings SET text = '别的' WHERE number = 1", .readModel),
            ("UPDATE findings SET stage = 3 WHERE number = 5", .readModel),
            ("UPDATE counters SET findings = findings + 1", .readModel),
            ("UPDATE persons SET name = '别人'", .readModel), ("DELETE FROM keys", .readModel),
            ("UPDATE persons SET organisation = NULL", .readModel), ("UPDATE persons SET position = 1", .readModel),
            ("INSERT INTO logins SELECT 'mallory', id FROM persons LIMIT 1", .readModel),
            ("UPDATE organisations SET head = '别人'", .readModel), ("UPDATE organisations SET parent = id", .readModel),
            ("UPDATE organisations SET path = path || '别处'", .readModel),
            ("UPDATE rounds SET position = 1", .readModel),
            ("UPDATE policies SET text = text || ' '", .readModel), ("UPDATE policies SET digest = 'x'", .readModel),
            ("UPDATE head SET next_number = 1", .number), ("UPDATE head SET position = position + 3", .position),
            ("DELETE FROM operations WHERE first = 9", .operation),
        ]
        for (sql, kind) in changes {
            let tamper = try Tampering(desk.ledger)
            defer { tamper.remove() }
            try tamper.run(sql)
            #expect(try tamper.faults().contains { $0.kind == kind }, "\(sql)")
        }
        let folder = desk.ledger.evidence.folder
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder + "/" + files[0])
        try "改了".write(toFile: folder + "/" + files[0], atomically: true, encoding: .utf8)
        try FileManager.default.removeItem(atPath: folder + "/" + files[1])
        let faults = try desk.ledger.verify(VerifyRequest(), drivers: Desk.drivers).faults
        #expect(Set(faults.map(\.sentence)) == ["fault.evidence.digest", "fault.evidence.missing"])
    }

    @Test("this machine remembers the heads it saw: on a ledger that was rolled back nothing is signed")
    func remembered() throws {
        let desk = try SigningDesk(remembers: true)
        let (admin, keys) = try desk.inReview()
        let old = try Tampering(desk.ledger)
        defer { old.remove() }
        try desk.enrol("张会计", try desk.offer("张会计"), by: admin)
        _ = try desk.ledger.checkpoint(as: nil, WriteOptions())
        let back = try OpenLedger.open(
            old.path, isReadOnly: false, drivers: Desk.drivers,
            surroundings: Desk.surroundings(stateFolder: desk.folder + "/state"))
        let agree = FilledForm(.agree, values: ["party": ["inspection"]])
        let refused = complaint { _ = try back.perform(agree, on: FindingNumber(1), as: "王五", signedBy: keys["王五"]) }
        #expect(refused?.rule == "head.lost" && refused?.exit == 65)
        #expect(
            try back.verify(VerifyRequest(), drivers: Desk.drivers).faults.contains {
                $0.sentence == "fault.head.remembered"
            })
        try desk.do(.agree, 1, as: "王五", ["party": ["inspection"]], key: keys["王五"])
    }
}
