internal import Rectification
internal import Requests
internal import Wording

// What can be seen of a field before it is sent.

extension FormState {
    /// What a date was understood as, once that is known; no words: it is none.
    mutating func take(_ meaning: String?, of text: String, in name: String, _ words: Catalogue) {
        for index in fields.indices where fields[index].name == name && fields[index].value == text {
            fields[index].understood = meaning.map { Field.Understood(text: text, words: $0) }
            if meaning == nil, !text.isBlank, index != focus {
                fields[index].problem = sentence(.day, fields[index], words)
            }
        }
    }

    /// Says beside a field that is left what cannot stand in it.
    mutating func check(_ index: Int, _ words: Catalogue) {
        let field = fields[index]
        guard !field.value.isBlank, !field.isChoice else { return }
        let problem: FieldProblem.Rule?
        if field.holdsNumbers {
            let odd = WrittenNumber.parts(field.value).first { Int($0) == nil }
            if let odd { fields[index].problem = sentence(.number, field, words, found: odd) }
            return
        }
        switch field.kind {
        case .number: problem = Int(field.value.trimmed) == nil ? .number : nil
        case .amount: problem = Amount(tenThousandYuan: field.value) == nil ? .amount : nil
        case .day: problem = field.understood?.text == field.value ? nil : .day
        case .line, .text, .file, .choice, .reference, .list: problem = nil
        }
        if let problem {
            fields[index].problem = sentence(problem, field, words)
        }
    }

    /// The field is called as its label calls it.
    private func sentence(
        _ problem: FieldProblem.Rule, _ field: Field, _ words: Catalogue, found: String? = nil
    ) -> String {
        Self.sentence(FieldProblem(problem, field: labelCode(field), found: found ?? field.value), words)
    }

    static func sentence(_ problem: FieldProblem, _ words: Catalogue) -> String {
        let (message, remedy) = words.explain(
            rule: problem.rule.rawValue, ["field": problem.field, "found": problem.found])
        return message + " → " + remedy
    }
}
