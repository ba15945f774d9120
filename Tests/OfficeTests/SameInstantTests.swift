import Attestation
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Signing
import Synchronization
import Testing

@Suite("Reviewers who press at the same instant")
struct SameInstantTests {
    static let rounds = 1000

    /// Whoever pressed and what came of it, finding by finding.
    struct Press: Sendable {
        let finding: Int
        let refusal: String?
    }

    /// So many findings in review at once, brought there by bulk steps.
    static func office(_ findings: Int) throws -> (desk: SigningDesk, keys: [String: UnlockedKey]) {
        let desk = try SigningDesk()
        let (_, keys) = try desk.inReview()
        let rows = (2...findings).map { "\($0),下应街道/江六村,误工补助支出异常（\($0)）,作风,2026-12-31" }
        let table = desk.folder + "/rows.csv"
        try (["序号,责任单位,反馈问题,问题类别,整改时限"] + rows).joined(separator: "\n").write(
            toFile: table, atomically: true, encoding: .utf8)
        _ = try desk.ledger.importLedger(
            ImportRequest(file: table, round: "第六轮", sheet: nil, mapFile: nil, isStrict: true), as: nil, WriteOptions(),
            progress: { _, _ in })
        let steps: [(FindingAction, [String: [String]])] = [
            (.start, ["goal": ["好"], "measure": ["修订"], "person": ["张书记"]]),
            (.report, ["measure-done": ["1"], "completion": ["done"], "inference": ["已查"]]),
            (.attach, ["file": [desk.folder + "/票据1.txt"]]), (.submit, ["pledge": ["张书记"]]),
        ]
        for (step, (action, values)) in steps.enumerated() {
            let targets = (2...findings).map { (number: FindingNumber($0), version: step + 1) }
            _ = try desk.ledger.perform(FilledForm(action, values: values), onAll: targets, as: "张会计")
        }
        return (desk, keys)
    }

    @Test("a thousand barrier starts: three parties stand, none is asked again; one seat at two terminals speaks once")
    func starts() throws {
        let begun = ContinuousClock.now
        let (desk, keys) = try Self.office(Self.rounds)
        let prepared = ContinuousClock.now
        let version = try desk.ledger.read { try $0.finding(FindingNumber(1)) }.version
        // 巡察组 sits at two terminals.
        let seats = [("王五", "inspection"), ("王五", "inspection"), ("李四", "discipline"), ("赵六", "organisation")]
        let barrier = RoundBarrier(seats.count)
        let presses = Mutex<[[Press]]>(Array(repeating: [], count: seats.count))
        let group = DispatchGroup()
        for (seat, (name, party)) in seats.enumerated() {
            let ledger = try OpenLedger.open(
                desk.ledger.path, isReadOnly: false, drivers: Desk.drivers, surroundings: Desk.surroundings())
            let key = keys[name]
            let form = FilledForm(.agree, values: ["party": [party]])
            group.enter()
            Thread.detachNewThread {
                defer { group.leave() }
                for finding in 1...Self.rounds {
                    barrier.wait()
                    let refused = complaint {
                        _ = try ledger.perform(
                            form, on: FindingNumber(finding), as: name, WriteOptions(ifVersion: version), signedBy: key)
                    }
                    presses.withLock { $0[seat].append(Press(finding: finding, refusal: refused?.rule)) }
                }
            }
        }
        group.wait()
        let pressed = ContinuousClock.now
        let all = presses.withLock { $0 }
        #expect(all.allSatisfy { $0.count == Self.rounds })
        for seat in 2...3 { #expect(all[seat].allSatisfy { $0.refusal == nil }, "asked again: \(seats[seat])") }
        for (one, two) in zip(all[0], all[1]) {
            let refusals = [one.refusal, two.refusal].compactMap { $0 }
            #expect(refusals == [Rule.opinePartyDecided.rawValue], "finding \(one.finding): \(refusals)")
        }
        let findings = try desk.ledger.read { reader in
            try (1...Self.rounds).map { try reader.finding(FindingNumber($0)) }
        }
        #expect(findings.allSatisfy { $0.stage.code == .closed })
        #expect(findings.allSatisfy { Set($0.opinions.map(\.party)).count == 3 && $0.opinions.count == 3 })
        print("prepared in \(prepared - begun), \(Self.rounds) starts in \(pressed - prepared)")
        #expect(try desk.ledger.verify(VerifyRequest(), drivers: Desk.drivers).faults == [])
    }
}

/// Lets everybody go when the last one has come, again and again.
final class RoundBarrier: Sendable {
    private let size: Int
    private let arrived = Mutex(0)

    init(_ size: Int) { self.size = size }

    func wait() {
        let goal = arrived.withLock { count in
            count += 1
            return (count + size - 1) / size * size
        }
        while arrived.withLock({ $0 < goal }) { usleep(20) }
    }
}
