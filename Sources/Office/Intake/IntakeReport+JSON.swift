package import Exchange
import Foundation
internal import Rectification
package import Requests
package import Wording

extension IntakeReport {
    /// cli.md, `import`, with what was proposed.
    package func json(_ words: Catalogue) -> JSONValue {
        guard case .object(let members) = report.json(words) else { return .null }
        return .object(
            members + [
                JSONValue.Member("round", .string(sheet.round)), JSONValue.Member("deadline", .string(sheet.deadline)),
                JSONValue.Member("deadlineProposed", .bool(sheet.isDeadlineProposed)),
                JSONValue.Member("proposals", .array(sheet.items.map(\.json))),
            ])
    }
}

extension IntakeItem {
    fileprivate var json: JSONValue {
        var path: String?
        var basis: Basis?
        var candidates: [String] = []
        switch unit {
        case .known(let unit, let why): (path, basis) = (unit.path, why)
        case .several(let paths), .unknown(let paths): candidates = paths
        }
        var reasons: [LikeFiled] = []
        if case .filed(let likes) = category?.basis { reasons = likes }
        return .object([
            "line": .number(line), "text": .string(text), "headings": .array(headings.map { .string($0) }),
            "included": .bool(isIn), "written": .string(writtenUnit), "unit": JSONValue(path),
            "unitBasis": JSONValue(basis?.code), "candidates": .array(candidates.map { .string($0) }),
            "category": JSONValue(category?.name), "categoryBasis": JSONValue(category?.basis.code),
            "like": .array(reasons.map(\.json)), "repeats": repeated?.json ?? .null,
        ])
    }
}

extension IntakeItem.Basis {
    /// A stable code.
    package var code: String {
        switch self {
        case .written: "written"
        case .given: "given"
        case .party: "party"
        case .nearby: "nearby"
        case .heading: "heading"
        case .named: "named"
        case .filed: "filed"
        }
    }
}

extension LikeFiled {
    fileprivate var json: JSONValue {
        .object([
            "number": .number(number.value), "likeness": .decimal(String(format: "%.3f", likeness)),
            "words": .array(words.map { .string($0) }),
        ])
    }
}
