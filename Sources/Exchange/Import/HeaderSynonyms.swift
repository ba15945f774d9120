internal import Rectification
/// The canonical columns of a ledger (ledgers.md, “Headers seen”).
package enum LedgerField: String, Hashable, Sendable, CaseIterable {
    case externalNumber, number, round, text, category, unit, leadUnit, supporting, leader, person, goal, measures
    case deadline, progress, effect, completion, closed, closedAt, closedBy, evidence, inference, reason, source, key
    case amount, publicity, publicityReason, basis, stage, overdue

    /// Columns without a place in a finding: kept beside it under their own header.
    var isExtra: Bool {
        switch self {
        case .supporting, .evidence, .reason, .basis: true
        case .externalNumber, .number, .round, .text, .category, .unit, .leadUnit, .leader, .person, .goal, .measures,
            .deadline, .progress, .effect, .completion, .closed, .closedAt, .closedBy, .inference, .source, .key,
            .amount,
            .publicity, .publicityReason, .stage, .overdue:
            false
        }
    }
}

/// Which header means which column, and which words a closed list takes (`exchange/headers.txt`).
package struct HeaderSynonyms: Sendable {
    private var fields: [String: LedgerField] = [:]
    private var values: [String: [String: String]] = [:]
    private var words: [String: String] = [:]
    package private(set) var headers: [LedgerField: [String]] = [:]

    /// - Parameter text: lines `field: header · header`, and `=field.code: word · word` for closed lists.
    package init(_ text: String) {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let synonyms = line[line.index(after: colon)...].split(separator: "·").map { String($0).trimmed }
            if line.hasPrefix("=") {
                let key = line[line.index(after: line.startIndex)..<colon].split(separator: ".")
                guard key.count == 2 else { continue }
                for synonym in synonyms { values[String(key[0]), default: [:]][synonym] = String(key[1]) }
                words["\(key[0]).\(key[1])"] = synonyms.first
            } else if let field = LedgerField(rawValue: String(line[..<colon])) {
                headers[field] = synonyms
                for synonym in synonyms { fields[Self.normalised(synonym)] = field }
            }
        }
    }

    package func field(_ header: String) -> LedgerField? {
        let key = Self.normalised(header)
        if key.isEmpty { return nil }
        return fields[key] ?? fields[Self.normalised(Self.withoutBracketed(header))]
    }

    /// The code that a word of a closed list stands for.
    package func code(_ field: LedgerField, _ written: String) -> String? {
        values[field.rawValue]?[written.filter { !$0.isWhitespace }]
    }

    /// The word that export writes for a code.
    package func word(_ field: LedgerField, _ code: String) -> String { words["\(field.rawValue).\(code)"] ?? code }

    package func words(of field: LedgerField) -> [String] { (values[field.rawValue] ?? [:]).keys.sorted() }

    /// Without spaces, brackets, 的 and 情况, in half-width forms and lower case.
    static func normalised(_ header: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in header.unicodeScalars {
            let value = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
            guard let half = Unicode.Scalar(value), !half.isSpace else { continue }
            switch half {
            case "(", ")", "[", "]", "{", "}", "【", "】", "〔", "〕", "《", "》", "“", "”", "的", ":", "：", "*": continue
            case _: result.append(half)
            }
        }
        return String(result).replacing("情况", with: "").lowercased()
    }

    private static func withoutBracketed(_ header: String) -> String {
        var depth = 0
        var result = ""
        for character in header {
            if "(（[【〔".contains(character) { depth += 1 }
            if depth == 0 { result.append(character) }
            if ")）]】〕".contains(character) { depth = max(0, depth - 1) }
        }
        return result
    }
}
