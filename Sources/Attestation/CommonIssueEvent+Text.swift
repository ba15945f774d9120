import Rectification

// Payloads of the stream of a group: a common issue, or a suggestion that was turned down; in their fixed order.

extension GroupEvent {
    init(_ code: String, _ reader: inout PayloadReader) throws {
        self =
            SuggestionEvent.codes.contains(code)
            ? .suggestion(try SuggestionEvent(code, &reader)) : .issue(try CommonIssueEvent(code, &reader))
    }
}

extension SuggestionEvent {
    fileprivate init(_ code: String, _ reader: inout PayloadReader) throws {
        guard code == "dismissed" else {
            self = .restored
            return
        }
        self = .dismissed(
            Dismissal(
                suggestion: try reader.required("suggestion"), members: try reader.findings("members"),
                words: reader.list("words")))
    }
}

extension CommonIssueEvent {
    fileprivate init(_ code: String, _ reader: inout PayloadReader) throws {
        switch code {
        case "formed":
            self = .formed(
                Formation(
                    number: try reader.number("number"), title: try reader.required("title"),
                    field: reader.optional("field") ?? "", scope: try reader.code("scope", CommonIssue.Scope.self),
                    members: try reader.findings("members"), words: reader.list("words"),
                    suggestion: reader.optional("suggestion"), splitFrom: try reader.origin()))
        case "retitled": self = .retitled(try reader.required("title"), was: try reader.required("was"))
        case "scoped":
            self = .scoped(try reader.code("scope", CommonIssue.Scope.self), field: reader.optional("field") ?? "")
        case "membersAdded": self = .membersAdded(try reader.findings("members"))
        case "membersRemoved": self = .membersRemoved(try reader.findings("members"))
        case "mergedInto": self = .mergedInto(try reader.issue())
        case "absorbed": self = .absorbed(try reader.issue(), members: try reader.findings("members"))
        case "splitOff": self = .splitOff(try reader.issue(), members: try reader.findings("members"))
        case "decisionRecorded":
            self = .decisionRecorded(
                Decision(
                    body: try reader.code("body", Decision.Body.self), on: try reader.day("on"),
                    text: try reader.required("text")))
        case "letterIssued": self = .letterIssued(try reader.letter(), code: try reader.letterCode())
        case "letterAnswered": self = .letterAnswered(try reader.letter())
        case "fieldRectified": self = .fieldRectified(note: try reader.required("note"))
        case "dissolved": self = .dissolved(reason: reader.optional("reason"))
        case "undone":
            self = .undone(version: try reader.number("undoneVersion"), event: try reader.required("undoneEvent"))
        case _: throw CanonicalTextError(line: 11, problem: .unknownEvent(code))
        }
    }
}

extension PayloadReader {
    mutating func findings(_ key: StaticString) throws -> [FindingNumber] {
        try list(key).map { text in
            guard let number = Int(text) else { throw CanonicalTextError(line: 0, problem: .bad("\(key)")) }
            return FindingNumber(number)
        }
    }

    mutating func issue() throws -> IssueReference {
        IssueReference(
            id: try value("issue") { GroupID($0) }, number: try number("issueNumber"),
            title: try required("issueTitle"))
    }

    fileprivate mutating func origin() throws -> IssueReference? {
        guard let id = try optionalValue("splitFrom", { GroupID($0) }) else { return nil }
        return IssueReference(id: id, number: try number("splitFromNumber"), title: try required("splitFromTitle"))
    }

    fileprivate mutating func letter() throws -> LetterID { try value("letter") { LetterID($0) } }

    mutating func letterCode() throws -> LetterCode { try value("code") { LetterCode($0) } }
}

extension CanonicalText {
    mutating func add(_ event: GroupEvent) {
        switch event {
        case .issue(let event): add(event)
        case .suggestion(.dismissed(let dismissal)):
            add("suggestion", dismissal.suggestion)
            add(findings: dismissal.members)
            add(list: "words", dismissal.words)
        case .suggestion(.restored): break
        }
    }

    private mutating func add(_ event: CommonIssueEvent) {
        switch event {
        case .formed(let formation):
            add("number", formation.number)
            add("title", formation.title)
            add("field", formation.field)
            add("scope", formation.scope.rawValue)
            add(findings: formation.members)
            add(list: "words", formation.words)
            add("suggestion", formation.suggestion)
            if let origin = formation.splitFrom { add(origin: origin) }
        case .retitled(let title, let was):
            add("title", title)
            add("was", was)
        case .scoped(let scope, let field):
            add("scope", scope.rawValue)
            add("field", field)
        case .membersAdded(let numbers), .membersRemoved(let numbers): add(findings: numbers)
        case .mergedInto(let target): add(target)
        case .absorbed(let other, let numbers), .splitOff(let other, let numbers):
            add(other)
            add(findings: numbers)
        case .decisionRecorded(let decision):
            add("body", decision.body.rawValue)
            add("on", decision.on.description)
            add("text", decision.text)
        case .letterIssued(let letter, let code):
            add("letter", letter.description)
            add("code", code.description)
        case .letterAnswered(let letter): add("letter", letter.description)
        case .fieldRectified(let note): add("note", note)
        case .dissolved(let reason): add("reason", reason)
        case .undone(let version, let event):
            add("undoneVersion", version)
            add("undoneEvent", event)
        }
    }

    mutating func add(_ issue: IssueReference) {
        add("issue", issue.id)
        add("issueNumber", issue.number)
        add("issueTitle", issue.title)
    }

    private mutating func add(origin issue: IssueReference) {
        add("splitFrom", issue.id)
        add("splitFromNumber", issue.number)
        add("splitFromTitle", issue.title)
    }

    private mutating func add(findings numbers: [FindingNumber]) { add(list: "members", numbers.map(\.description)) }
}
