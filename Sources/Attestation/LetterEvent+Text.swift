import Rectification

// Payloads of the stream of a letter, in their fixed order.

extension LetterEvent {
    init(_ code: String, _ reader: inout PayloadReader) throws {
        switch code {
        case "drafted":
            self = .drafted(
                LetterDraft(
                    number: try reader.number("number"), issue: try reader.issue(), words: try reader.words()))
        case "edited": self = .edited(try reader.words())
        case "issued":
            self = .issued(try reader.letterCode(), due: try reader.day("due"), try reader.basis())
        case "answered":
            let text = try reader.required("text")
            let day = try reader.day("on")
            var file: EvidenceFile?
            if let name = reader.optional("evidenceName") {
                file = EvidenceFile(
                    name: name, bytes: try reader.number("evidenceBytes"),
                    digest: try reader.required("evidenceDigest"))
            }
            self = .answered(Letter.Answer(text: text, on: day, evidence: file))
        case "followedUp": self = .followedUp(text: try reader.required("text"))
        case "closed": self = .closed
        case "reopened": self = .reopened
        case "discarded": self = .discarded
        case "undone":
            self = .undone(version: try reader.number("undoneVersion"), event: try reader.required("undoneEvent"))
        case _: throw CanonicalTextError(line: 11, problem: .unknownEvent(code))
        }
    }
}

extension PayloadReader {
    fileprivate mutating func words() throws -> Letter.Words {
        Letter.Words(
            to: OrganisationReference(
                id: try value("toId") { OrganisationID($0) }, path: try required("to")),
            basis: optional("basis") ?? "", suggestions: optional("suggestions") ?? "",
            due: try optionalDay("due"))
    }

    fileprivate mutating func basis() throws -> Letter.Basis {
        var units: [Letter.Basis.Unit] = []
        while isAt("units", units.count + 1) {
            let place = units.count + 1
            units.append(
                Letter.Basis.Unit(
                    name: try required(LineKey("units", place, "name")),
                    findings: try number(LineKey("units", place, "findings"))))
        }
        var examples: [Letter.Basis.Example] = []
        while isAt("examples", examples.count + 1) {
            let place = examples.count + 1
            examples.append(
                Letter.Basis.Example(
                    finding: FindingNumber(try number(LineKey("examples", place, "number"))),
                    unit: try required(LineKey("examples", place, "unit")),
                    text: try required(LineKey("examples", place, "text"))))
        }
        return Letter.Basis(units: units, examples: examples)
    }
}

extension CanonicalText {
    mutating func add(_ event: LetterEvent) {
        switch event {
        case .drafted(let draft):
            add("number", draft.number)
            add(draft.issue)
            add(draft.words)
        case .edited(let words): add(words)
        case .issued(let code, let due, let basis):
            add("code", code.description)
            add("due", due.description)
            for (index, unit) in basis.units.enumerated() {
                add(LineKey("units", index + 1, "name"), unit.name)
                add(LineKey("units", index + 1, "findings"), unit.findings)
            }
            for (index, example) in basis.examples.enumerated() {
                add(LineKey("examples", index + 1, "number"), example.finding.value)
                add(LineKey("examples", index + 1, "unit"), example.unit)
                add(LineKey("examples", index + 1, "text"), example.text)
            }
        case .answered(let answer):
            add("text", answer.text)
            add("on", answer.on.description)
            if let file = answer.evidence {
                add("evidenceName", file.name)
                add("evidenceBytes", file.bytes)
                add("evidenceDigest", file.digest)
            }
        case .followedUp(let text): add("text", text)
        case .closed, .reopened, .discarded: break
        case .undone(let version, let event):
            add("undoneVersion", version)
            add("undoneEvent", event)
        }
    }

    private mutating func add(_ words: Letter.Words) {
        add("toId", words.to.id.description)
        add("to", words.to.path)
        add("basis", words.basis)
        add("suggestions", words.suggestions)
        add("due", words.due?.description)
    }
}
