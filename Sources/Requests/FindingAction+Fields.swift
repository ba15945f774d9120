import Rectification

extension FindingAction {
    /// What the command asks for, in the order of the form: exactly what its guard needs, and what it may carry besides.
    package var fields: [FormField] {
        switch self {
        case .start:
            [
                FormField("goal", .text), FormField("measure", .list), FormField("person", .line),
                FormField("deadline", .day),
            ]
        case .measureAdd: [FormField("text", .text, required: true)] + Self.measureDetails
        case .measureChange:
            [FormField("measure", .number, required: true), FormField("text", .text, required: true)]
                + Self.measureDetails
        case .measureDrop:
            [FormField("measure", .number, required: true), FormField("reason", .text, required: true)]
        case .report:
            [
                FormField("measure-done", .list), FormField("progress", .list),
                FormField("completion", .codes(of: Finding.Completion.self, "completion")), FormField("summary", .text),
                FormField("effect", .text), FormField("inference", .text), FormField("amount", .amount),
                FormField("publicity", .choice(codes: ["open", "withheld"], catalogue: "publicity")),
                FormField("publicity-reason", .text),
            ]
        case .attach: [FormField("file", .file, required: true)]
        case .detach: [FormField("evidence", .number, required: true), FormField("reason", .text)]
        case .submit: [FormField("pledge", .line, required: true)]
        case .withdraw, .ungroup, .undo: []
        case .agree: [FormField("party", .reference(.party), required: true)]
        case .disagree:
            [
                FormField("party", .reference(.party), required: true),
                FormField("code", .reference(.reason), required: true), FormField("reason", .text, required: true),
                FormField("deadline", .day, required: true),
            ]
        case .defer:
            [
                FormField("party", .reference(.party), required: true), FormField("note", .text, required: true),
                FormField("until", .day, required: true),
            ]
        case .returnRequest, .returnRefuse, .recall, .delist, .extensionRefuse:
            [FormField("reason", .text, required: true)]
        case .reassign:
            [
                FormField("unit", .reference(.unit), required: true), FormField("reason", .text, required: true),
                FormField("deadline", .day),
            ]
        case .list: [FormField("supervisor", .line, required: true), FormField("limit", .day)]
        case .extensionRequest:
            [FormField("until", .day, required: true), FormField("reason", .text, required: true)]
        case .extensionGrant: [FormField("until", .day)]
        case .supervise:
            [
                FormField("kind", .codes(of: Supervision.Kind.self, "supervision"), required: true),
                FormField("to", .line, required: true), FormField("text", .text, required: true),
                FormField("due", .day), FormField("with", .list), FormField("reason", .text),
            ]
        case .answer:
            [FormField("step", .number), FormField("text", .text, required: true)]
        case .consolidate: [FormField("note", .text, required: true)]
        case .relapse: [FormField("note", .text, required: true), FormField("deadline", .day, required: true)]
        case .clueTransfer:
            [
                FormField("reference", .line, required: true), FormField("receiver", .line, required: true),
                FormField("on", .day),
            ]
        case .clueConclude: [FormField("clue", .number, required: true), FormField("on", .day)]
        case .group: [FormField("group", .reference(.group), required: true)]
        case .flag, .unflag: [FormField("flag", .codes(of: Finding.Flag.self, "flag"), required: true)]
        case .comment: [FormField("text", .text, required: true)]
        case .correct:
            [
                FormField("field", .codes(of: Correction.Field.self, "field"), required: true),
                FormField("value", .text), FormField("reason", .text, required: true),
            ]
        }
    }

    private static let measureDetails = [
        FormField("kind", .codes(of: Measure.Kind.self, "measure")), FormField("person", .line), FormField("due", .day),
    ]

    /// How the command line calls it: the command, and the words that stand after the finding's number.
    package var shellWords: (command: String, after: [String]) {
        switch self {
        case .start: ("start", [])
        case .measureAdd: ("measure", ["add"])
        case .measureChange: ("measure", ["change"])
        case .measureDrop: ("measure", ["drop"])
        case .report: ("report", [])
        case .attach: ("attach", [])
        case .detach: ("detach", [])
        case .submit: ("submit", [])
        case .withdraw: ("withdraw", [])
        case .agree: ("opine", ["agree"])
        case .disagree: ("opine", ["disagree"])
        case .defer: ("opine", ["defer"])
        case .returnRequest: ("return", [])
        case .returnRefuse: ("return", ["refuse"])
        case .reassign: ("reassign", [])
        case .recall: ("recall", [])
        case .list: ("listing", ["start"])
        case .delist: ("listing", ["end"])
        case .extensionRequest: ("extend", ["request"])
        case .extensionGrant: ("extend", ["grant"])
        case .extensionRefuse: ("extend", ["refuse"])
        case .supervise: ("supervise", [])
        case .answer: ("answer", [])
        case .consolidate: ("consolidate", [])
        case .relapse: ("relapse", [])
        case .clueTransfer: ("clue", ["transfer"])
        case .clueConclude: ("clue", ["conclude"])
        case .group: ("group", [])
        case .ungroup: ("ungroup", [])
        case .flag: ("flag", [])
        case .unflag: ("flag", ["off"])
        case .comment: ("comment", [])
        case .correct: ("correct", [])
        case .undo: ("undo", [])
        }
    }

    /// Fields that stand on the command line without an option's name (`attach 12 FILE`, `comment 12 TEXT`, `supervise 12 KIND`).
    package var positionalFields: [String] {
        switch self {
        case .attach: ["file"]
        case .detach: ["evidence"]
        case .comment: ["text"]
        case .supervise: ["kind"]
        case .answer: ["step"]
        case .start, .measureAdd, .measureChange, .measureDrop, .report, .submit, .withdraw, .agree, .disagree, .defer,
            .returnRequest, .returnRefuse, .reassign, .recall, .list, .delist, .extensionRequest, .extensionGrant,
            .extensionRefuse, .consolidate, .relapse, .clueTransfer, .clueConclude, .group, .ungroup, .flag, .unflag,
            .correct, .undo:
            []
        }
    }
}

extension FormField.Kind {
    static func codes<Code: CaseIterable & RawRepresentable<String>>(of _: Code.Type, _ catalogue: String) -> Self {
        .choice(codes: Code.allCases.map(\.rawValue), catalogue: catalogue)
    }
}
