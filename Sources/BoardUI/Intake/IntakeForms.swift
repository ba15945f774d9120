internal import Rectification
package import Requests
internal import Wording

/// What the intake list asks before it does something.
package enum IntakeQuestion: Hashable, Sendable {
    case file(ready: Int, lacking: Int)
    /// A text was pasted outside a form.
    case paste(String)
    /// Lists were kept from last time.
    case recalled([IntakeSheet], at: String)
    /// One was read while another is not done.
    case another(IntakeSheet, than: IntakeSheet)

    func text(_ words: Catalogue) -> String {
        switch self {
        case .file(let ready, let lacking):
            words.text(
                lacking > 0 ? "intake.askFileSome" : "intake.askFile",
                ["count": String(ready), "lacking": String(lacking)])
        case .paste(let text):
            words.text("intake.askPaste", ["count": Digits.grouped(text.count)])
        case .recalled(let sheets, let at):
            words.text(
                sheets.count > 1 ? "intake.askRecalledMore" : "intake.askRecalled",
                [
                    "source": sheets.first?.source ?? "", "lists": String(sheets.count), "time": at,
                    "count": Digits.grouped(sheets.reduce(0) { $0 + $1.items.count }),
                ])
        case .another(let new, let old):
            words.text(
                "intake.askAnother",
                [
                    "source": old.source, "count": Digits.grouped(old.items.count), "new": new.source,
                    "found": Digits.grouped(new.items.count),
                ])
        }
    }
}

extension IntakeForm {
    func title(_ words: Catalogue) -> String {
        switch self {
        case .item: words["intake.form.item"]
        case .setting: words["intake.form.setting"]
        }
    }
}

extension FormState {
    /// One proposal: text, whose it is, of which category, by when.
    static func intakeItem(_ item: IntakeItem, _ setting: BoardSetting) -> FormState {
        var categories = categories(setting)
        if let own = item.category?.name, !categories.contains(own) { categories.insert(own, at: 0) }
        var unit = item.writtenUnit
        if case .known(let known, _) = item.unit { unit = known.path }
        var form = FormState(
            purpose: .intake(.item(item.id)),
            fields: [
                Field(FormField("unit", .reference(.unit), required: true), value: unit, setting),
                Field(
                    FormField("category", .line, required: true),
                    choices: [.init(code: "", words: setting.words["intake.category.none"])]
                        + categories.map { .init(code: $0, words: $0) },
                    value: item.category?.name ?? "", setting),
                Field(FormField("text", .text, required: true), value: item.text, setting),
                Field(FormField("deadline", .day), value: item.deadline ?? "", setting),
            ])
        switch item.unit {
        case .known: break
        case .several(let paths), .unknown(let paths): form.hints = paths
        }
        form.focus = item.gaps == [.category] ? 1 : 0
        return form
    }

    private static func categories(_ setting: BoardSetting) -> [String] {
        setting.policy.categories.flatMap { category in
            category.children.isEmpty ? [category.name] : category.children.map { "\(category.name) / \($0)" }
        }
    }

    /// Round and deadline of all of them, category and unit of those that have none.
    static func intakeSetting(_ sheet: IntakeSheet, _ setting: BoardSetting) -> FormState {
        FormState(
            purpose: .intake(.setting),
            fields: [
                Field(FormField("round", .line, required: true), value: sheet.round, setting),
                Field(FormField("deadline", .day, required: true), value: sheet.deadline, setting),
                Field(
                    FormField("category", .line),
                    choices: [.init(code: "", words: setting.words["intake.category.none"])]
                        + categories(setting).map { .init(code: $0, words: $0) }, setting),
                Field(FormField("unit", .reference(.unit)), setting),
            ])
    }
}
