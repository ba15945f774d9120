package import Rectification
package import Requests

/// A form being filled in: what it is for, its fields, what is wrong with them.
package struct FormState: Sendable {
    package enum Purpose: Hashable, Sendable {
        /// An action on a finding that was seen at a version.
        case action(FindingAction, FindingNumber, version: Int)
        /// An action on several findings, done to all of them or to none.
        case bulk(FindingAction, [BulkTarget])
        /// A step of 督办, one paper a unit.
        case press(Supervision.Kind, [FindingNumber])
        case filter
        /// Files a new finding.
        case filing
        case meeting(MeetingForm)
        case intake(IntakeForm)
        /// `about`: the number of the issue or letter.
        case triage(TriageForm, about: Int?)
    }

    package struct Field: Sendable {
        package let name: String
        package let kind: FormField.Kind
        package let isRequired: Bool
        package var input = TextInput()
        /// For choices: what can be chosen, code and words; the first is nothing for what may stay blank.
        package var choices: [Choice] = []
        package var chosen = 0
        /// What could be meant, by `FormHint`.
        package var suggestions: [String] = []
        package var problem: String?
        /// What a date was understood as, and the text it is for.
        package var understood: Understood?

        package struct Understood: Hashable, Sendable {
            let text: String
            let words: String
        }

        package struct Choice: Hashable, Sendable {
            package let code: String
            package let words: String
        }

        package var isChoice: Bool { !choices.isEmpty }
        /// Several numbers, on one line or on several.
        var holdsNumbers: Bool { name == "measure-done" || name == "numbers" }

        /// Stands there as if it had been typed or chosen.
        mutating func set(_ text: String) {
            if isChoice {
                if let index = choices.firstIndex(where: { $0.code == text }) { chosen = index }
            } else {
                input.replace(with: text)
            }
        }

        mutating func paste(_ text: String) {
            problem = nil
            guard !isChoice else {
                if let named = choices.firstIndex(where: { $0.code == text || $0.words == text }) { chosen = named }
                return
            }
            switch kind {
            case .text, .list:
                input.insert(contentsOf: text.replacing("\r\n", with: "\n").replacing("\r", with: "\n"))
            case .file: input.insert(contentsOf: text.asPath)
            case .line, .day, .number, .amount, .choice, .reference: input.insert(contentsOf: text.asOneLine)
            }
        }

        package var value: String {
            isChoice ? (choices.indices.contains(chosen) ? choices[chosen].code : "") : input.text
        }
    }

    package var purpose: Purpose
    package var fields: [Field]
    package var focus = 0
    package var isChanged = false
    /// It was sent and the answer has not come.
    package var isWaiting = false
    /// ^X was pressed; ^E after it opens the editor.
    var awaitsChord = false
    /// What helps to fill it in: the finding's measures.
    package var hints: [String] = []
    /// A refusal that belongs to no field.
    package var problem: Notice?

    /// As it was sent, open to keys again.
    var reopened: FormState {
        var form = self
        form.isWaiting = false
        return form
    }

    /// Every blank can be filled in one way only.
    var asksNothing: Bool { fields.allSatisfy { $0.choices.count == 1 } }

    /// The code of a field's label: the text of a comment or a measure is not the finding's.
    func labelCode(_ field: Field) -> String {
        switch purpose {
        case .action(let action, _, _), .bulk(let action, _), .meeting(.opinion(let action, _, _)):
            Self.ownLabel(field.name, action)
        case .press, .meeting: field.name == "text" ? "content" : field.name
        case .triage: "triage." + field.name
        case .intake(.setting): "intake." + field.name
        case .filter, .filing, .intake: field.name
        }
    }

    /// What a field is called where the act gives it a meaning of its own.
    private static func ownLabel(_ name: String, _ action: FindingAction) -> String {
        switch (name, action) {
        case ("text", _): "content"
        case ("deadline", .disagree), ("deadline", .relapse): "deadline.new"
        case ("until", .defer): "until.check"
        case ("until", .extensionRequest), ("until", .extensionGrant): "until.extended"
        case (_, _): name
        }
    }

    /// The values by field, lists cut at line breaks.
    package var values: [String: [String]] {
        var values: [String: [String]] = [:]
        for field in fields {
            let text = field.value
            guard !text.isBlank else { continue }
            if field.holdsNumbers {
                values[field.name] = WrittenNumber.parts(text)
            } else if case .list = field.kind {
                values[field.name] = text.split(separator: "\n").map(String.init).filter { !$0.isBlank }
            } else {
                values[field.name] = [text]
            }
        }
        return values
    }
}
