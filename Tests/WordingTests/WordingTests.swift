import Attestation
import BoardUI
import Documents
import Exchange
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Testing
import Wording

@Suite("Wording")
struct WordingTests {
    static let languages = Language.allCases
    static let reference = Catalogue.bundled(.simplified)

    @Test("every language has every key and no other", arguments: languages)
    func sameKeys(language: Language) {
        let keys = Set(Catalogue.bundled(language).texts.keys)
        #expect(keys == Set(Self.reference.texts.keys))
        #expect(keys.count > 500, "the catalogue was not read")
    }

    @Test("a text names the same facts in every language", arguments: languages)
    func sameFacts(language: Language) {
        func names(_ text: String) -> Set<String> {
            Set(text.matches(of: #/\{(\w+)[|?}]/#).map { String($0.output.1) })
        }
        let catalogue = Catalogue.bundled(language)
        for (key, text) in Self.reference.texts { #expect(names(text) == names(catalogue[key]), "\(key)") }
    }

    @Test("one of a thing is said as one")
    func singular() {
        let english = Catalogue.bundled(.english)
        #expect(english.text("rule.verify.faults", ["count": "1"]) == "1 fault found")
        #expect(english.text("rule.verify.faults", ["count": "21"]) == "21 faults found")
        #expect(
            english.text("rule.import.refused", ["count": "1", "filed": "0"])
                == "1 row has problems and was not imported; 0 rows were filed")
        // A number before a plural takes the form that knows of one.
        let things =
            #/\{\w+\} (?:more |evidence |working |stage )?(?:findings|events|rows|units|files|days|faults|drafts|papers)\b/#
        for (key, text) in english.texts {
            #expect(text.firstMatch(of: things) == nil && !text.contains("(s)"), "\(key): \(text)")
        }
    }

    @Test("no key stands in two files: the later one would silently win", arguments: languages)
    func once(language: Language) {
        var places: [String: String] = [:]
        for area in Catalogue.areas {
            let file = BundledResource.text("strings/\(area).\(language.rawValue).txt") ?? ""
            for key in TextTable(Array(file.utf8)).keys {
                #expect(places[key] == nil, "\(key) stands in \(places[key] ?? "") and in \(area)")
                places[key] = area
            }
        }
    }

    @Test("English is English, and no text is blank")
    func translated() {
        let english = Catalogue.bundled(.english)
        for (key, text) in Self.reference.texts {
            #expect(!text.isEmpty && !english[key].isEmpty, "\(key)")
            // Signs and blanks alone need no translation.
            let isSpoken = text.replacing(#/\{\w+\}/#, with: "").contains { $0.isLetter }
            #expect(!isSpoken || text != english[key], "\(key) is the same in both: \(text)")
        }
    }

    @Test("a character that traditional Chinese writes otherwise is written so everywhere")
    func traditional() {
        let traditional = Catalogue.bundled(.traditional)
        var kept: [Character: Int] = [:]
        var changed: [Character: Int] = [:]
        // Other words for the same thing shift characters (服务器, 伺服器): what is written in another's place is traditional.
        var written: Set<Character> = []
        for (key, text) in Self.reference.texts where text.count == traditional[key].count {
            for (left, right) in zip(text, traditional[key]) where left.isLetter && !left.isASCII {
                if left == right {
                    kept[left, default: 0] += 1
                } else {
                    changed[left, default: 0] += 1
                    written.insert(right)
                }
            }
        }
        let simplified = Set(changed.filter { $0.value >= 5 && kept[$0.key, default: 0] * 10 < $0.value }.keys)
            .subtracting(written)
        #expect(simplified.count > 100, "the two are hardly different")
        // What stands in files and what people type is quoted as it is.
        let quoted = ["反馈问题", "责任单位", "下应街道", "2个月内"]
        for (key, text) in traditional.texts {
            let own = quoted.reduce(text) { $0.replacing($1, with: "") }
            let found = own.filter(simplified.contains)
            #expect(found.isEmpty, "\(key): \(found) in \(text)")
        }
    }

    @Test("every rule has its sentence and what to do about it")
    func rules() {
        let rules =
            Rule.allCases.map(\.rawValue) + LedgerError.Rule.allCases.map(\.rawValue)
            + FieldProblem.Rule.allCases.map(\.rawValue) + MeetingRule.allCases.map(\.rawValue)
            + TriageRule.allCases.map(\.rawValue)
            + TemplateProblem.Rule.allCases.map(\.rawValue) + Complaint.rules
        for rule in rules {
            #expect(Self.reference.has("rule.\(rule)"), "\(rule)")
            #expect(Self.reference.has("rule.\(rule).remedy"), "\(rule).remedy")
        }
    }

    @Test("every code that can be shown has its word")
    func codes() {
        let fields = Set(
            FindingAction.allCases.flatMap { $0.fields.map(\.name) } + FormState.filingFields
                + Correction.Field.allCases.map(\.rawValue))
        let keys =
            StageCode.allCases.map { "stage.\($0.rawValue)" } + Finding.Flag.allCases.map { "flag.\($0.rawValue)" }
            + Finding.Source.allCases.map { "source.\($0.rawValue)" }
            + Finding.Completion.allCases.map { "completion.\($0.rawValue)" }
            + Measure.Kind.allCases.map { "measure.\($0.rawValue)" }
            + Supervision.Kind.allCases.map { "supervision.\($0.rawValue)" }
            + VerdictCode.allCases.map { "verdict.\($0.rawValue)" } + Role.allCases.map { "role.\($0.rawValue)" }
            + Round.Mode.allCases.map { "mode.\($0.rawValue)" }
            + Organisation.Kind.allCases.map { "kind.\($0.rawValue)" }
            + Closure.Kind.allCases.map { "closure.\($0.rawValue)" }
            + DeadlineCode.allCases.map { "deadline.\($0.rawValue)" }
            + FindingAction.allCases.map { "action.\($0.rawValue)" } + BoardAction.allCases.map { "key.\($0.name)" }
            + ViewAction.allCases.map { "key.\($0.name)" } + ShellAction.allCases.map { "key.\($0.name)" }
            + Tab.allCases.map { "tab.\($0.rawValue)" }
            + MenuEntry.Group.allCases.map { "menu.group.\($0.rawValue)" }
            + CountField.allCases.map { "field.\($0.rawValue)" }
            + FindingOrder.allCases.map { "order.\($0.rawValue)" } + fields.map { "field.\($0)" }
            + LedgerField.allCases.map { "import.field.\($0.rawValue)" }
            + DeadlinePhrase.Problem.allCases.map { "import.expected.deadline.\($0.rawValue)" }
            + Meeting.Kind.allCases.map { "meetingKind.\($0.rawValue)" }
            + AgendaOutcome.Code.allCases.map { "outcome.\($0.rawValue)" }
            + DocumentKind.allCases.map { "documentKind.\($0.rawValue)" }
            + DeskPreset.allCases.map { "desk.preset.\($0.rawValue)" }
            + DeskAction.allCases.map { "key.\($0.name)" } + IntakeAction.allCases.map { "key.\($0.name)" }
            + TriageAction.allCases.map { "key.\($0.name)" }
            + TriageState.List.allCases.map { "triage.list.\($0.rawValue)" }
            + DeskGrouping.allCases.map { "desk.group.\($0.rawValue)" }
            + Supervision.Kind.allCases.map { "press.text.\($0.rawValue)" }
            + CommonIssue.Scope.allCases.map { "scope.\($0.rawValue)" }
            + CommonIssue.State.allCases.map { "issueState.\($0.rawValue)" }
            + Letter.State.allCases.map { "letterState.\($0.rawValue)" }
            + Decision.Body.allCases.map { "decisionBody.\($0.rawValue)" }
            + CommonIssueEvent.codes.map { "event.group.\($0)" } + SuggestionEvent.codes.map { "event.group.\($0)" }
            + LetterEvent.codes.map { "event.letter.\($0)" }
            + FaultKind.allCases.map { "faultKind.\($0.rawValue)" } + Attestation.Stream.nouns.map { "stream.\($0)" }
            + MeetingEvent.codes.map { "event.meeting.\($0)" } + (1...7).map { "weekday.\($0)" }
        for key in keys { #expect(Self.reference.has(key), "\(key)") }
    }

    @Test("every key that the sources write out is in the catalogue, and every key is used")
    func used() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let names = FileManager.default.enumerator(atPath: root.path + "/Sources")?.compactMap { $0 as? String } ?? []
        let sources = try names.filter { $0.hasSuffix(".swift") }
            .map { try String(contentsOfFile: root.path + "/Sources/" + $0, encoding: .utf8) }.joined(separator: "\n")
        for match in sources.matches(of: #/words(?:\[|\.text\(|\(\)\[|\(\)\.text\()"([a-z][\w.-]+)"/#) {
            let key = String(match.output.1)
            #expect(Self.reference.has(key), "\(key) is written in the sources")
        }
        // Keys whose last part is a code are named above; the others must stand in the sources.
        let coded = [
            "rule.", "stage.", "flag.", "source.", "completion.", "measure.", "supervision.", "verdict.", "role.",
            "mode.", "kind.",
            "closure.", "deadline.", "action.", "key.", "order.", "field.", "import.field.", "import.expected.",
            "weekday.", "event.", "fault.evidence.", "fault.form.",
            "party.", "publicity.", "import.notice.", "meetingKind.", "outcome.", "tab.", "menu.group.",
            "documentKind.", "scope.", "issueState.", "letterState.", "decisionBody.", "letter.section.",
            "intake.column.", "triage.list.", "triage.none.", "triage.form.",
            "desk.preset.", "desk.group.", "desk.column.", "desk.kind.",
            "press.text.",
            "units.stage.",
            "pane.keys.",
            "chart.title.",
            "meeting.barred.", "figures.", "diagnose.", "manual.", "gloss.", "faultKind.", "stream.",
        ]
        for key in Self.reference.texts.keys where !coded.contains(where: key.hasPrefix) {
            let isUsed = sources.contains("\"\(key)\"")
            #expect(isUsed, "\(key) is used nowhere")
        }
    }

    @Test("a sentence puts its codes into words")
    func explained() {
        let (message, remedy) = Catalogue.bundled(.english).explain(
            rule: Rule.stageNotReview.rawValue, ["stage": StageCode.inProgress.rawValue])
        #expect(message == "The stage is “In progress”; the finding is not in review")
        #expect(remedy == "Submit it first")
    }
}
