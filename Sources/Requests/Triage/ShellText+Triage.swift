package import Rectification

extension ShellText {
    /// The shell command that equals what was asked of a common issue.
    package static func issue(_ request: IssueRequest, on number: Int) -> String {
        var words = ["xiaohao", "triage"]
        let issue = String(number)
        func numbers(_ findings: [FindingNumber]) -> [String] { findings.map(\.description) }
        switch request {
        case .retitle(let title): words += ["retitle", issue, quoted(title)]
        case .scope(let scope, let field):
            words += ["scope", issue, scope.rawValue] + (field.map { ["--field", quoted($0)] } ?? [])
        case .add(let findings): words += ["add", issue] + numbers(findings)
        case .drop(let findings): words += ["drop", issue] + numbers(findings)
        case .move(let findings): words += ["move", issue] + numbers(findings)
        case .merge(let others): words += ["merge", issue] + others.map(String.init)
        case .split(let findings, let title):
            words += ["split", issue] + numbers(findings) + ["--title", quoted(title)]
        case .record(let decision):
            words += [
                "decide", issue, "--by", decision.body.rawValue, "--on", decision.on.description, "--text",
                quoted(decision.text),
            ]
        case .rectify(let note): words += ["rectified", issue, "--note", quoted(note)]
        case .dissolve(let reason): words += ["dissolve", issue] + (reason.map { ["--reason", quoted($0)] } ?? [])
        case .undo: words += ["undo", issue]
        }
        return words.joined(separator: " ")
    }

    /// The shell command that accepts a suggestion; one that others were pulled into is formed of its members.
    ///
    /// - Parameter shown: the members that the suggestion has in the ledger.
    package static func accept(_ draft: IssueDraft, of shown: [FindingNumber] = []) -> String {
        let kept = Set(draft.members)
        let without = shown.filter { !kept.contains($0) }.flatMap { ["--without", $0.description] }
        let about =
            draft.suggestion.flatMap { kept.isSubset(of: shown) ? ["accept", $0] + without : nil }
            ?? ["form"] + draft.members.map(\.description)
        return (["xiaohao", "triage"] + about + ["--title", quoted(draft.title)]).joined(separator: " ")
    }

    package static func dismiss(_ suggestion: String) -> String { "xiaohao triage dismiss \(quoted(suggestion))" }

    /// The shell command that equals what was asked of a letter.
    package static func letter(_ request: LetterRequest, on number: Int) -> String {
        var words = ["xiaohao", "letter"]
        let letter = String(number)
        func option(_ name: String, _ value: String?) -> [String] { value.map { ["--\(name)", quoted($0)] } ?? [] }
        switch request {
        case .edit(let to, let basis, let suggestions, let due):
            words += ["edit", letter] + option("to", to) + option("basis", basis) + option("suggestions", suggestions)
            words += option("due", due)
        case .issue(let due): words += ["issue", letter] + option("due", due)
        case .answer(let text, let day, let evidence):
            words += ["answer", letter, "--text", quoted(text)] + option("on", day) + option("evidence", evidence)
        case .followUp(let text): words += ["follow-up", letter, "--text", quoted(text)]
        case .discard: words += ["discard", letter]
        case .undo: words += ["undo", letter]
        }
        return words.joined(separator: " ")
    }

    package static func draft(_ form: LetterForm, about issue: Int) -> String {
        var words = ["xiaohao", "letter", "draft", String(issue), "--to", quoted(form.to)]
        for (name, value) in [("basis", form.basis), ("suggestions", form.suggestions), ("due", form.due)] {
            if let value { words += ["--" + name, quoted(value)] }
        }
        return words.joined(separator: " ")
    }
}
