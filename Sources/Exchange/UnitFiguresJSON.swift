internal import Rectification
package import Requests

/// What charts are drawn from, as JSON (`figures --chart`).
package enum UnitFiguresJSON {
    package static func value(_ figures: UnitFigures, _ kinds: [FigureKind]) -> JSONValue {
        .object(
            [
                .init("unit", JSONValue(figures.unit?.path)), .init("asOf", .string(figures.asOf.description)),
            ] + kinds.map { JSONValue.Member(key($0), value(figures, $0)) })
    }

    private static func key(_ kind: FigureKind) -> String {
        switch kind {
        case .closure: "closure"
        case .burnUp: "burnUp"
        case .overdue: "overdue"
        case .coverage: "coverage"
        case .issues: "commonIssues"
        case .letters: "letters"
        }
    }

    private static func value(_ figures: UnitFigures, _ kind: FigureKind) -> JSONValue {
        switch kind {
        case .closure:
            .object([
                "rounds": .array(figures.rounds.map { closure($0.name, $0.tally) }),
                "units": .array(figures.units.map { closure($0.name, $0.tally, isOwn: $0.isOwn) }),
            ])
        case .burnUp:
            .array(
                figures.burnUp.map {
                    .object([
                        "month": .string($0.month.description), "entered": .number($0.entered),
                        "closed": .number($0.closed),
                    ])
                })
        case .overdue:
            .object([
                "weeks": .array(figures.weeks.map { .string($0.description) }),
                "units": .array(
                    figures.units.map {
                        .object([
                            "unit": .string($0.name), "own": .bool($0.isOwn), "overdue": .number($0.overdue),
                            "weeks": .array($0.weeks.map { .number($0) }),
                        ])
                    }),
            ])
        case .issues:
            .array(
                figures.issues.map {
                    .object([
                        "field": .string($0.field), "issues": .number($0.issues), "findings": .number($0.findings),
                        "closed": .number($0.closed),
                    ])
                })
        case .letters:
            .array(
                figures.letters.map {
                    .object([
                        "department": .string($0.department), "issued": .number($0.issued),
                        "answered": .number($0.answered), "overdue": .number($0.overdue),
                    ])
                })
        case .coverage:
            .array(
                figures.coverage.map {
                    .object([
                        "kind": .string($0.kind.rawValue), "inspected": .number($0.inspected),
                        "total": .number($0.total), "asOf": .string($0.asOf.description),
                    ])
                })
        }
    }

    private static func closure(_ name: String, _ tally: UnitTally, isOwn: Bool = false) -> JSONValue {
        .object([
            "name": .string(name), "own": .bool(isOwn), "closed": .number(tally.fullyClosed),
            "total": .number(tally.counted), "stageClosures": .number(tally[.stageClosed]),
            "broughtForward": .number(tally[.broughtForward]),
        ])
    }
}
