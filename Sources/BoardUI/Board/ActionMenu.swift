package import Rectification
package import Requests

/// What the domain says to an action on one finding.
package struct Admission: Sendable {
    package let action: FindingAction
    package let refusal: FindingRefusal?

    package init(_ action: FindingAction, refusal: FindingRefusal?) {
        self.action = action
        self.refusal = refusal
    }
}

/// A finding as it was when something was asked of it together with others.
package struct BulkTarget: Hashable, Sendable {
    package let number: FindingNumber
    package let version: Int

    package init(number: FindingNumber, version: Int) {
        self.number = number
        self.version = version
    }
}

/// What the domain says to an action on several findings: to which it may be done, and why not to the others.
package struct BulkAdmission: Sendable {
    package struct Refused: Sendable {
        package let number: FindingNumber
        package let refusal: FindingRefusal

        package init(number: FindingNumber, refusal: FindingRefusal) {
            self.number = number
            self.refusal = refusal
        }
    }

    package let action: FindingAction
    package let admitted: [BulkTarget]
    package let refused: [Refused]

    package init(_ action: FindingAction, admitted: [BulkTarget], refused: [Refused]) {
        self.action = action
        self.admitted = admitted
        self.refused = refused
    }
}

/// One line of the actions menu: an action, or one step of the ladder of supervision.
package struct MenuEntry: Hashable, Sendable {
    package enum Group: String, Hashable, Sendable, CaseIterable {
        case work, review, office, supervision, record
    }

    package let action: FindingAction
    package let kind: Supervision.Kind?
    /// The letter that picks it, after `.` or `a` (screens.md: `a r` reminder, `a p` slip, `a n` notice).
    package let letter: Character
    package let group: Group

    /// What stands in the form already.
    var preset: [String: String] { kind.map { ["kind": $0.rawValue] } ?? [:] }

    private init(_ group: Group, _ letter: Character, _ action: FindingAction, _ kind: Supervision.Kind? = nil) {
        self.group = group
        self.letter = letter
        self.action = action
        self.kind = kind
    }

    package static let all: [MenuEntry] = [
        MenuEntry(.work, "s", .start), MenuEntry(.work, "b", .report), MenuEntry(.work, "f", .attach),
        MenuEntry(.work, "t", .submit), MenuEntry(.work, "m", .measureAdd), MenuEntry(.work, "M", .measureChange),
        MenuEntry(.work, "X", .measureDrop), MenuEntry(.work, "F", .detach), MenuEntry(.work, "c", .withdraw),
        MenuEntry(.work, "T", .returnRequest), MenuEntry(.work, "x", .extensionRequest),
        MenuEntry(.work, "R", .answer),
        MenuEntry(.review, "y", .agree), MenuEntry(.review, "d", .disagree), MenuEntry(.review, "D", .defer),
        MenuEntry(.review, "o", .consolidate), MenuEntry(.review, "O", .relapse),
        MenuEntry(.review, "I", .clueTransfer), MenuEntry(.review, "K", .clueConclude),
        MenuEntry(.office, "A", .reassign), MenuEntry(.office, "B", .returnRefuse),
        MenuEntry(.office, "e", .extensionGrant), MenuEntry(.office, "E", .extensionRefuse),
        MenuEntry(.office, "l", .list), MenuEntry(.office, "L", .delist), MenuEntry(.office, "C", .recall),
        MenuEntry(.supervision, "r", .supervise, .reminder), MenuEntry(.supervision, "p", .supervise, .slip),
        MenuEntry(.supervision, "n", .supervise, .notice), MenuEntry(.supervision, "i", .supervise, .interview),
        MenuEntry(.supervision, "v", .supervise, .visit), MenuEntry(.supervision, "w", .supervise, .admonition),
        MenuEntry(.supervision, "V", .supervise, .evaluation),
        MenuEntry(.record, ";", .comment), MenuEntry(.record, "*", .flag), MenuEntry(.record, "-", .unflag),
        MenuEntry(.record, "z", .group), MenuEntry(.record, "Z", .ungroup), MenuEntry(.record, "=", .correct),
        MenuEntry(.record, "u", .undo),
    ]
}

/// The actions of a finding, or of all that are marked, with the domain's word on each: legal ones first, in groups.
package struct ActionMenu: Sendable {
    package enum Subject: Sendable {
        case finding(Finding)
        case marked(count: Int)
    }

    package struct Item: Sendable {
        package let entry: MenuEntry
        package let refusal: FindingRefusal?
        /// Of the marked: to which it may be done, and to which not.
        package let admitted: [BulkTarget]
        package let refused: [BulkAdmission.Refused]
    }

    package let subject: Subject
    package let items: [Item]
    package var cursor = 0

    init(_ finding: Finding, _ admissions: [Admission]) {
        subject = .finding(finding)
        items = Self.ordered(
            MenuEntry.all.compactMap { entry in
                admissions.first { $0.action == entry.action }.map {
                    Item(entry: entry, refusal: $0.refusal, admitted: [], refused: [])
                }
            })
    }

    init(count: Int, _ admissions: [BulkAdmission]) {
        subject = .marked(count: count)
        items = Self.ordered(
            MenuEntry.all.compactMap { entry in
                admissions.first { $0.action == entry.action }.map {
                    Item(
                        entry: entry, refusal: $0.admitted.isEmpty ? $0.refused.first?.refusal : nil,
                        admitted: $0.admitted, refused: $0.refused)
                }
            })
    }

    private static func ordered(_ items: [Item]) -> [Item] {
        items.filter { $0.refusal == nil } + items.filter { $0.refusal != nil }
    }
}
