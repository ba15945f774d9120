import Attestation
import Exchange
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Testing

@Suite("Work on findings")
struct PerformTests {
    static func desk() throws -> Desk {
        let desk = try Desk(feedback: "2026-10-30")
        let ledger = desk.ledger
        let options = WriteOptions()
        _ = try ledger.addOrganisation("下应街道", kind: .town, parent: nil, head: "李书记", as: nil, options)
        _ = try ledger.addOrganisation("江六村", kind: .village, parent: "下应街道", head: "张书记", as: nil, options)
        _ = try ledger.addOrganisation("柳溪镇", kind: .town, parent: nil, head: nil, as: nil, options)
        _ = try ledger.addOrganisation("江六村", kind: .village, parent: "柳溪镇", head: nil, as: nil, options)
        let people = [
            PersonDraft(name: "张会计", organisation: "下应街道/江六村", roles: [.unit]),
            PersonDraft(name: "王五", organisation: "巡察一组", roles: [.reviewer], parties: ["inspection"]),
            PersonDraft(name: "李四", organisation: "下应街道", roles: [.reviewer], parties: ["镇街纪委"]),
            PersonDraft(name: "赵六", organisation: "组织部", roles: [.reviewer], parties: ["organisation"]),
        ]
        for person in people { _ = try ledger.addPerson(person, as: nil, options) }
        _ = try ledger.file(
            FilingDraft(
                round: "第六轮", unit: "下应街道/江六村", text: "误工补助支出异常", category: "作风", source: .inspection,
                deadline: "2026-12-31"),
            as: nil)
        return desk
    }

    @Test("a whole life: start, report, attach, submit, three agreements, closed")
    func life() throws {
        let desk = try Self.desk()
        let evidence = try desk.write("票据.txt", "三万二")
        _ = try desk.do(.start, 1, as: "张会计", ["goal": ["好"], "measure": ["修订", "追回"], "person": ["张书记"]])
        _ = try desk.do(
            .report, 1, as: "张会计",
            ["measure-done": ["1"], "progress": ["2 一半"], "completion": ["done"], "inference": ["已查"]])
        _ = try desk.do(.attach, 1, as: "张会计", ["file": [evidence]])
        _ = try desk.do(.submit, 1, as: "张会计", ["pledge": ["张书记"]])
        let content = try #require(try desk.finding(1).submission?.content)
        #expect(try desk.ledger.read { try $0.content(content) }?.contains("误工补助支出异常") == true)
        _ = try desk.do(.agree, 1, as: "王五", ["party": ["巡察组"]])
        _ = try desk.do(.agree, 1, as: "李四", ["party": ["discipline"]])
        #expect(try desk.do(.agree, 1, as: "赵六", ["party": ["organisation"]])?.stage.code == .closed)
        #expect(try desk.ledger.check().isEmpty)
    }

    @Test("a step done to several findings is taken back from all of them by the number of one, once")
    func undoBulk() throws {
        let desk = try Self.desk()
        _ = try desk.ledger.file(
            FilingDraft(
                round: "第六轮", unit: "下应街道/江六村", text: "固定资产未入账", category: "作风", source: .inspection,
                deadline: "2026-12-31"),
            as: nil)
        let both = [1, 2].map { (number: FindingNumber($0), version: 1) }
        _ = try desk.ledger.perform(FilledForm(.flag, values: ["flag": ["key"]]), onAll: both, as: nil)
        let operation = OperationID(high: 7, low: 8)
        let done = try desk.ledger.undoBulk(of: FindingNumber(2), as: nil, WriteOptions(operation: operation))
        #expect(done.events.count == 2 && done.finding?.facts.flags.isEmpty == true)
        #expect(try desk.finding(1).facts.flags.isEmpty)
        #expect(try desk.ledger.undoBulk(of: FindingNumber(2), as: nil, WriteOptions(operation: operation)).isReplayed)
        #expect(complaint { _ = try desk.ledger.undoBulk(of: FindingNumber(2), as: nil) }?.exit == 1)
        let next = [1, 2].map { (number: FindingNumber($0), version: 3) }
        _ = try desk.ledger.perform(FilledForm(.flag, values: ["flag": ["key"]]), onAll: next, as: nil)
        let stale = complaint {
            _ = try desk.ledger.undoBulk(of: FindingNumber(2), as: nil, WriteOptions(ifVersion: 3))
        }
        #expect(stale?.rule == "version.moved")
        _ = try desk.do(.comment, 1, ["text": ["后来"]])
        _ = try desk.do(.start, 1, as: "张会计", ["goal": ["好"], "measure": ["修订"], "person": ["张书记"]])
        let refused = complaint { _ = try desk.ledger.undoBulk(of: FindingNumber(2), as: nil) }
        #expect(refused?.rule == "undo.bulk" && refused?.facts["number"] == "1")
        #expect(try desk.finding(2).facts.flags == [.key], "all of it or nothing")
    }

    @Test("what stands beside whatever others do meets no conflict; what changes what was seen does")
    func beside() throws {
        let desk = try Self.desk()
        _ = try desk.do(.comment, 1, ["text": ["别人先写"]])
        let stale = [(number: FindingNumber(1), version: 1)]
        _ = try desk.ledger.perform(FilledForm(.comment, values: ["text": ["我也写"]]), onAll: stale, as: nil)
        _ = try desk.ledger.perform(FilledForm(.flag, values: ["flag": ["key"]]), onAll: stale, as: nil)
        let group = FilledForm(.group, values: ["group": ["误工"]])
        #expect(complaint { _ = try desk.ledger.perform(group, onAll: stale, as: nil) }?.rule == "version.moved")
    }

    @Test(
        "of several findings one that is so already is left as it is; all of them are refused; a refusal names its finding"
    )
    func bulkAlreadySo() throws {
        let desk = try Self.desk()
        _ = try desk.ledger.file(
            FilingDraft(
                round: "第六轮", unit: "下应街道/江六村", text: "固定资产未入账", category: "作风", source: .inspection,
                deadline: "2026-12-31"),
            as: nil)
        let form = FilledForm(.flag, values: ["flag": ["key"]])
        _ = try desk.do(.flag, 2, ["flag": ["key"]])
        let both = [(number: FindingNumber(1), version: 1), (number: FindingNumber(2), version: 2)]
        let done = try desk.ledger.perform(form, onAll: both, as: nil)
        #expect(done.events.count == 1)
        #expect(try desk.finding(1).facts.flags == [.key] && desk.finding(2).facts.flags == [.key])
        let again = both.map { (number: $0.number, version: 2) }
        #expect(complaint { _ = try desk.ledger.perform(form, onAll: again, as: nil) }?.rule == "flag.same")
        let start = FilledForm(.start, values: ["goal": ["好"], "measure": ["修订"], "person": ["张"]])
        let refused = complaint { _ = try desk.ledger.perform(start, onAll: again.reversed(), as: nil) }
        #expect(refused?.facts["of"] == "2")
    }

    @Test(
        "evidence is copied, read-only, by digest; a file that changed later does not matter, a store that changed is found"
    )
    func evidence() throws {
        let desk = try Self.desk()
        let path = try desk.write("票据.txt", "三万二")
        _ = try desk.do(.start, 1, as: "张会计", ["goal": ["好"], "measure": ["修订"], "person": ["张"]])
        let finding = try #require(try desk.do(.attach, 1, as: "张会计", ["file": [path]]))
        let file = try #require(finding.liveEvidence.first?.file)
        let stored = desk.ledger.path + ".evidence/" + file.digest
        let mode = try FileManager.default.attributesOfItem(atPath: stored)[.posixPermissions] as? Int
        #expect(mode == 0o400)
        _ = try desk.write("票据.txt", "改了")
        #expect(try desk.ledger.check().isEmpty)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: stored)
        try "坏".write(toFile: stored, atomically: true, encoding: .utf8)
        #expect(try desk.ledger.check().map(\.kind) == ["evidence"])
        try FileManager.default.removeItem(atPath: stored)
        #expect(try desk.ledger.check().first?.detail.hasSuffix("missing") == true)
    }

    @Test("names are looked up by path; several are refused with the candidates")
    func names() throws {
        let desk = try Self.desk()
        let found = complaint { _ = try desk.do(.reassign, 1, ["unit": ["江六村"], "reason": ["改"]]) }
        #expect(found?.rule == "unit.ambiguous" && found?.exit == 65)
        #expect(found?.candidates.sorted() == ["下应街道 / 江六村", "柳溪镇 / 江六村"])
        #expect(complaint { _ = try desk.do(.reassign, 1, ["unit": ["无名村"], "reason": ["改"]]) }?.exit == 66)
        #expect(try desk.do(.reassign, 1, ["unit": ["柳溪镇/江六村"], "reason": ["改"]])?.unit.path == "柳溪镇 / 江六村")
    }

    @Test("a person bound to logins is acted for from those logins only")
    func logins() throws {
        let desk = try Self.desk()
        let other = try desk.again(login: "stranger")
        let form = FilledForm(.comment, values: ["text": ["记"]])
        #expect(complaint { _ = try other.perform(form, on: FindingNumber(1), as: "周主任") }?.rule == "person.otherLogin")
        #expect(complaint { _ = try other.perform(form, on: FindingNumber(1), as: nil) }?.rule == "person.unknownLogin")
        for isRetired in [false, true] {
            _ = try desk.ledger.addPerson(
                PersonDraft(
                    name: "老会计", organisation: "下应街道/江六村", roles: [.unit], logins: ["stranger"],
                    isRetired: isRetired ? true : nil),
                as: nil, WriteOptions())
        }
        let former = complaint { _ = try other.perform(form, on: FindingNumber(1), as: nil) }
        #expect(former?.rule == "person.retired" && former?.exit == 77 && former?.facts["person"] == "老会计")
        #expect(try other.perform(form, on: FindingNumber(1), as: "张会计").events.first?.text.login == "stranger")
        #expect(complaint { _ = try other.perform(form, on: FindingNumber(1), as: "没有人") }?.exit == 66)
    }

    @Test("two who saw the same version: the second is told, and nothing of theirs is written")
    func versions() throws {
        let desk = try Self.desk()
        let form = FilledForm(.comment, values: ["text": ["记"]])
        _ = try desk.ledger.perform(form, on: FindingNumber(1), as: nil, WriteOptions(ifVersion: 1))
        let found = complaint {
            _ = try desk.ledger.perform(form, on: FindingNumber(1), as: nil, WriteOptions(ifVersion: 1))
        }
        #expect(found?.rule == "version.moved" && found?.exit == 75 && found?.current == 2)
    }

    @Test("an adopted policy judges from then on; what was submitted before keeps its own")
    func policy() throws {
        let desk = try Self.desk()
        let evidence = try desk.write("票据.txt", "三万二")
        _ = try desk.do(.start, 1, as: "张会计", ["goal": ["好"], "measure": ["修订"], "person": ["张"]])
        _ = try desk.do(.report, 1, as: "张会计", ["measure-done": ["1"], "completion": ["done"], "inference": ["已查"]])
        _ = try desk.do(.attach, 1, as: "张会计", ["file": [evidence]])
        _ = try desk.do(.submit, 1, as: "张会计", ["pledge": ["张书记"]])
        let text = PolicyFile.bundledText.replacing("  - code: organisation\n    name: 组织部\n    short: 组\n", with: "")
        _ = try desk.ledger.adoptPolicy(try PolicyFile(text: text), as: nil, WriteOptions())
        _ = try desk.do(.agree, 1, as: "王五", ["party": ["inspection"]])
        #expect(try desk.do(.agree, 1, as: "李四", ["party": ["discipline"]])?.stage.code == .review)
        #expect(try desk.do(.agree, 1, as: "赵六", ["party": ["organisation"]])?.stage.code == .closed)
    }

    @Test("a policy file is refused with line and column")
    func badPolicy() {
        let found = complaint {
            _ = try PolicyFile(text: PolicyFile.bundledText.replacing("immediate_days: 30", with: "immediate_days: 很多"))
        }
        #expect(found?.rule == "policy.invalid" && found?.exit == 78)
        #expect(Int(found?.facts["line"] ?? "") ?? 0 > 10)
        #expect(complaint { _ = try PolicyFile(text: "parties: [") }?.exit == 78)
        #expect(
            complaint { _ = try PolicyFile(text: PolicyFile.bundledText + "\nsurprise: 1\n") }?.facts["found"]
                == "surprise")
    }

    @Test("a backup restores to the same ledger, evidence and all; a damaged one is refused")
    func backup() throws {
        let desk = try Self.desk()
        let evidence = try desk.write("票据.txt", "三万二")
        _ = try desk.do(.start, 1, as: "张会计", ["goal": ["好"], "measure": ["修订"], "person": ["张"]])
        _ = try desk.do(.attach, 1, as: "张会计", ["file": [evidence]])
        #expect(try desk.ledger.backup(to: desk.folder + "/bk", drivers: Desk.drivers).files == 1)
        let target = desk.folder + "/restored.db"
        #expect(
            try OpenLedger.restore(
                desk.folder + "/bk", to: target, drivers: Desk.drivers, surroundings: Desk.surroundings()
            ).isEmpty)
        let restored = try OpenLedger.open(
            target, isReadOnly: true, drivers: Desk.drivers, surroundings: Desk.surroundings())
        #expect(try restored.head() == desk.ledger.head())
        #expect(try restored.check().isEmpty)
        let again = complaint {
            _ = try OpenLedger.restore(
                desk.folder + "/bk", to: target, drivers: Desk.drivers, surroundings: Desk.surroundings())
        }
        #expect(again?.exit == 73)
    }

    @Test("evidence that is not what was attached is not copied; a backup names it and holds the rest")
    func alteredEvidence() throws {
        let desk = try Self.desk()
        _ = try desk.do(.start, 1, as: "张会计", ["goal": ["好"], "measure": ["修订"], "person": ["张"]])
        for name in ["甲.txt", "乙.txt", "丙.txt"] {
            _ = try desk.do(.attach, 1, as: "张会计", ["file": [try desk.write(name, name)]])
        }
        let files = try desk.ledger.read { try $0.finding(FindingNumber(1)) }.liveEvidence.map(\.file)
        let (store, crypto) = (desk.ledger.evidence, desk.ledger.store.settings.crypto)
        let altered = store.folder + "/" + files[0].digest
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: altered)
        try "改了".write(toFile: altered, atomically: true, encoding: .utf8)
        try FileManager.default.removeItem(atPath: store.folder + "/" + files[1].digest)
        for (file, isWhole) in zip(files, [false, false, true]) {
            let copy = desk.folder + "/copy-" + file.name
            #expect(try store.copy(file.digest, to: copy, crypto) == isWhole)
            #expect(FileManager.default.fileExists(atPath: copy) == isWhole)
        }
        let backup = try desk.ledger.backup(to: desk.folder + "/bk", drivers: Desk.drivers)
        #expect(backup.files == 1)
        #expect(backup.problems.map(\.sentence) == ["fault.evidence.digest", "fault.evidence.missing"])
        #expect(backup.problems.map { $0.facts["name"] } == ["甲.txt", "乙.txt"])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: desk.folder + "/bk/ledger.db.evidence")
                == [files[2].digest])
        // Neither does a restore bring what was altered later, in the backup.
        let kept = desk.folder + "/bk/ledger.db.evidence/" + files[2].digest
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: kept)
        try "也改了".write(toFile: kept, atomically: true, encoding: .utf8)
        let restored = try OpenLedger.restore(
            desk.folder + "/bk", to: desk.folder + "/r.db", drivers: Desk.drivers, surroundings: Desk.surroundings())
        #expect(restored.count == 3 && restored.allSatisfy { $0.kind == "evidence" })
    }

    @Test("a demonstration made before nine in the morning holds nothing of later than that")
    func earlyDemonstration() throws {
        let desk = try Desk(round: nil)
        let present = "2026-11-23T16:40:00Z"
        let demo = try Demonstration.create(
            desk.folder + "/demo.db", size: 60, drivers: Desk.drivers, surroundings: Desk.surroundings(now: present)
        ) { _, _ in }
        let now = try #require(Moment(iso: present))
        #expect(demo.today == Day(iso: "2026-11-24"))
        var newest = Moment(seconds: 0)
        try demo.read { reader in
            for number in 1...60 {
                for entry in try reader.dossier(FindingNumber(number)).history { newest = max(newest, entry.at) }
            }
        }
        #expect(newest < now, "\(newest)")
    }

    @Test("the demonstration shows every stage and trouble, and is whole")
    func demonstration() throws {
        let desk = try Desk(round: nil)
        let demo = try Demonstration.create(
            desk.folder + "/demo.db", size: 300, drivers: Desk.drivers, surroundings: Desk.surroundings()
        ) { _, _ in }
        let counts = try demo.read { try $0.counts(FindingFilter(), today: demo.today) }
        #expect(counts.stages.reduce(0, +) == 300)
        #expect(
            counts.stages.allSatisfy { $0 >= 15 } && counts.overdue >= 10 && counts.listed >= 5 && counts.immediate >= 5
        )
        var longTerm = FindingFilter()
        longTerm.isLongTerm = true
        #expect(try demo.read { try $0.counts(longTerm, today: demo.today) }.stages.reduce(0, +) >= 5)
        #expect(Set(try demo.read { try $0.rounds().map(\.mode) }).count >= 4)
        #expect(try demo.check().isEmpty)
        let verified = try demo.verify(VerifyRequest(), drivers: Desk.drivers, cores: 2)
        #expect(verified.faults.isEmpty)
        #expect(verified.notices.isEmpty, "its log is in the order of its times")
    }

    @Test("files that are no ledger, newer ledgers, folders, read-only places")
    func opening() throws {
        let desk = try Desk()
        func open(_ path: String) -> Complaint? {
            complaint {
                _ = try OpenLedger.open(
                    path, isReadOnly: false, drivers: Desk.drivers, surroundings: Desk.surroundings())
            }
        }
        #expect(open(desk.folder + "/none.db")?.rule == "ledger.missing")
        #expect(open(desk.folder)?.rule == "ledger.notALedger")
        #expect(open(try desk.write("text.db", "not a database"))?.rule == "ledger.notALedger")
        #expect(open(try desk.write("empty.db", ""))?.rule == "ledger.notALedger")
        let again = complaint {
            _ = try OpenLedger.create(
                desk.ledger.path, settings: LedgerSettings(name: "x", crypto: .standard, isPractice: true),
                administrator: "x",
                drivers: Desk.drivers, surroundings: Desk.surroundings())
        }
        #expect(again?.rule == "ledger.exists" && again?.exit == 73)
    }
}
