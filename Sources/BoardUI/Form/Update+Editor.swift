internal import Screen
internal import Wording

// Long texts are written in the person's own editor: ^X^E in a field, as in a shell.

extension UIState {
    /// The second key of ^X^E, or what ^X was pressed for in vain.
    mutating func pressAfterChord(_ key: KeyPress, _ form: FormState) -> [Effect] {
        var form = form
        form.awaitsChord = false
        overlay = .form(form)
        guard key == .control("e") else { return key == .escape ? [] : pressInForm(key, form) }
        let field = form.fields[form.focus]
        guard !field.isChoice else {
            notice = Notice(.refused, words["editor.choice"])
            return []
        }
        return [.edit(field.input.text)]
    }

    /// What the editor left; `nil`: it was left without saving, and the old text stays.
    mutating func take(edited text: String?) -> [Effect] {
        guard let text else {
            notice = Notice(.done, words["editor.unchanged"])
            return []
        }
        editForm { form in
            guard form.fields.indices.contains(form.focus), !form.fields[form.focus].isChoice else { return }
            form.fields[form.focus].input.replace(with: text)
            form.fields[form.focus].problem = nil
            form.isChanged = true
        }
        return suggest() + keepDraft()
    }
}
