import Attestation
import Foundation
import Ledger
import LedgerSQLite
import Office
import Rectification
import Requests
import Signing
import Synchronization
import Testing
import Wording

/// Ledgers of each released format, kept for good (proof.md, 11). Format 1 is made anew, until it is released, by
///
///     XIAOHAO_GOLDEN=write swift test --filter GoldenLedgerTests
///
/// with identities and clock that stand still; what it held then stands beside it in `format-1.txt`.
@Suite("Ledgers of released formats")
struct GoldenLedgerTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
    static let formats = [1]

    /// What a ledger holds, in lines.
    static func contents(_ ledger: OpenLedger) throws -> String {
        try ledger.read { reader in
            let head = try reader.merkle()
            var lines = ["\(head.size) events, root \(head.root.hex)"]
            try reader.forEach(FindingFilter(), order: .number, today: Day(number: 0)) { row in
                let finding = try reader.finding(row.id)
                lines.append("#\(row.number) \(row.stage.rawValue) \(finding.version) \(row.unit.path) · \(row.text)")
                return true
            }
            for row in try reader.issues() {
                let issue = try reader.issue(row.number)
                lines.append("issue \(row.number) \(row.state.rawValue) \(row.title) \(issue.members.sorted())")
            }
            for row in try reader.letters(today: Day(number: 0)) {
                lines.append("letter \(row.number) \(row.state.rawValue) \(row.code?.description ?? "") \(row.to.path)")
            }
            return lines.joined(separator: "\n") + "\n"
        }
    }

    @Test("opens, is whole, is made again from its events, and holds what it held", arguments: formats)
    func lasts(format: Int) throws {
        if ProcessInfo.processInfo.environment["XIAOHAO_GOLDEN"] == "write" { try Self.write(format) }
        let desk = try Desk(round: nil)
        let path = desk.folder + "/old.db"
        let name = Self.folder.appendingPathComponent("format-\(format).ledger")
        try FileManager.default.copyItem(atPath: name.path, toPath: path)
        try FileManager.default.copyItem(atPath: name.path + ".evidence", toPath: path + ".evidence")
        let expected = try String(
            contentsOf: Self.folder.appendingPathComponent("format-\(format).txt"), encoding: .utf8)
        let ledger = try OpenLedger.open(
            path, isReadOnly: false, drivers: Desk.drivers, surroundings: Desk.surroundings())
        #expect(try ledger.check() == [])
        #expect(try Self.contents(ledger) == expected)
        try ledger.store.rebuild()
        #expect(try ledger.check() == [])
        #expect(try Self.contents(ledger) == expected)
    }

    /// Common issues and a letter, with one event of every kind.
    private static func triage(_ ledger: OpenLedger) throws {
        func numbers(_ values: Int...) -> [FindingNumber] { values.map { FindingNumber($0) } }
        func ask(_ issue: Int, _ request: IssueRequest) throws {
            _ = try ledger.perform(request, onIssue: issue, as: nil)
        }
        _ = try ledger.form(IssueDraft(title: "甲", members: numbers(1, 2, 3), words: ["误工"]), as: nil)
        _ = try ledger.form(IssueDraft(title: "乙", field: "村级财务", members: numbers(4)), as: nil)
        try ask(1, .retitle("误工补助"))
        try ask(1, .scope(.whole, field: nil))
        try ask(1, .add(numbers(5)))
        try ask(1, .drop(numbers(5)))
        try ask(1, .merge([2]))
        try ask(1, .split(numbers(3), title: "代签"))
        try ask(3, .dissolve(reason: "并非同一问题"))
        try ask(3, .undo)
        let decision = Decision(body: .secretaryMeeting, on: Day(iso: "2026-11-20") ?? ledger.today, text: "专项整治")
        try ask(1, .record(decision))
        _ = try ledger.dismiss(Dismissal(suggestion: "a", members: numbers(6, 7), words: ["接待"]), as: nil)
        _ = try ledger.restore(suggestion: "a", as: nil)
        let unit = try ledger.read { try $0.finding(FindingNumber(1)).unit.id.description }
        let words = Catalogue.bundled(.simplified)
        for _ in 1...2 { _ = try ledger.draftLetter(LetterForm(to: unit), about: 1, words, as: nil) }
        func ask(letter: Int, _ request: LetterRequest) throws {
            _ = try ledger.perform(request, onLetter: letter, as: nil)
        }
        try ask(letter: 1, .edit(to: nil, basis: "经查", suggestions: nil, due: nil))
        try ask(letter: 2, .discard)
        try ask(letter: 2, .undo)
        try ask(letter: 1, .issue(due: nil))
        try ask(letter: 1, .answer(text: "已修订", on: nil, evidence: nil))
        try ask(letter: 1, .followUp(text: "抽查"))
        try ask(1, .rectify(note: "已改"))
        try ask(1, .undo)
        try ask(1, .rectify(note: "制度已修订"))
    }

    private static func write(_ format: Int) throws {
        let serial = Mutex<UInt64>(0)
        let surroundings = Surroundings(
            login: "golden", now: { Moment(iso: "2026-11-24T02:00:00Z") ?? Moment(seconds: 0) },
            identity: {
                serial.withLock { serial in
                    serial += 1
                    return (0x0192_0000_0000_7000, 1 << 63 | serial)
                }
            })
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appendingPathComponent("format-\(format).ledger").path
        let ledger = try Demonstration.create(
            path, size: 12, drivers: Desk.drivers, surroundings: surroundings, progress: { _, _ in })
        try triage(ledger)
        try contents(ledger).write(
            toFile: folder.appendingPathComponent("format-\(format).txt").path, atomically: true, encoding: .utf8)
        try ledger.store.database.close()
    }
}
