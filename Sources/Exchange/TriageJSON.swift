package import Rectification
package import Requests

/// Suggestions, common issues and letters as JSON, with camelCase keys like a finding's (cli.md, “Output”).
package enum TriageJSON {
    /// - Parameter cohesion: three decimals.
    package static func value(_ row: SuggestionRow, cohesion: String) -> JSONValue {
        .object([
            "id": .string(row.id), "size": .number(row.size), "units": .number(row.units),
            "cohesion": .decimal(cohesion), "words": .array(row.words.map { .string($0) }),
            "members": numbers(row.members), "category": .string(row.field), "field": .string(row.field),
            "title": .string(row.title), "rounds": rounds(row.trend), "change": JSONValue(row.trend.change),
        ])
    }

    package static func value(_ row: DismissalRow) -> JSONValue {
        .object([
            "id": .string(row.dismissal.suggestion), "size": .number(row.dismissal.members.count),
            "members": numbers(row.dismissal.members),
            "words": .array(row.dismissal.words.map { .string($0) }), "on": .string(row.on.description),
            "by": .string(row.by),
        ])
    }

    package static func value(_ row: IssueRow) -> JSONValue { .object(members(of: row)) }

    private static func members(of row: IssueRow) -> [JSONValue.Member] {
        [
            .init("id", .string(row.id.description)), .init("number", .number(row.number)),
            .init("title", .string(row.title)), .init("field", .string(row.field)),
            .init("scope", .string(row.scope.rawValue)), .init("state", .string(row.state.rawValue)),
            .init("size", .number(row.members)), .init("units", .number(row.units)),
            .init("closed", .number(row.closed)),
            .init(
                "stages",
                .object(zip(StageCode.allCases, row.stages).map { JSONValue.Member($0.rawValue, .number($1)) })),
            .init("letterCount", .number(row.letters)), .init("formedOn", .string(row.formedOn.description)),
            .init("words", .array(row.words.map { .string($0) })), .init("rounds", rounds(row.trend)),
            .init("change", JSONValue(row.trend.change)), .init("version", .number(row.version)),
        ]
    }

    package static func value(_ sheet: IssueSheet, today: Day) -> JSONValue {
        let issue = sheet.issue
        return .object(
            members(of: sheet.row) + [
                .init("members", numbers(issue.members.sorted())),
                .init(
                    "byUnit",
                    .array(
                        sheet.units.map { unit in
                            .object([
                                "unit": .string(unit.unit.path), "findings": .number(unit.findings),
                                "closed": .number(unit.closed),
                            ])
                        })),
                .init("letters", .array(sheet.letters.map { value($0, today: today) })),
                .init(
                    "decisions",
                    .array(
                        issue.decisions.map { decision in
                            .object([
                                "by": .string(decision.body.rawValue), "on": .string(decision.on.description),
                                "text": .string(decision.text),
                            ])
                        })),
                .init("rectified", rectified(issue.ending)), .init("mergedInto", merged(issue.ending)),
                .init("splitFrom", JSONValue(issue.splitFrom?.number)),
                .init(
                    "history",
                    .array(
                        sheet.history.map { entry in
                            .object([
                                "version": .number(entry.version), "event": .string(entry.event.code),
                                "at": .string(entry.at.description), "by": .string(entry.by),
                            ])
                        })),
            ])
    }

    private static func rectified(_ ending: CommonIssue.Ending?) -> JSONValue {
        guard case .rectified(let day, let note) = ending else { return .null }
        return .object(["on": .string(day.description), "note": .string(note)])
    }

    private static func merged(_ ending: CommonIssue.Ending?) -> JSONValue {
        guard case .merged(let target) = ending else { return .null }
        return .number(target.number)
    }

    package static func value(_ row: LetterRow, today: Day) -> JSONValue { .object(members(of: row, today)) }

    private static func members(of row: LetterRow, _ today: Day) -> [JSONValue.Member] {
        [
            .init("id", .string(row.id.description)), .init("number", .number(row.number)),
            .init("code", JSONValue(row.code?.description)), .init("state", .string(row.state.rawValue)),
            .init("issue", .number(row.issue.number)), .init("subject", .string(row.issue.title)),
            .init("to", .string(row.to.path)), .init("draftedOn", .string(row.draftedOn.description)),
            .init("issuedOn", JSONValue(row.issuedOn?.description)), .init("due", JSONValue(row.due?.description)),
            .init("answeredOn", JSONValue(row.answeredOn?.description)),
            .init("overdueDays", .number(row.overdueDays(on: today))), .init("version", .number(row.version)),
        ]
    }

    package static func value(_ letter: Letter, today: Day) -> JSONValue {
        let answer = letter.answer.map { answer in
            JSONValue.object([
                "text": .string(answer.text), "on": .string(answer.on.description),
                "evidence": answer.evidence.map { file in
                    .object([
                        "name": .string(file.name), "digest": .string(file.digest), "bytes": .number(file.bytes),
                    ])
                } ?? .null,
            ])
        }
        return .object(
            members(of: LetterRow(of: letter), today) + [
                .init("basis", .string(letter.words.basis)), .init("suggestions", .string(letter.words.suggestions)),
                .init("findings", JSONValue(letter.basis?.findings)),
                .init(
                    "byUnit",
                    .array(
                        (letter.basis?.units ?? []).map {
                            .object(["unit": .string($0.name), "findings": .number($0.findings)])
                        })),
                .init("answer", answer ?? .null),
                .init(
                    "followUps",
                    .array(
                        letter.followUps.map {
                            .object([
                                "text": .string($0.text), "on": .string($0.on.description), "by": .string($0.by),
                            ])
                        })),
                .init("closedOn", JSONValue(letter.closedOn?.description)),
            ])
    }

    private static func numbers(_ findings: [FindingNumber]) -> JSONValue {
        .array(findings.map { .number($0.value) })
    }

    private static func rounds(_ trend: Trend) -> JSONValue {
        .array(
            trend.rounds.map { .object(["round": .string($0.round), "findings": .number($0.findings)]) })
    }
}
