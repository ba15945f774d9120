import Attestation
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Signing
import Testing

/// For each guard, an event that is well formed, chained and hashed, and that the domain of its day would not have given: appended by SQL, named by `verify`.
@Suite("Illegal events are named")
struct IllegalEventTests {
    struct Case: Sendable {
        let event: FindingEvent
        let by: String
        let sentence: String
        var finding = 1
        var time = "2026-11-24T02:00:00Z"
        var login = "zhou"

        init(
            _ event: FindingEvent, by name: String, _ sentence: String, finding: Int = 1,
            time: String = "2026-11-24T02:00:00Z", login: String = "zhou"
        ) {
            self.event = event
            by = name
            self.sentence = sentence
            self.finding = finding
            self.time = time
            self.login = login
        }
    }

    /// Finding 1 is in review, 2 in progress, 3 assigned, 4 closed.
    static let cases: [Case] = [
        Case(.withdrawn, by: "王五", "rule.role"), Case(.withdrawn, by: "外村会计", "rule.unit.notOfUnit"),
        Case(.recalled(reviewRound: 2, reason: "x"), by: "张会计", "rule.role"),
        Case(.recalled(reviewRound: 2, reason: "x"), by: "周主任", "rule.person.otherLogin", login: "stranger"),
        Case(.recalled(reviewRound: 3, reason: "x"), by: "周主任", "fault.rule.other"),
        Case(.reported(Report(completion: .done)), by: "张会计", "rule.stage.notInProgress"),
        Case(.evidenceDetached(number: 1, reason: nil), by: "张会计", "rule.evidence.locked"),
        Case(.closed(reviewRound: 1, kind: .full, consolidateFrom: Day(number: 21_000)), by: "王五", "fault.rule.alone"),
        Case(
            .sentBack(reviewRound: 2, deadline: Day(number: 21_000), isListed: false, supervisor: nil), by: "王五",
            "fault.rule.alone"),
        Case(.returned(reason: "x"), by: "张会计", "rule.stage.notAssigned", finding: 2),
        Case(.started(Plan()), by: "张会计", "rule.stage.notAssigned", finding: 2),
        Case(.reported(Report()), by: "张会计", "rule.report.empty", finding: 2),
        Case(.measureDropped(number: 1, reason: "x"), by: "张会计", "rule.measure.last", finding: 2),
        Case(.measureChanged(number: 9, MeasureDraft(text: "x")), by: "张会计", "rule.measure.unknown", finding: 2),
        Case(.measureAdded(number: 7, MeasureDraft(text: "x")), by: "张会计", "fault.rule.other", finding: 2),
        Case(
            .submitted(reviewRound: 1, pledge: "张", content: String(repeating: "0", count: 64)), by: "张会计",
            "rule.submit.unreportedMeasures", finding: 2),
        Case(.evidenceDetached(number: 3, reason: nil), by: "张会计", "rule.evidence.none", finding: 2),
        Case(
            .extensionRequested(until: Day(number: 20_000), reason: "x"), by: "张会计", "rule.extension.notLater",
            finding: 2),
        Case(.extensionGranted(until: Day(number: 21_000)), by: "周主任", "rule.extension.nonePending", finding: 2),
        Case(
            .extensionRequested(until: Day(number: 21_000), reason: "x"), by: "张会计", "rule.extension.afterExpiry",
            finding: 2, time: "2027-06-01T02:00:00Z"),
        Case(.delisted(reason: "x"), by: "周主任", "rule.listing.notListed", finding: 2),
        Case(.listed(supervisor: "x", limit: Day(number: 10)), by: "周主任", "rule.deadline.past", finding: 2),
        Case(.ungrouped, by: "周主任", "rule.group.none", finding: 2),
        Case(.flagged(.key, isOn: false), by: "周主任", "rule.flag.same", finding: 2),
        Case(.undone(version: 1, event: "filed"), by: "周主任", "rule.undo.otherPerson", finding: 2),
        Case(.started(Plan(measures: [MeasureDraft(text: "x")])), by: "张会计", "rule.start.noGoal", finding: 3),
        Case(.returnRefused(reason: "x"), by: "周主任", "rule.return.nonePending", finding: 3),
        Case(
            .reassigned(
                unit: OrganisationReference(id: OrganisationID(high: 1, low: 1), path: "无"), reason: "x", deadline: nil),
            by: "张会计", "rule.role", finding: 3),
        Case(.consolidated(note: "x"), by: "王五", "rule.consolidate.early", finding: 4),
        Case(
            .relapsed(reviewRound: 2, note: "x", deadline: Day(number: 10), isListed: true, supervisor: "巡察办"),
            by: "王五",
            "rule.deadline.past", finding: 4),
        Case(
            .relapsed(reviewRound: 2, note: "x", deadline: Day(number: 21_000), isListed: false, supervisor: nil),
            by: "王五", "fault.rule.other", finding: 4),
        Case(
            .relapsed(reviewRound: 2, note: "x", deadline: Day(number: 21_000), isListed: true, supervisor: "巡察办"),
            by: "赵六", "rule.party.needed", finding: 4),
        Case(
            .clueTransferred(
                number: 1, reference: " ", receiver: "x", on: Day(number: 20_000), dueBack: Day(number: 20_090)),
            by: "王五", "rule.clue.noReference", finding: 2),
        Case(.answered(number: 1, text: "x"), by: "张会计", "rule.answer.unknown", finding: 2),
        Case(.commented(text: "x"), by: "看客", "rule.role", finding: 2),
        Case(.commented(text: "x"), by: "退休", "rule.person.retired", finding: 2),
        Case(
            .corrected(Correction(field: .text, value: .nothing, reason: "x"), was: "y"), by: "周主任",
            "rule.correct.required", finding: 2),
    ]

    static func ledger() throws -> (desk: SigningDesk, admin: UnlockedKey, keys: [String: UnlockedKey]) {
        let desk = try SigningDesk()
        let (admin, keys) = try desk.inReview()
        let options = WriteOptions()
        for person in [
            PersonDraft(name: "外村会计", organisation: "下应街道", roles: [.unit]), PersonDraft(name: "看客", roles: [.viewer]),
            PersonDraft(name: "退休", roles: [.office], isRetired: true),
        ] { _ = try desk.ledger.addPerson(person, as: nil, options, signedBy: admin) }
        _ = try desk.ledger.addOrganisation("东港社区", kind: .village, parent: "下应街道", head: nil, as: nil, options)
        _ = try desk.ledger.addPerson(
            PersonDraft(name: "外村会计", organisation: "东港社区", roles: [.unit]), as: nil, options, signedBy: admin)
        func file() throws {
            _ = try desk.ledger.file(
                FilingDraft(
                    round: "第六轮", unit: "下应街道/江六村", text: "问题", category: "作风", source: .inspection,
                    deadline: "2026-12-31"),
                as: nil)
        }
        try file()
        try desk.do(.start, 2, as: "张会计", ["goal": ["好"], "measure": ["修订"], "person": ["张书记"]])
        try file()
        try desk.submit(4)
        for (name, party) in [("王五", "inspection"), ("李四", "discipline"), ("赵六", "organisation")] {
            try desk.do(.agree, 4, as: name, ["party": [party]], key: keys[name])
        }
        return (desk, admin, keys)
    }

    @Test("each guard of the work on findings")
    func findings() throws {
        let (desk, _, _) = try Self.ledger()
        #expect(try desk.ledger.verify(VerifyRequest(), drivers: Desk.drivers).faults == [])
        for row in Self.cases {
            let tamper = try Tampering(desk.ledger)
            defer { tamper.remove() }
            let (person, id) = try desk.ledger.read { reader in
                // Two villagers of one name: the one of the other village.
                let people = try reader.persons().filter { $0.name == row.by }
                let person =
                    try people.first { $0.organisation?.path.hasSuffix("东港社区") == true } ?? #require(people.first)
                return (person, try reader.id(of: FindingNumber(row.finding)))
            }
            try tamper.append(.finding(row.event), to: .finding(id), by: person, at: row.time, login: row.login)
            let faults = try tamper.faults()
            #expect(faults.map(\.sentence) == [row.sentence], "\(row.event.code) by \(row.by)")
            #expect(faults.first?.position == (try desk.ledger.head()) + 1)
        }
    }

    @Test("opinions: seats, avoidance, own unit, keys, content, head, round and number")
    func opinions() throws {
        let (desk, admin, known) = try Self.ledger()
        let ledger = desk.ledger
        let options = WriteOptions()
        _ = try ledger.addPerson(
            PersonDraft(name: "李四", avoids: ["下应街道/江六村"]), as: nil, options, signedBy: admin)
        _ = try ledger.addPerson(
            PersonDraft(name: "钱七", organisation: "江六村", roles: [.reviewer], parties: ["organisation"]), as: nil,
            options,
            signedBy: admin)
        try desk.enrol("钱七", try desk.offer("钱七"), by: admin)
        _ = try ledger.addPerson(
            PersonDraft(name: "王五", parties: ["inspection", "organisation"]), as: nil, options, signedBy: admin)
        var keys = known
        keys["钱七"] = try desk.unlock("钱七")
        let reviewers = keys
        try desk.do(.agree, 1, as: "王五", ["party": ["inspection"]], key: keys["王五"])
        let (finding, head) = try ledger.read {
            (try $0.finding(FindingNumber(1)), try $0.newestCheckpoint()?.description)
        }
        let content = try #require(finding.submission?.content)
        let foreign = UnlockedKey(try PrivateKey.make(.ed25519))
        struct Wrong {
            var party = PartyCode.organisation
            var by = "赵六"
            var number = 1
            var round = 1
            var content: String?
            var head: String?
            var key: UnlockedKey?
            var signer: UnlockedKey?
        }
        let wrongs: [(Wrong, FaultKind, String)] = [
            (Wrong(party: .inspection, by: "王五"), .seat, "rule.opine.partyDecided"),
            (Wrong(party: .discipline, by: "王五"), .rule, "rule.opine.notOfParty"),
            (Wrong(party: .discipline, by: "李四"), .rule, "rule.opine.avoidance"),
            (Wrong(by: "王五"), .seat, "rule.opine.spokeForOtherParty"),
            (Wrong(by: "钱七"), .rule, "rule.opine.ownUnit"),
            (Wrong(party: PartyCode("fourth")), .rule, "rule.opine.unknownParty"),
        ]
        func opinion(_ wrong: Wrong) throws -> [Fault] {
            let tamper = try Tampering(ledger)
            defer { tamper.remove() }
            let person = try ledger.read { try $0.person(wrong.by) }
            let key = try wrong.key ?? #require(reviewers[wrong.by])
            let signer = wrong.signer ?? key
            let opined = Opined(
                number: FindingNumber(wrong.number), reviewRound: wrong.round, party: wrong.party,
                key: key.fingerprint, verdict: .agree, content: wrong.content ?? content, head: wrong.head ?? head)
            try tamper.append(.finding(.opined(opined)), to: .finding(finding.id), by: person) { text, namespace in
                try signer.signer.sign(text, namespace)
            }
            return try tamper.faults()
        }
        for (wrong, kind, sentence) in wrongs {
            let faults = try opinion(wrong).filter { $0.kind != .readModel }
            #expect(faults.map(\.sentence) == [sentence] && faults.map(\.kind) == [kind], "\(sentence): \(faults)")
        }
        // A reviewer without a reason to be refused, wrong in one thing each.
        #expect(try opinion(Wrong()) == [])
        let single: [(Wrong, FaultKind)] = [
            (Wrong(number: 2), .number), (Wrong(round: 2), .seat),
            (Wrong(content: String(repeating: "0", count: 64)), .content),
            (Wrong(head: "5:" + String(repeating: "0", count: 64)), .head), (Wrong(key: foreign), .key),
            (Wrong(key: keys["王五"]), .key), (Wrong(signer: keys["王五"]), .signature),
        ]
        for (wrong, kind) in single {
            let faults = try opinion(wrong)
            #expect(faults.contains { $0.kind == kind }, "\(kind): \(faults)")
        }
        let person = try ledger.read { try $0.person("赵六") }
        _ = try ledger.retireKey(of: "赵六", reason: nil, as: nil, signedBy: admin, options)
        let retired = try opinion(Wrong(head: try ledger.read { try $0.newestCheckpoint()?.description }))
        #expect(retired.contains { $0.kind == .key && $0.sentence == "rule.key.retired" }, "\(person.name): \(retired)")
    }

    @Test("roles, keys, policy, checkpoints: whoever may not, and whatever is not signed")
    func references() throws {
        let (desk, admin, keys) = try Self.ledger()
        let ledger = desk.ledger
        let (chief, wang, id) = try ledger.read { (try $0.person("周主任"), try $0.person("王五"), $0.ledger) }
        var promoted = wang
        promoted.roles.insert(.admin)
        let policy = try PolicyFile(text: PolicyFile.bundledText + "\n").adopted
        let live = try #require(keys["王五"]).fingerprint
        let cases: [(AnyEvent, Attestation.Stream, Person, UnlockedKey?, FaultKind, String)] = [
            (.person(.changed(promoted)), .person(wang.id), wang, keys["王五"], .rule, "rule.role"),
            (.person(.changed(promoted)), .person(wang.id), chief, nil, .signature, "fault.signature.missing"),
            (.person(.changed(promoted)), .person(wang.id), chief, keys["王五"], .signature, "fault.signature.bad"),
            (.policy(policy), .policy(id), wang, keys["王五"], .rule, "rule.role"),
            (.policy(policy), .policy(id), chief, nil, .signature, "fault.signature.missing"),
            (
                .policy(PolicyAdopted(text: policy.text, digest: String(repeating: "0", count: 64))), .policy(id),
                chief,
                admin, .content, "fault.content.policy"
            ),
            (
                .person(.keyRetired(key: live, signer: keys["李四"]?.fingerprint ?? "", reason: nil)), .person(wang.id),
                try ledger.read { try $0.person("李四") }, keys["李四"], .rule, "rule.role"
            ),
            (
                .person(.keyRetired(key: admin.fingerprint, signer: admin.fingerprint, reason: nil)), .person(chief.id),
                chief, admin, .key, "rule.key.lastAdministrator"
            ),
            (
                .person(.keyEnrolled(key: live, signer: admin.fingerprint)), .person(wang.id), chief, admin, .key,
                "rule.key.second"
            ),
            (
                .person(.keyOffered(key: live, publicKey: keys["王五"]?.publicKey.line ?? "")), .person(wang.id), wang,
                keys["王五"], .key, "rule.key.known"
            ),
            (
                .ledger(.checkpointed(size: 5, root: String(repeating: "0", count: 64), rootKey: nil)), .ledger(id),
                chief, nil, .head, "fault.head.other"
            ),
            (
                .round(
                    .added(Round(id: RoundID(high: 1, low: 1), name: "第七轮", mode: .linked, entered: nil, feedback: nil))
                ),
                .round(RoundID(high: 1, low: 1)), wang, nil, .rule, "rule.role"
            ),
        ]
        for (event, stream, person, key, kind, sentence) in cases {
            let tamper = try Tampering(ledger)
            defer { tamper.remove() }
            try tamper.append(
                event, to: stream, by: person, sign: key.map { key in { try key.signer.sign($0, $1) } })
            let faults = try tamper.faults()
            #expect(faults.contains { $0.kind == kind && $0.sentence == sentence }, "\(event.code): \(faults)")
        }
    }
}
