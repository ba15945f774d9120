import Attestation
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Signing
import Synchronization
import Testing

@Suite("Keys and signed opinions")
struct KeyTests {
    @Test(
        "three signed agreements close a finding; each signature is over its event",
        arguments: [LedgerSettings.Crypto.standard, .gm])
    func closure(crypto: LedgerSettings.Crypto) throws {
        let desk = try SigningDesk(crypto)
        let (_, keys) = try desk.inReview()
        try desk.do(.agree, 1, as: "王五", ["party": ["inspection"]], key: keys["王五"])
        try desk.do(.agree, 1, as: "李四", ["party": ["discipline"]], key: keys["李四"])
        #expect(try desk.do(.agree, 1, as: "赵六", ["party": ["organisation"]], key: keys["赵六"])?.stage.code == .closed)
        let events = try desk.ledger.read { reader in
            try reader.events(of: .finding(try reader.id(of: FindingNumber(1))))
        }
        var opinions = 0
        for stored in events {
            let signature = try desk.ledger.read { try $0.signature(at: stored.position) }
            guard case .finding(.opined(let opined)) = stored.text.event else {
                #expect(signature == nil)
                continue
            }
            opinions += 1
            let key = try #require(keys[stored.text.name])
            #expect(opined.key == key.fingerprint)
            #expect(opined.head != nil)
            #expect(key.publicKey.verifies(try #require(signature), of: stored.text.bytes, .opinion))
        }
        #expect(opinions == 3)
        #expect(try desk.ledger.check().isEmpty)
    }

    @Test("an opinion without the reviewer's own live key is refused by name")
    func refusals() throws {
        let desk = try SigningDesk()
        let (admin, keys) = try desk.inReview()
        func refused(_ key: UnlockedKey?) -> Complaint? {
            complaint { try desk.do(.agree, 1, as: "王五", ["party": ["inspection"]], key: key) }
        }
        #expect(refused(nil)?.rule == "key.locked" && refused(nil)?.exit == 77)
        #expect(refused(keys["李四"])?.rule == "key.ofAnother")
        #expect(refused(UnlockedKey(try PrivateKey.make(.ed25519)))?.rule == "key.foreign")
        let offered = complaint { _ = try desk.enrol("王五", try desk.offer("王五"), by: admin) }
        #expect(offered?.rule == "key.second" && offered?.exit == 1)
        _ = try desk.ledger.retireKey(of: "王五", reason: "丢失", as: nil, signedBy: admin, WriteOptions())
        #expect(refused(keys["王五"])?.rule == "key.retired")
        #expect(refused(nil)?.rule == "key.notEnrolled", "the one offered meanwhile")
        #expect(complaint { _ = try desk.unlock("王五") }?.rule == "key.notEnrolled")
        #expect(try desk.ledger.check().isEmpty)
    }

    @Test("the first key is the administrator's, enrols itself, and is the root of every checkpoint")
    func root() throws {
        let desk = try SigningDesk()
        let options = WriteOptions()
        #expect(complaint { _ = try desk.unlock("周主任") }?.rule == "key.none")
        // Before there is a root key, people are added unsigned.
        _ = try desk.ledger.addPerson(
            PersonDraft(name: "王五", organisation: "巡察一组", roles: [.reviewer], parties: ["inspection"]), as: nil, options
        )
        #expect(complaint { _ = try desk.offer("王五") }?.rule == "role", "the first key is an administrator's")
        let root = try desk.offer("周主任")
        let checkpoint = try desk.ledger.read { reader in
            try reader.events(of: .ledger(reader.ledger)).compactMap { stored -> String? in
                if case .ledger(.checkpointed(_, _, let key)) = stored.text.event { key } else { nil }
            }
        }
        #expect(checkpoint == [root])
        let unsigned = complaint {
            _ = try desk.ledger.addPerson(PersonDraft(name: "李四", roles: [.viewer]), as: nil, options)
        }
        #expect(unsigned?.rule == "key.locked" && unsigned?.exit == 77)
        let policy = complaint {
            _ = try desk.ledger.adoptPolicy(try PolicyFile(text: PolicyFile.bundledText + "\n"), as: nil, options)
        }
        #expect(policy?.rule == "key.locked")
        let admin = try desk.unlock("周主任")
        _ = try desk.ledger.addPerson(PersonDraft(name: "李四", roles: [.viewer]), as: nil, options, signedBy: admin)
        let last = complaint {
            _ = try desk.ledger.retireKey(of: "周主任", reason: nil, as: nil, signedBy: admin, options)
        }
        #expect(last?.rule == "key.lastAdministrator")
        #expect(try desk.ledger.keys().map(\.isRoot) == [true])
    }

    @Test("an administrator's new key is enrolled by the old one, which it replaces; nobody else's key is")
    func successor() throws {
        let desk = try SigningDesk()
        let (admin, keys) = try desk.inReview()
        let second = try desk.offer("周主任")
        let reviewer = complaint { try desk.enrol("王五", try desk.offer("王五"), by: admin) }
        #expect(reviewer?.rule == "key.second", "of somebody else the old one is retired first")
        #expect(complaint { try desk.enrol("周主任", admin.fingerprint, by: admin) }?.rule == "key.second")
        let self_ = complaint {
            _ = try desk.ledger.enrolKey(
                second, of: "周主任", as: "王五", signedBy: try #require(keys["王五"]), WriteOptions())
        }
        #expect(self_?.rule == "role")
        try desk.enrol("周主任", second, by: admin)
        let states = try desk.ledger.keys().filter { $0.person.name == "周主任" }.map(\.state)
        #expect(states == [.retired, .live])
        #expect(complaint { try desk.enrol("张会计", try desk.offer("张会计"), by: admin) }?.rule == "key.retired")
        try desk.enrol("张会计", try desk.offer("张会计"), by: try desk.unlock("周主任"))
        let keyList = try desk.ledger.keys()
        #expect(keyList.first { $0.isRoot }?.key.fingerprint == admin.fingerprint, "the root stays what it was")
        #expect(try desk.ledger.check().isEmpty)
        try desk.ledger.store.rebuild()
        #expect(try desk.ledger.check().isEmpty)
        #expect(try desk.ledger.keys().map(\.state) == keyList.map(\.state))
        #expect(try desk.ledger.verify(VerifyRequest(), drivers: Desk.drivers).faults == [])
        // What the old key signs after it was replaced is found.
        let tamper = try Tampering(desk.ledger)
        defer { tamper.remove() }
        var chief = try desk.ledger.read { try $0.person("周主任") }
        chief.roles.insert(.viewer)
        try tamper.append(.person(.changed(chief)), to: .person(chief.id), by: chief) {
            try admin.signer.sign($0, $1)
        }
        #expect(try tamper.faults().map(\.sentence) == ["fault.signature.bad"])
    }

    @Test("signed commands are authorised by the key, not by the login")
    func logins() throws {
        let desk = try SigningDesk()
        let (admin, keys) = try desk.inReview()
        _ = try desk.ledger.addPerson(
            PersonDraft(name: "王五", logins: ["wangwu"]), as: nil, WriteOptions(), signedBy: admin)
        let form = FilledForm(.comment, values: ["text": ["记"]])
        #expect(
            complaint { _ = try desk.ledger.perform(form, on: FindingNumber(1), as: "王五") }?.rule == "person.otherLogin"
        )
        let agree = FilledForm(.agree, values: ["party": ["inspection"]])
        let done = try desk.ledger.perform(agree, on: FindingNumber(1), as: "王五", signedBy: keys["王五"])
        #expect(done.events.first?.text.login == "zhou" && done.events.first?.text.name == "王五")
    }

    @Test("a conflict with another party's opinion alone is signed anew without asking; any other asks")
    func conflicts() throws {
        let desk = try SigningDesk()
        let (_, keys) = try desk.inReview()
        let seen = try desk.ledger.read { try $0.finding(FindingNumber(1)) }.version
        try desk.do(.agree, 1, as: "王五", ["party": ["inspection"]], key: keys["王五"])
        let second = try desk.do(
            .agree, 1, as: "李四", ["party": ["discipline"]], key: keys["李四"], WriteOptions(ifVersion: seen))
        #expect(second?.version == seen + 2)
        try desk.do(.comment, 1, as: "周主任", ["text": ["记"]])
        let third = complaint {
            try desk.do(
                .agree, 1, as: "赵六", ["party": ["organisation"]], key: keys["赵六"], WriteOptions(ifVersion: seen))
        }
        #expect(third?.rule == "version.moved" && third?.exit == 75)
    }

    @Test("a wrong PIN is slowed more each time and said; a damaged, readable or missing file is refused by name")
    func files() throws {
        let desk = try SigningDesk()
        try desk.offer("周主任")
        #expect(complaint { _ = try desk.unlock("周主任", pin: "000000000000") }?.facts["tries"] == "1")
        let again = complaint { _ = try desk.unlock("周主任", pin: "000000000001") }
        #expect(again?.rule == "key.wrongPIN" && again?.exit == 77 && again?.facts["tries"] == "2")
        #expect(desk.waited.seconds.withLock { $0 } == [1, 2])
        _ = try desk.unlock("周主任")
        #expect(complaint { _ = try desk.unlock("周主任", pin: "x") }?.facts["tries"] == "1", "the right PIN forgets")
        #expect(
            complaint {
                _ = try desk.ledger.offerKey(as: "周主任", desk.keyring, pin: SigningDesk.pin("短"), WriteOptions())
            }?.rule == "pin.short")
        let keys = desk.folder + "/.local/share/xiaohao/keys"
        let path = keys + "/" + (try #require(try FileManager.default.contentsOfDirectory(atPath: keys).first))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        let open = complaint { _ = try desk.unlock("周主任") }
        #expect(open?.rule == "key.fileMode" && open?.exit == 77)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        for index in stride(from: 120, to: whole.count, by: 17) {
            var bytes = whole
            bytes[index] ^= 4
            try bytes.write(to: URL(fileURLWithPath: path))
            let damaged = complaint { _ = try desk.unlock("周主任") }
            #expect(damaged?.rule == "key.damaged" && damaged?.exit == 65, "byte \(index)")
        }
        // What is left of a file of this name is damaged, not missing.
        try Data().write(to: URL(fileURLWithPath: path))
        #expect(complaint { _ = try desk.unlock("周主任") }?.rule == "key.damaged")
        try FileManager.default.removeItem(atPath: path)
        #expect(complaint { _ = try desk.unlock("周主任") }?.rule == "key.noFile")
    }

    @Test("an open key is locked after idle minutes, and a locked one signs nothing")
    func idle() throws {
        let desk = try SigningDesk()
        let (_, _) = try desk.inReview()
        let person = try desk.ledger.read { try $0.person("王五") }
        let open = UnlockedKeys(desk.keyring, idleLimit: .seconds(60))
        let key = try open.unlock(person.id, in: desk.ledger, pin: SigningDesk.pin())
        #expect(open.key(of: person.id) === key && !key.isLocked)
        #expect(open.dropIdle(now: .now + .seconds(59)).isEmpty)
        #expect(open.dropIdle(now: .now + .seconds(61)) == [person.id])
        #expect(open.key(of: person.id) == nil && key.isLocked)
        let refused = complaint { try desk.do(.agree, 1, as: "王五", ["party": ["inspection"]], key: key) }
        #expect(refused?.rule == "key.locked")
        #expect(try desk.ledger.read { try $0.finding(FindingNumber(1)) }.opinions.isEmpty)
    }

    @Test("all keys are locked at once, and one that was retired is locked by itself")
    func locked() throws {
        let desk = try SigningDesk()
        let (admin, _) = try desk.inReview()
        let people = try desk.ledger.read { reader in try ["王五", "李四"].map { try reader.person($0).id } }
        let open = UnlockedKeys(desk.keyring)
        let keys = try people.map { try open.unlock($0, in: desk.ledger, pin: SigningDesk.pin()) }
        try open.dropRetired(in: desk.ledger)
        #expect(open.people == Set(people))
        _ = try desk.ledger.retireKey(of: "王五", reason: "丢了", as: nil, signedBy: admin, WriteOptions())
        try open.dropRetired(in: desk.ledger)
        #expect(open.people == [people[1]] && keys[0].isLocked && !keys[1].isLocked)
        open.lockAll()
        #expect(open.people.isEmpty && keys[1].isLocked)
    }

    @Test("a second opinion for a seat, given on what was seen before the first, is told who gave that")
    func secondOpinion() throws {
        let desk = try SigningDesk()
        let (_, keys) = try desk.inReview()
        let seen = try desk.ledger.read { try $0.finding(FindingNumber(1)).version }
        let form = FilledForm(.agree, values: ["party": ["inspection"]])
        for turn in 1...2 {
            let refused = complaint {
                _ = try desk.ledger.perform(
                    form, on: FindingNumber(1), as: "王五", WriteOptions(ifVersion: seen), signedBy: keys["王五"])
            }
            #expect(refused?.rule == (turn == 1 ? nil : Rule.opinePartyDecided.rawValue))
            #expect(refused?.facts["person"] == (turn == 1 ? nil : "王五"))
        }
    }

    @Test("what is not signed is not stored: the transaction leaves nothing")
    func unsigned() throws {
        let desk = try SigningDesk()
        let (_, keys) = try desk.inReview()
        let head = try desk.ledger.head()
        keys["王五"]?.lock()
        #expect(complaint { try desk.do(.agree, 1, as: "王五", ["party": ["inspection"]], key: keys["王五"]) } != nil)
        #expect(try desk.ledger.head() == head)
    }
}
