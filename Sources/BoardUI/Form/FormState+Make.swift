package import Rectification
package import Requests
internal import Wording

// Forms that ask for exactly what the guard needs, filled in with what the finding already knows.

extension FormState {
    /// - Parameter preset: what stands in fields already, by name.
    package static func action(
        _ action: FindingAction, _ finding: Finding, _ setting: BoardSetting, preset: [String: String] = [:]
    ) -> FormState {
        var form = FormState(
            purpose: .action(action, finding.number, version: finding.version),
            fields: action.fields.map { field in
                Field(
                    field, choices: choices(of: field, action, finding, setting),
                    value: preset[field.name] ?? known(field.name, action, finding, setting),
                    isRequired: field.isRequired || isNeeded(field.name, action, finding), setting)
            })
        if [.report, .measureChange, .measureDrop].contains(action) {
            form.hints = finding.liveMeasures.map { "\($0.isDone ? "☑" : "☐") \($0.number). \($0.draft.text)" }
        }
        if [.extensionGrant, .extensionRefuse].contains(action) { form.hints = request(of: finding, setting.words) }
        form.focusFirstGap()
        return form
    }

    /// What the unit asks for and why, beside what is due now and was at first.
    private static func request(of finding: Finding, _ words: Catalogue) -> [String] {
        guard let pending = finding.pendingExtension, let due = finding.deadline.day else { return [] }
        let asked = [
            "on": pending.requestedOn.description, "date": pending.until.description, "reason": pending.reason,
        ]
        let original = finding.originalDeadline.day ?? due
        return [
            words.text("extension.asked", asked),
            words.text("extension.now", ["date": due.description, "original": original.description]),
        ]
    }

    /// The form of an action on several findings: nothing of any one of them stands in it.
    package static func bulk(
        _ action: FindingAction, _ targets: [BulkTarget], _ setting: BoardSetting, preset: [String: String] = [:]
    ) -> FormState {
        // Which part is meant differs from finding to finding.
        let fields = action.fields.filter { $0.name != "step" }
        var form = FormState(
            purpose: .bulk(action, targets),
            fields: fields.map { field in
                Field(
                    field, choices: choices(of: field, action, nil, setting), value: preset[field.name] ?? "",
                    isRequired: field.isRequired, setting)
            })
        if action == .extensionGrant { form.hints = [setting.words["extension.each"]] }
        form.focusFirstGap()
        return form
    }

    private mutating func focusFirstGap() {
        focus = fields.firstIndex { $0.isRequired && $0.value.isBlank } ?? 0
    }

    /// What the domain asks for when the finding lacks it (domain §4 rows 4 and 7).
    private static func isNeeded(_ name: String, _ action: FindingAction, _ finding: Finding) -> Bool {
        switch (action, name) {
        case (.start, "goal"): finding.goal == nil
        case (.start, "measure"): finding.liveMeasures.isEmpty
        case (.start, "person"): finding.responsible == nil
        case _: false
        }
    }

    /// What the finding already knows.
    static func known(
        _ name: String, _ action: FindingAction, _ finding: Finding, _ setting: BoardSetting
    ) -> String {
        switch (action, name) {
        case (.start, "goal"): finding.goal ?? ""
        case (.start, "person"): finding.responsible ?? setting.actor?.name ?? ""
        case (.report, "effect"): finding.effect ?? ""
        case (.report, "inference"): finding.inference ?? ""
        case (.report, "summary"): finding.progress ?? ""
        case (.report, "amount"): finding.facts.amount?.description ?? ""
        case (.report, "completion"): finding.completion.rawValue
        case (.extensionGrant, "until"): finding.pendingExtension?.until.description ?? ""
        case (.answer, "step"): finding.supervisions.last { $0.answer == nil }.map { String($0.number) } ?? ""
        case (.list, "supervisor"): setting.policy.listingSupervisor
        case (.measureChange, "text"):
            finding.liveMeasures.count == 1 ? finding.liveMeasures.first?.draft.text ?? "" : ""
        case _: ""
        }
    }

    /// What can be chosen, when it is known; empty for free text.
    private static func choices(
        of field: FormField, _ action: FindingAction, _ finding: Finding?, _ setting: BoardSetting
    ) -> [Field.Choice] {
        let words = setting.words
        switch (field.kind, field.name) {
        case (.number, "measure"):
            return (finding?.liveMeasures ?? []).map {
                .init(code: String($0.number), words: "\($0.number). \($0.draft.text)")
            }
        case (.number, "evidence"):
            return (finding?.liveEvidence ?? []).map {
                .init(code: String($0.number), words: "\($0.number). \($0.file.name)")
            }
        case (.number, "step"):
            return (finding?.supervisions ?? []).filter { $0.answer == nil }.map {
                .init(code: String($0.number), words: "\($0.number). \(words.word($0.kind)) \($0.text)")
            }
        case (.number, "clue"):
            return (finding?.clues ?? []).filter { $0.concludedOn == nil }.map {
                .init(code: String($0.number), words: "\($0.number). \($0.reference)")
            }
        case (.reference(.party), _):
            return (finding.map { setting.policy.partiesNeeded(for: $0.deadline) } ?? setting.policy.parties)
                .filter { setting.actor?.parties.contains($0.code) ?? true }
                .map { .init(code: $0.code.description, words: $0.name) }
        case (.reference(.reason), _): return setting.policy.reasons.map { .init(code: $0.code, words: $0.words) }
        case (.choice(let codes, let catalogue), "flag"):
            let has = action == .unflag
            return codes.filter { code in
                guard let finding, let flag = Finding.Flag(rawValue: code) else { return true }
                // What is immediate by its deadline needs no flag for it, and has none to take off.
                let isSo = finding.facts.flags.contains(flag) || !has && flag == .immediate && finding.isImmediate
                return isSo == has
            }
            .map { .init(code: $0, words: words["\(catalogue).\($0)"]) }
        case (.choice(let codes, let catalogue), _):
            let all = codes.map { Field.Choice(code: $0, words: words["\(catalogue).\($0)"]) }
            return field.isRequired ? all : [.init(code: "", words: words["form.unchanged"])] + all
        case _: return []
        }
    }

    // MARK: Filing and filtering

    /// The options of `file`, in the order of the form.
    package static let filingFields = [
        "round", "unit", "text", "category", "source", "deadline", "external-number", "lead-unit", "leader", "person",
        "goal",
        "measure", "amount",
    ]

    package static func filing(_ setting: BoardSetting) -> FormState {
        let categories = setting.policy.categories.flatMap { category in
            category.children.isEmpty ? [category.name] : category.children.map { "\(category.name) / \($0)" }
        }
        func choice(_ codes: [String], _ prefix: String) -> [Field.Choice] {
            codes.map { .init(code: $0, words: setting.words["\(prefix).\($0)"]) }
        }
        return FormState(
            purpose: .filing,
            fields: [
                Field(FormField("round", .line, required: true), setting),
                Field(FormField("unit", .reference(.unit), required: true), setting),
                Field(FormField("text", .text, required: true), setting),
                Field(
                    FormField("category", .line, required: true),
                    choices: categories.map { .init(code: $0, words: $0) }, setting),
                Field(
                    FormField("source", .line, required: true),
                    choices: choice(Finding.Source.allCases.map(\.rawValue), "source"), setting),
                Field(FormField("deadline", .day, required: true), setting),
                Field(FormField("external-number", .line), setting),
                Field(FormField("lead-unit", .reference(.unit)), setting),
                Field(FormField("leader", .line), setting), Field(FormField("person", .line), setting),
                Field(FormField("goal", .text), setting), Field(FormField("measure", .list), setting),
                Field(FormField("amount", .amount), setting),
            ])
    }

    package static func filter(_ setting: BoardSetting, _ values: [String: [String]]) -> FormState {
        let words = setting.words
        let yes = [
            Field.Choice(code: "", words: words["form.any"]), Field.Choice(code: "yes", words: words["form.yes"]),
        ]
        let sources =
            [Field.Choice(code: "", words: words["form.any"])]
            + Finding.Source.allCases.map { .init(code: $0.rawValue, words: words.word($0)) }
        let categories =
            [Field.Choice(code: "", words: words["form.any"])]
            + setting.policy.categories.flatMap { category in
                [Field.Choice(code: category.name, words: category.name)]
                    + category.children.map { .init(code: "\(category.name) / \($0)", words: "  \($0)") }
            }
        func field(_ name: String, _ kind: FormField.Kind = .line, _ choices: [Field.Choice] = []) -> Field {
            let value = values[name]?.first ?? ""
            // What was drilled into need not be among what the policy names.
            let isKnown = choices.isEmpty || choices.contains { $0.code == value }
            return Field(
                FormField(name, kind), choices: isKnown ? choices : choices + [.init(code: value, words: value)],
                value: value, setting)
        }
        return FormState(
            purpose: .filter,
            fields: [
                field("unit", .reference(.unit)), field("head"), field("round"), field("category", .line, categories),
                field("leader"), field("source", .line, sources), field("group", .reference(.group)), field("text"),
                field("due-within"), field("due-month"),
            ] + FilterText.flags.map { field($0, .line, yes) })
    }
}

extension FormState.Field {
    init(
        _ field: FormField, choices: [Choice] = [], value: String = "", isRequired: Bool? = nil, _ setting: BoardSetting
    ) {
        name = field.name
        kind = field.kind
        self.isRequired = isRequired ?? field.isRequired
        input = TextInput(value)
        self.choices = choices
        chosen = choices.firstIndex { $0.code == value } ?? 0
    }

    /// Whether a date is meant, so that the ledger is asked which.
    func isDay(in purpose: FormState.Purpose) -> Bool {
        guard !isChoice, case .day = kind else { return false }
        return purpose != .filter
    }
}
