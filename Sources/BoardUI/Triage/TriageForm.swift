package import Rectification
internal import Requests
internal import Wording

/// The forms of triage; each is about the entry, issue or letter under the cursor.
package enum TriageForm: Hashable, Sendable {
    case entryTitle
    case title
    case split
    case draft
    case edit
    case answer
    case followUp
    case decide
    case rectify
    /// A common issue of findings that were picked beside each other.
    case form([FindingNumber], words: [String])

    /// The key of its title.
    var code: String {
        switch self {
        case .entryTitle, .title: "title"
        case .split: "split"
        case .draft: "draft"
        case .edit: "edit"
        case .answer: "answer"
        case .followUp: "followUp"
        case .decide: "decide"
        case .rectify: "rectify"
        case .form: "form"
        }
    }
}

/// What triage asks before it does something.
package enum TriageQuestion: Hashable, Sendable {
    case dissolve(issue: Int, title: String)
    /// A letter that went out is not taken back.
    case issue(letter: Int, to: String)
    /// A finding belongs to one issue; whoever pulls it in may mean to take it over.
    case move([FindingNumber], to: Int, said: String)

    func text(_ words: Catalogue) -> String {
        switch self {
        case .dissolve(let issue, let title):
            words.text("triage.askDissolve", ["number": String(issue), "title": title])
        case .issue(_, let to): words.text("triage.askIssue", ["to": to])
        case .move(_, let issue, let said): words.text("triage.askMove", ["said": said, "number": String(issue)])
        }
    }
}

extension UIState {
    /// Opens a form when what it is about is there, else says what is missing.
    mutating func openTriageForm(_ form: TriageForm) -> [Effect] {
        let setting = setting
        func field(_ name: String, _ kind: FormField.Kind, required: Bool = true, _ value: String = "")
            -> FormState.Field
        {
            FormState.Field(FormField(name, kind, required: required), value: value, setting)
        }
        let fields: [FormState.Field]
        switch form {
        case .entryTitle:
            guard let entry = triage.entry else { return refuseInTriage("triage.notSuggested") }
            fields = [field("title", .line, entry.title)]
        case .title:
            guard let issue = triage.issue else { return refuseInTriage("triage.notIssue") }
            fields = [field("title", .line, issue.title)]
        case .split:
            guard let issue = triage.issue else { return refuseInTriage("triage.notIssue") }
            fields = [field("title", .line, titleOfSplit(from: issue))]
        case .draft:
            guard triage.issue != nil else { return refuseInTriage("triage.notIssue") }
            fields = [field("to", .reference(.unit)), field("due", .day, required: false)]
        case .edit:
            guard let letter = triage.shownLetter else { return refuseInTriage("triage.notLetter") }
            guard letter.state == .draft else { return refuseInTriage("triage.notDraft") }
            fields = [
                field("to", .reference(.unit), letter.words.to.path),
                field("due", .day, letter.words.due?.description ?? ""), field("basis", .text, letter.words.basis),
                field("suggestions", .text, letter.words.suggestions),
            ]
        case .answer:
            guard let letter = letterInView, letter.state == .issued else {
                return refuseInTriage("triage.notIssued")
            }
            fields = [
                field("text", .text), field("on", .day, required: false, today.description),
                field("evidence", .file, required: false),
            ]
        case .followUp:
            guard let letter = letterInView, letter.state == .issued || letter.state == .answered else {
                return refuseInTriage("triage.notOut")
            }
            fields = [field("text", .text)]
        case .decide:
            guard triage.issue != nil else { return refuseInTriage("triage.notIssue") }
            let bodies = Decision.Body.allCases.map {
                FormState.Field.Choice(code: $0.rawValue, words: words.word($0))
            }
            fields = [
                FormState.Field(FormField("body", .line, required: true), choices: bodies, setting),
                field("on", .day, today.description), field("text", .text),
            ]
        case .rectify:
            guard triage.issue != nil else { return refuseInTriage("triage.notIssue") }
            fields = [field("note", .text)]
        case .form(_, let words): fields = [field("title", .line, words.prefix(2).joined(separator: "、"))]
        }
        let purpose = FormState.Purpose.triage(form, about: subject(of: form))
        overlay = .form(FormState(purpose: purpose, fields: fields))
        return suggest() + (purpose.draftKey.map { [.findDraft(key: $0)] } ?? [])
    }

    /// What the members that are split off begin with; never the title that their issue keeps.
    private func titleOfSplit(from issue: IssueRow) -> String {
        let text = triage.out.min().flatMap { triage.rows[$0]?.text } ?? ""
        let title = String(text.prefix { !"，。；：,;\n".contains($0) }.prefix(40))
        return title == issue.title ? "" : title
    }

    /// Number of the issue or letter that a form is about; `nil` where what is typed is not worth keeping.
    private func subject(of form: TriageForm) -> Int? {
        switch form {
        case .entryTitle, .title, .form: nil
        case .split, .draft, .decide, .rectify: triage.issue?.number
        case .edit, .answer, .followUp: letterInView?.number
        }
    }

    mutating func send(_ form: FormState, _ purpose: TriageForm) -> [Effect] {
        let values = form.values
        func one(_ name: String) -> String { values[name]?.first ?? "" }
        func optional(_ name: String) -> String? { values[name]?.first }
        func ask(_ request: IssueRequest) -> [Effect] {
            triage.issue.map { [.triage(.ask(request, issue: $0.number))] } ?? []
        }
        func askLetter(_ request: LetterRequest) -> [Effect] {
            letterInView.map { [.triage(.askLetter(request, letter: $0.number))] } ?? []
        }
        switch purpose {
        case .entryTitle:
            overlay = .none
            changeQueue { $0.title = one("title") }
            return []
        case .title: return ask(.retitle(one("title")))
        case .split: return ask(.split(triage.out.sorted(), title: one("title")))
        case .draft:
            let letter = LetterForm(to: one("to"), due: optional("due"))
            return triage.issue.map { [.triage(.draft(letter, issue: $0.number))] } ?? []
        case .edit:
            return askLetter(
                .edit(to: one("to"), basis: one("basis"), suggestions: one("suggestions"), due: optional("due")))
        case .answer:
            return askLetter(.answer(text: one("text"), on: optional("on"), evidence: optional("evidence")))
        case .followUp: return askLetter(.followUp(text: one("text")))
        case .decide: return decide(one("body"), one("on"), one("text"))
        case .rectify: return ask(.rectify(note: one("note")))
        case .form(let numbers, let words):
            return [
                .triage(.form(IssueDraft(title: one("title"), scope: .field, members: numbers, words: words)))
            ]
        }
    }

    private mutating func decide(_ body: String, _ on: String, _ text: String) -> [Effect] {
        guard let issue = triage.issue, let body = Decision.Body(rawValue: body) else { return [] }
        guard let day = Day(iso: on) else {
            let words = words
            editForm { form in
                form.isWaiting = false
                guard let index = form.fields.firstIndex(where: { $0.name == "on" }) else { return }
                form.fields[index].problem = FormState.sentence(FieldProblem(.day, field: "on", found: on), words)
                form.focus = index
            }
            return []
        }
        return [.triage(.ask(.record(Decision(body: body, on: day, text: text)), issue: issue.number))]
    }
}
