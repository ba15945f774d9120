import Foundation
import Ledger
import LedgerSQLite
import Office
import Rectification
import Requests
import Signing

/// Opinions signed by three reviewers on a ledger that signs, and the whole of it verified.
struct SigningMeasure {
    private let place: Workplace
    private let ledger: OpenLedger
    private let keyring: Keyring
    private let path: String

    private static let reviewers = [("王五", "inspection"), ("李四", "discipline"), ("赵六", "organisation")]

    init(_ place: Workplace) throws {
        self.place = place
        path = place.folder + "/signing.db"
        keyring = Keyring(file: nil, environment: ["HOME": place.folder])
        let drivers = Drivers(
            open: { try SQLiteDatabase.open($0, isReadOnly: $1) }, create: { try SQLiteDatabase.create($0) })
        ledger = try OpenLedger.create(
            path, settings: LedgerSettings(name: "测速", crypto: .standard, isPractice: false), administrator: "周主任",
            drivers: drivers,
            surroundings: Surroundings(
                login: NSUserName(), now: { Moment(seconds: Int64(Date().timeIntervalSince1970)) },
                identity: {
                    (
                        UInt64.random(in: 0...UInt64.max) & ~0xF000 | 0x4000,
                        UInt64.random(in: 0...UInt64.max) >> 2 | 1 << 63
                    )
                }))
    }

    /// - Parameter findings: each is brought into review and closed by three opinions.
    func run(findings: Int, _ report: inout Report) throws {
        let keys = try prepare()
        var times: [Double] = []
        for number in 1...findings {
            try submit(number)
            for (name, party) in Self.reviewers {
                let start = ContinuousClock.now
                _ = try ledger.perform(
                    FilledForm(.agree, values: ["party": [party]]), on: FindingNumber(number), as: name,
                    WriteOptions(), signedBy: keys[name])
                times.append((ContinuousClock.now - start) / .milliseconds(1))
            }
        }
        report.add("an opinion, signed and durable", times, median: 20)
        try ledger.store.database.close()
        try verify(report: &report)
    }

    private func verify(report: inout Report) throws {
        let found = try place.json(["--ledger", path, "--quiet", "verify", "--json"])
        let events = found["events"] as? Int ?? 0
        let signed = found["signatures"] as? Int ?? 0
        let (seconds, peak) = try place.run(place.program, ["--ledger", path, "--quiet", "verify"])
        let cores = Double(ProcessInfo.processInfo.activeProcessorCount)
        let alone = try Self.libraryVerification()
        let bar = (Double(events) * 6e-6 + Double(signed) * 1.3 * alone) / cores
        report.add(
            "verify, \(Report.grouped(events)) events, \(Report.grouped(signed)) signed",
            "\(Report.short(seconds * 1000)) ms, \(peak / 1024) MiB (one signature alone \(Report.short(alone * 1e6)) µs)",
            "≤ \(Report.short(bar * 1000)) ms, ≤ 200 MB", isMet: seconds <= bar && peak <= 200_000)
    }

    /// Seconds of the library's own check of one signature.
    private static func libraryVerification() throws -> Double {
        let key = try PrivateKey.make(.ed25519)
        let message = [UInt8](repeating: 0x61, count: 600)
        let signature = try key.sign(message, .opinion)
        let verifier = try Verifier(key.publicKey)
        let rounds = 500
        let start = ContinuousClock.now
        for _ in 0..<rounds {
            guard verifier.verifies(signature, of: message, .opinion) else {
                throw Workplace.Failed(command: "a good signature")
            }
        }
        return (ContinuousClock.now - start) / .seconds(1) / Double(rounds)
    }

    // MARK: The ledger

    private static func pin() -> SecretBytes {
        var pin = SecretBytes()
        for byte in "482915037761".utf8 { pin.append(byte) }
        return pin
    }

    private func key(_ name: String, enrolledBy administrator: UnlockedKey?) throws -> UnlockedKey {
        let options = WriteOptions()
        let fingerprint = try ledger.offerKey(as: name, keyring, pin: Self.pin(), options).fingerprint
        if let administrator {
            _ = try ledger.enrolKey(fingerprint, of: name, as: nil, signedBy: administrator, options)
        }
        let person = try ledger.read { try $0.person(name) }
        return try ledger.unlock(person.id, keyring, pin: Self.pin())
    }

    private func prepare() throws -> [String: UnlockedKey] {
        let options = WriteOptions()
        let administrator = try key("周主任", enrolledBy: nil)
        _ = try ledger.addRound(
            "第六轮", mode: .linked, entered: nil, feedback: ledger.today.adding(days: -30), as: nil, options)
        _ = try ledger.addOrganisation("下应街道", kind: .town, parent: nil, head: "李书记", as: nil, options)
        _ = try ledger.addOrganisation("江六村", kind: .village, parent: "下应街道", head: "张书记", as: nil, options)
        _ = try ledger.addOrganisation("巡察一组", kind: .team, parent: nil, head: nil, as: nil, options)
        _ = try ledger.addPerson(
            PersonDraft(name: "张会计", organisation: "下应街道/江六村", roles: [.unit]), as: nil, options,
            signedBy: administrator)
        var keys: [String: UnlockedKey] = [:]
        for (name, party) in Self.reviewers {
            _ = try ledger.addPerson(
                PersonDraft(name: name, organisation: "巡察一组", roles: [.reviewer], parties: [party]), as: nil, options,
                signedBy: administrator)
            keys[name] = try key(name, enrolledBy: administrator)
        }
        return keys
    }

    /// Files the next finding and brings it into review.
    private func submit(_ number: Int) throws {
        _ = try ledger.file(
            FilingDraft(
                round: "第六轮", unit: "下应街道/江六村", text: "误工补助支出异常，未见考勤记录 \(number)", category: "作风", source: .inspection,
                deadline: ledger.today.adding(days: 60).description), as: nil)
        let evidence = place.folder + "/evidence.txt"
        try "三万二 \(number % 8)".write(toFile: evidence, atomically: true, encoding: .utf8)
        let steps: [(FindingAction, [String: [String]])] = [
            (.start, ["goal": ["制度健全"], "measure": ["修订办法"], "person": ["张书记"]]),
            (.report, ["measure-done": ["1"], "completion": ["done"], "inference": ["已自查"]]),
            (.attach, ["file": [evidence]]), (.submit, ["pledge": ["张书记"]]),
        ]
        for (action, values) in steps {
            _ = try ledger.perform(
                FilledForm(action, values: values), on: FindingNumber(number), as: "张会计", WriteOptions())
        }
    }
}
