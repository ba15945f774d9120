package import Rectification

/// Everything a person can do to a finding, as the actions menu and the command line offer it (domain §4).
///
/// One table serves the forms of the board, the command line behind `:`, the shell text in the footer and the commands of the CLI.
package enum FindingAction: String, Hashable, Sendable, CaseIterable {
    case start, measureAdd, measureChange, measureDrop, report, attach, detach, submit, withdraw
    case agree, disagree, `defer`
    case returnRequest, returnRefuse, reassign, recall
    case list, delist
    case extensionRequest, extensionGrant, extensionRefuse
    case supervise, answer
    case consolidate, relapse
    case clueTransfer, clueConclude
    case group, ungroup, flag, unflag, comment, correct, undo

    /// The command it becomes, by name: what `Finding.admits` is asked.
    package var kind: FindingCommandKind {
        switch self {
        case .start: .start
        case .measureAdd, .measureChange, .measureDrop: .measure
        case .report: .report
        case .attach: .attach
        case .detach: .detach
        case .submit: .submit
        case .withdraw: .withdraw
        case .agree, .disagree, .defer: .opine
        case .returnRequest: .requestReturn
        case .returnRefuse: .refuseReturn
        case .reassign: .reassign
        case .recall: .recall
        case .list: .list
        case .delist: .delist
        case .extensionRequest: .requestExtension
        case .extensionGrant: .grantExtension
        case .extensionRefuse: .refuseExtension
        case .supervise: .supervise
        case .answer: .answer
        case .consolidate: .consolidate
        case .relapse: .relapse
        case .clueTransfer: .transferClue
        case .clueConclude: .concludeClue
        case .group: .group
        case .ungroup: .ungroup
        case .flag, .unflag: .flag
        case .comment: .comment
        case .correct: .correct
        case .undo: .undo
        }
    }

    /// Whether it is hard to take back, so that the board asks once with a named key.
    package var needsConfirmation: Bool {
        switch self {
        case .submit, .agree, .withdraw, .recall, .consolidate, .extensionGrant: true
        case .start, .measureAdd, .measureChange, .measureDrop, .report, .attach, .detach, .disagree, .defer,
            .returnRequest, .returnRefuse, .reassign, .list, .delist, .extensionRequest, .extensionRefuse,
            .supervise, .answer, .relapse, .clueTransfer, .clueConclude, .group, .ungroup, .flag, .unflag, .comment,
            .correct, .undo:
            false
        }
    }

    /// Whether it stands beside whatever others do to the finding at the same time: nothing that was looked at before has to be as it was.
    package var standsBesideOthers: Bool {
        switch self {
        case .comment, .flag, .unflag, .attach: true
        case .start, .measureAdd, .measureChange, .measureDrop, .report, .detach, .submit, .withdraw, .agree,
            .disagree, .defer, .returnRequest, .returnRefuse, .reassign, .recall, .list, .delist, .extensionRequest,
            .extensionGrant, .extensionRefuse, .supervise, .answer, .consolidate, .relapse, .clueTransfer,
            .clueConclude, .group, .ungroup, .correct, .undo:
            false
        }
    }

    /// Whether it can be done to several findings at once. Opinions cannot: every finding is voted singly (逐一), and nothing is closed in bulk; nor can what names a part of one finding, save an answer: it is to the newest step that waits for one.
    package var isForMany: Bool {
        switch self {
        case .start, .measureAdd, .report, .attach, .submit, .withdraw, .recall, .returnRequest, .returnRefuse,
            .reassign, .list, .delist, .extensionRequest, .extensionGrant, .extensionRefuse, .supervise, .answer,
            .group, .ungroup, .flag, .unflag, .comment, .correct:
            true
        case .measureChange, .measureDrop, .detach, .agree, .disagree, .defer, .consolidate, .relapse, .clueTransfer,
            .clueConclude, .undo:
            false
        }
    }
}

/// One blank of a form: its name on the command line (`--goal`), and what may stand in it.
package struct FormField: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// One line of text.
        case line
        /// Several lines.
        case text
        /// A day: `2026-12-31`, `12月底`, `+30d`, `10个工作日`.
        case day
        /// A whole number: a measure, a piece of evidence, a step, a clue.
        case number
        /// 万元
        case amount
        /// A path of a file to read.
        case file
        /// One of the codes; each has its words in the catalogue under `<catalogue>.<code>`.
        case choice(codes: [String], catalogue: String)
        /// One of what the ledger or the policy holds.
        case reference(Reference)
        /// Several, one a line (`1 text`, numbers of measures).
        case list
    }

    package enum Reference: String, Hashable, Sendable {
        case unit, party, reason, group
    }

    /// The option's name without dashes: `goal`, `measure-done`.
    package let name: String
    package let kind: Kind
    package let isRequired: Bool

    package init(_ name: String, _ kind: Kind, required: Bool = false) {
        self.name = name
        self.kind = kind
        self.isRequired = required
    }
}
