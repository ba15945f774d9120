import Rectification
import Testing

/// Every command in every stage (domain §4): what it may, and the rule that refuses it.
@Suite("Stages and commands")
struct StageTests {
    /// By command: the rule in assigned, inProgress, review, closed; `nil` is admitted.
    static let table: [FindingCommandKind: [Rule?]] = [
        .file: Array(repeating: .alreadyFiled, count: 4), .bringForward: Array(repeating: .alreadyFiled, count: 4),
        .requestReturn: [nil, .stageNotAssigned, .stageNotAssigned, .stageNotAssigned],
        .refuseReturn: [.returnNonePending, .stageNotAssigned, .stageNotAssigned, .stageNotAssigned],
        .reassign: [nil, nil, .stageInReview, .stageClosed],
        .start: [nil, .stageNotAssigned, .stageNotAssigned, .stageNotAssigned],
        .measure: [.stageNotInProgress, nil, .stageNotInProgress, .stageNotInProgress],
        .report: [.stageNotInProgress, nil, .stageNotInProgress, .stageNotInProgress],
        .attach: [.stageNotInProgress, nil, .evidenceLocked, .stageNotInProgress],
        .detach: [.stageNotInProgress, nil, .evidenceLocked, .stageNotInProgress],
        .submit: [.stageNotInProgress, nil, .stageNotInProgress, .stageNotInProgress],
        .withdraw: [.stageNotReview, .stageNotReview, nil, .stageNotReview],
        .recall: [.stageNotReview, .stageNotReview, nil, .stageNotReview],
        .opine: [.stageNotReview, .stageNotReview, nil, .stageNotReview],
        .list: [nil, nil, nil, .stageClosed], .delist: Array(repeating: .listedNot, count: 4),
        .requestExtension: [nil, nil, .stageInReview, .stageClosed],
        .grantExtension: [.extensionNonePending, .extensionNonePending, .stageInReview, .stageClosed],
        .refuseExtension: [.extensionNonePending, .extensionNonePending, .stageInReview, .stageClosed],
        .consolidate: [.stageNotClosed, .stageNotClosed, .stageNotClosed, .consolidateEarly],
        .relapse: [.stageNotClosed, .stageNotClosed, .stageNotClosed, nil],
        .transferClue: [nil, nil, nil, nil], .concludeClue: Array(repeating: .clueUnknown, count: 4),
        .supervise: [nil, nil, nil, .stageClosed],
        .answer: [.answerUnknown, .answerUnknown, .answerUnknown, .stageClosed],
        .group: [nil, nil, nil, nil], .ungroup: Array(repeating: .groupNone, count: 4),
        .flag: [nil, nil, .stageInReview, .stageClosed], .comment: [nil, nil, nil, nil],
        .correct: [nil, nil, .stageInReview, .stageClosed],
        .undo: [.undoNothing, nil, .undoNothing, .undoNothing],
    ]

    static let pairs = FindingCommandKind.allCases.flatMap { kind in StageCode.allCases.map { (kind, $0) } }

    static func life(_ stage: StageCode) throws -> Life {
        switch stage {
        case .assigned: try .assigned()
        case .inProgress: try .ready()
        case .review: try .inReview()
        case .closed: try .closed()
        }
    }

    /// Somebody whose role, unit and party allow the command.
    static func actor(_ kind: FindingCommandKind) -> Person {
        switch kind {
        case .requestReturn, .start, .measure, .report, .attach, .detach, .submit, .withdraw, .requestExtension,
            .answer,
            .undo:
            World.clerk
        case .opine, .consolidate, .relapse, .transferClue, .concludeClue: World.inspector
        case .supervise: World.supervisor
        case .file, .bringForward, .refuseReturn, .reassign, .recall, .list, .delist, .grantExtension, .refuseExtension,
            .group, .ungroup, .flag, .comment, .correct:
            World.office
        }
    }

    @Test("a command is admitted or refused by its rule in every stage", arguments: pairs)
    func stage(kind: FindingCommandKind, stage: StageCode) throws {
        let life = try Self.life(stage)
        #expect(life.finding.stage.code == stage)
        let expected = try #require(Self.table[kind], "the table has no row for \(kind)")
        #expect(life.refusal(kind, by: Self.actor(kind)) == expected[stage.column])
    }

    @Test("a role that a command does not take is refused, whatever the stage", arguments: FindingCommandKind.allCases)
    func roles(kind: FindingCommandKind) throws {
        for stage in StageCode.allCases {
            let life = try Self.life(stage)
            for role in Role.allCases where !kind.roles.contains(role) {
                let person = World.person(99, "某人", World.village, [role], [.inspection])
                #expect(life.refusal(kind, by: person) == .role, "\(role) in \(stage)")
            }
        }
    }

    @Test("somebody who left is refused everything", arguments: FindingCommandKind.allCases)
    func retired(kind: FindingCommandKind) throws {
        var person = Self.actor(kind)
        person.isRetired = true
        #expect(try Self.life(.inProgress).refusal(kind, by: person) == .retired)
    }

    @Test(
        "another village's clerk cannot work on a finding",
        arguments: FindingCommandKind.allCases.filter { $0.roles == [.unit] })
    func otherUnit(kind: FindingCommandKind) throws {
        #expect(try Self.life(.inProgress).refusal(kind, by: World.stranger) == .notOfUnit)
    }
}
