import Attestation
import Foundation
import Ledger
import LedgerSQLite
import Office
import Rectification
import Requests
import Signing
import Synchronization

/// An office whose ledger signs: keys in a folder of its own, PINs that are known, an afternoon's clock.
struct SigningDesk {
    let folder: String
    let ledger: OpenLedger
    let keyring: Keyring
    /// Seconds that wrong PINs would have cost.
    let waited: Waited

    final class Waited: Sendable {
        let seconds = Mutex<[Int64]>([])
    }

    static func pin(_ text: String = "482915037761") -> SecretBytes {
        var pin = SecretBytes()
        for byte in text.utf8 { pin.append(byte) }
        return pin
    }

    init(_ crypto: LedgerSettings.Crypto = .standard, remembers: Bool = false) throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("xiaohao-sign-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        folder = url.path
        let waited = Waited()
        self.waited = waited
        keyring = Keyring(file: nil, environment: ["HOME": folder]) { pause in
            waited.seconds.withLock { $0.append(pause.components.seconds) }
        }
        ledger = try OpenLedger.create(
            folder + "/ledger.db", settings: LedgerSettings(name: "测试", crypto: crypto, isPractice: false),
            administrator: "周主任", drivers: Desk.drivers,
            surroundings: Desk.surroundings(stateFolder: remembers ? folder + "/state" : nil))
    }

    /// Offers a person's key and returns its fingerprint.
    @discardableResult
    func offer(_ name: String, pin: String = "482915037761") throws -> String {
        try ledger.offerKey(as: name, keyring, pin: Self.pin(pin), WriteOptions()).fingerprint
    }

    func unlock(_ name: String, pin: String = "482915037761") throws -> UnlockedKey {
        let person = try ledger.read { try $0.person(name) }
        return try ledger.unlock(person.id, keyring, pin: Self.pin(pin))
    }

    /// The administrator enrols.
    func enrol(_ name: String, _ fingerprint: String, by key: UnlockedKey) throws {
        _ = try ledger.enrolKey(fingerprint, of: name, as: nil, signedBy: key, WriteOptions())
    }

    @discardableResult
    func `do`(
        _ action: FindingAction, _ number: Int, as name: String? = nil, _ values: [String: [String]] = [:],
        key: UnlockedKey? = nil, _ options: WriteOptions = WriteOptions()
    ) throws -> Finding? {
        try ledger.perform(
            FilledForm(action, values: values), on: FindingNumber(number), as: name, options, signedBy: key
        ).finding
    }

    /// The administrator's key, units, people with keys, one finding in review.
    func inReview() throws -> (admin: UnlockedKey, reviewers: [String: UnlockedKey]) {
        let options = WriteOptions()
        _ = try offer("周主任")
        let admin = try unlock("周主任")
        _ = try ledger.addRound(
            "第六轮", mode: .linked, entered: Day(iso: "2024-09-02"), feedback: Day(iso: "2026-10-30"), as: nil, options)
        _ = try ledger.addOrganisation("下应街道", kind: .town, parent: nil, head: "李书记", as: nil, options)
        _ = try ledger.addOrganisation("江六村", kind: .village, parent: "下应街道", head: "张书记", as: nil, options)
        let people = [
            PersonDraft(name: "张会计", organisation: "下应街道/江六村", roles: [.unit]),
            PersonDraft(name: "王五", organisation: "巡察一组", roles: [.reviewer], parties: ["inspection"]),
            PersonDraft(name: "李四", organisation: "下应街道", roles: [.reviewer], parties: ["discipline"]),
            PersonDraft(name: "赵六", organisation: "组织部", roles: [.reviewer], parties: ["organisation"]),
        ]
        for person in people { _ = try ledger.addPerson(person, as: nil, options, signedBy: admin) }
        var reviewers: [String: UnlockedKey] = [:]
        for name in ["王五", "李四", "赵六"] {
            try enrol(name, try offer(name), by: admin)
            reviewers[name] = try unlock(name)
        }
        try submit(1)
        return (admin, reviewers)
    }

    /// Files the next finding and brings it into review.
    func submit(_ number: Int) throws {
        _ = try ledger.file(
            FilingDraft(
                round: "第六轮", unit: "下应街道/江六村", text: "误工补助支出异常 \(number)", category: "作风",
                source: .inspection, deadline: "2026-12-31"),
            as: nil)
        let evidence = folder + "/票据\(number).txt"
        try "三万二 \(number)".write(toFile: evidence, atomically: true, encoding: .utf8)
        try self.do(.start, number, as: "张会计", ["goal": ["好"], "measure": ["修订"], "person": ["张书记"]])
        try self.do(.report, number, as: "张会计", ["measure-done": ["1"], "completion": ["done"], "inference": ["已查"]])
        try self.do(.attach, number, as: "张会计", ["file": [evidence]])
        try self.do(.submit, number, as: "张会计", ["pledge": ["张书记"]])
    }
}
