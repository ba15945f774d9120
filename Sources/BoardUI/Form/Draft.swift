internal import Rectification
internal import Requests

/// What was typed into a form and not sent, field by field, as it stood.
package struct Draft: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package let field: String
        package let text: String

        package init(field: String, text: String) {
            self.field = field
            self.text = text
        }
    }

    /// For which form: `report-12`, `filing`.
    package let key: String
    package let entries: [Entry]
    /// When it was typed, in words; empty until it was read back.
    package let at: String

    package init(key: String, entries: [Entry], at: String = "") {
        self.key = key
        self.entries = entries
        self.at = at
    }
}

extension FormState.Purpose {
    /// Under which name its draft is kept; `nil` for what is not work.
    package var draftKey: String? {
        switch self {
        case .action(let action, let number, _): "\(action.rawValue)-\(number)"
        case .bulk(let action, _): "bulk-\(action.rawValue)"
        case .press(let kind, _): "press-\(kind.rawValue)"
        case .filing: "filing"
        case .meeting(let form): form.draftKey
        case .intake(.item(let id)): "intake-\(id)"
        case .triage(let form, let about): about.map { "triage-\(form.code)-\($0)" }
        case .filter, .intake(.setting): nil
        }
    }
}

extension FormState {
    var draft: Draft? {
        purpose.draftKey.map { key in
            Draft(key: key, entries: fields.map { Draft.Entry(field: $0.name, text: $0.value) })
        }
    }

    /// The form with what the draft holds, as it was typed.
    func restored(from draft: Draft) -> FormState {
        var form = self
        for entry in draft.entries {
            guard let index = form.fields.firstIndex(where: { $0.name == entry.field }) else { continue }
            form.fields[index].set(entry.text)
        }
        form.isChanged = true
        return form
    }
}
