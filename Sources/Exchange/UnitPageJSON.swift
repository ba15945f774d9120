package import Rectification
package import Requests

/// The page of a unit as JSON (`organisation show`): the same data as the screen and the document.
package enum UnitPageJSON {
    package static func value(_ page: UnitPage, today: Day) -> JSONValue {
        let unit = page.organisation
        return .object([
            "id": .string(unit.id.description), "name": .string(unit.name), "kind": .string(unit.kind.rawValue),
            "path": .string(page.path), "parent": JSONValue(unit.parent?.description), "head": JSONValue(unit.head),
            "children": .number(page.children), "total": .number(page.tally.total), "open": .number(page.tally.open),
            "overdue": .number(page.overdue), "counts": counts(page.tally),
            "closureRate": share(page.tally.fullyClosed, page.tally.counted), "onTime": .number(page.tally.onTime),
            "firstPassRate": share(page.tally[.passedFirst], page.tally[.decided]),
            "relapseRate": share(page.tally[.relapsed], page.tally[.closedHere]),
            "rounds": .array(
                page.rounds.map { line in
                    .object([
                        "name": .string(line.name), "mode": JSONValue(line.round?.mode.rawValue),
                        "entered": JSONValue(line.round?.entered?.description),
                        "feedback": JSONValue(line.round?.feedback?.description),
                        "total": .number(line.tally.total), "counts": counts(line.tally),
                        "closureRate": share(line.tally.fullyClosed, line.tally.counted),
                    ])
                }),
            "months": .array(
                page.months.map {
                    .object([
                        "month": .string($0.month.description), "entered": .number($0.entered),
                        "closed": .number($0.closed),
                    ])
                }),
            "opinions": .array(
                page.opinions.map {
                    .object([
                        "party": .string($0.party.description), "verdict": .string($0.verdict.rawValue),
                        "code": JSONValue($0.code), "count": .number($0.count),
                    ])
                }),
            "supervisions": .array(page.steps.map(step)), "hasMoreSupervisions": .bool(page.hasMoreSteps),
            "people": .array(
                page.people.map {
                    .object([
                        "id": .string($0.id.description), "name": .string($0.name),
                        "roles": .array($0.roles.sorted().map { .string($0.rawValue) }),
                    ])
                }),
            "findings": .array(page.findings.map { finding($0, today: today) }),
            "hasMoreFindings": .bool(page.next != nil),
        ])
    }

    private static func counts(_ tally: UnitTally) -> JSONValue {
        .object(UnitTally.Part.allCases.map { JSONValue.Member($0.rawValue, .number(tally[$0])) })
    }

    private static func step(_ step: UnitPage.SentStep) -> JSONValue {
        .object([
            "on": .string(step.on.description), "kind": .string(step.kind.rawValue), "to": .string(step.addressee),
            "unit": .string(step.unit.path), "text": .string(step.text), "due": JSONValue(step.due?.description),
            "findings": .array(step.findings.sorted().map { .number($0.value) }),
            "answers": .array(
                step.answers.map {
                    .object([
                        "finding": .number($0.finding.value), "on": .string($0.on.description),
                        "text": .string($0.text),
                    ])
                }), "unanswered": .number(step.unanswered),
        ])
    }

    private static func finding(_ row: FindingRow, today: Day) -> JSONValue {
        .object([
            "number": .number(row.number.value), "round": .string(row.round), "unit": .string(row.unit.path),
            "text": .string(row.text), "stage": .string(row.stage.rawValue),
            "deadline": JSONValue(row.due?.description),
            "overdueDays": .number(row.overdueDays(on: today)), "listed": .bool(row.isListed),
            "starred": .bool(row.flags.contains(.key)), "closedAt": JSONValue(row.closedOn?.description),
        ])
    }

    /// A share between 0 and 1 with four decimals; `null` of nothing.
    private static func share(_ part: Int, _ whole: Int) -> JSONValue {
        guard whole > 0 else { return .null }
        let tenThousandths = (part * 10_000 + whole / 2) / whole
        let decimals = String(tenThousandths % 10_000)
        return .decimal("\(tenThousandths / 10_000)." + String(repeating: "0", count: 4 - decimals.count) + decimals)
    }
}
