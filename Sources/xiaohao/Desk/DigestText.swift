import BoardUI
import Exchange
import Office
import Rectification
import Requests
import Screen
import Wording

/// 督办日报 as plain text, and as JSON.
struct DigestText {
    private let words: Catalogue
    private let digest: DeskDigest
    private let scope: String?
    private let desk: DeskWords

    /// - Parameter scope: what it is narrowed to, in words; `nil` for the whole ledger.
    init(_ words: Catalogue, _ digest: DeskDigest, of scope: String?) {
        self.words = words
        self.digest = digest
        self.scope = scope
        desk = DeskWords(words, digest.policy, PublicCalendar.calendar(digest.policy), today: digest.today)
    }

    var lines: [String] {
        let label = digest.policy.overdueLabel
        let since = digest.since.description
        let title = words.text(
            "digest.title", ["date": digest.today.description, "weekday": words.word(digest.today.weekday)])
        var lines = [title] + (scope.map { [words.text("digest.scope", ["scope": $0])] } ?? [])
        lines.append(
            words[digest.needsSomebody ? "digest.needs" : "digest.rests"] + " · "
                + words.text("digest.total", ["label": label, "count": String(digest.overdue)]))
        lines += section(
            words.text("digest.new", ["label": label, "since": since]), digest.newlyOverdue
        ) { desk.state($0) }
        lines += section(
            words.text("digest.soon", ["days": String(digest.policy.warnings.map(\.days).min() ?? 10)]), digest.dueSoon
        ) { desk.state($0) }
        lines += section(words["digest.unanswered"], digest.unanswered) { desk.last($0) }
        lines += section(words["digest.extensions"], digest.extensions) { desk.beside($0).first ?? "" }
        lines += heading(words["digest.letters"], digest.lateLetters.count)
        lines += digest.lateLetters.prefix(OpenLedger.digestLines).map { letter in
            "  \(letter.code?.description ?? "") \(letter.to.name) · "
                + words.text("letter.late", ["days": String(letter.overdueDays(on: digest.today))])
                + " · \(letter.issue.title)"
        }
        lines += more(digest.lateLetters.count - OpenLedger.digestLines)
        lines += heading(words.text("digest.decided", ["since": since]), digest.decided)
        lines += digest.decisions.map { decision in
            "  #\(decision.finding.number) \(decision.finding.unit.name) · \(words["event.\(decision.event)"]) · "
                + "\(decision.by) \(decision.on) · " + VisibleText.clip(decision.finding.text, width: 40)
        }
        lines += more(digest.decided - digest.decisions.count)
        lines += groups(words.text("digest.byUnit", ["label": label]), digest.byUnit)
        lines += groups(words.text("digest.byLeader", ["label": label]), digest.byLeader)
        if let note = desk.pastCalendar { lines += ["", note] }
        return lines
    }

    private func heading(_ title: String, _ count: Int) -> [String] {
        let counted = count == 0 ? words["digest.none"] : words.text("digest.count", ["count": String(count)])
        return ["", title + words["list.colon"] + counted]
    }

    private func more(_ count: Int) -> [String] {
        count > 0 ? ["  " + words.text("digest.more", ["count": String(count)])] : []
    }

    private func section(_ title: String, _ section: DeskDigest.Section, _ what: (DeskRow) -> String) -> [String] {
        heading(title, section.count)
            + section.rows.map { row in
                "  #\(row.finding.number) \(row.finding.unit.name) · \(row.head ?? words["desk.nobody"]) · \(what(row)) · "
                    + VisibleText.clip(row.finding.text, width: 40)
            } + more(section.count - section.rows.count)
    }

    private func groups(_ title: String, _ groups: [DeskGroup]) -> [String] {
        let shown = groups.prefix(OpenLedger.digestLines)
        // How many groups there are is no count of findings.
        return (groups.isEmpty ? heading(title, 0) : ["", title])
            + shown.map { "  \(desk.label($0)) · " + words.text("digest.count", ["count": String($0.count)]) }
            + more(groups.count - shown.count)
    }
}

/// The digest with the keys of cli.md; `needsSomebody` is all that a script has to look at.
enum DigestJSON {
    static func value(_ digest: DeskDigest) -> JSONValue {
        .object([
            "needsSomebody": .bool(digest.needsSomebody), "date": .string(digest.today.description),
            "since": .string(digest.since.description), "overdue": .number(digest.overdue),
            "newlyOverdue": section(digest.newlyOverdue), "dueSoon": section(digest.dueSoon),
            "unanswered": section(digest.unanswered), "extensions": section(digest.extensions),
            "lateLetters": .object([
                "count": .number(digest.lateLetters.count),
                "letters": .array(digest.lateLetters.map { TriageJSON.value($0, today: digest.today) }),
            ]),
            "decided": .object([
                "count": .number(digest.decided),
                "findings": .array(
                    digest.decisions.map { decision in
                        .object([
                            "number": .number(decision.finding.number.value),
                            "unit": .string(decision.finding.unit.path),
                            "event": .string(decision.event), "by": .string(decision.by),
                            "on": .string(decision.on.description),
                        ])
                    }),
            ]), "byUnit": groups(digest.byUnit), "byLeader": groups(digest.byLeader),
        ])
    }

    private static func section(_ section: DeskDigest.Section) -> JSONValue {
        .object([
            "count": .number(section.count),
            "findings": .array(
                section.rows.map { row in
                    .object([
                        "number": .number(row.finding.number.value), "unit": .string(row.finding.unit.path),
                        "head": JSONValue(row.head), "leader": JSONValue(row.finding.leader),
                        "due": JSONValue(row.finding.due?.description), "text": .string(row.finding.text),
                        "answerDue": JSONValue(row.finding.beside.pressing.answerDue?.description),
                    ])
                }),
        ])
    }

    private static func groups(_ groups: [DeskGroup]) -> JSONValue {
        .array(
            groups.map {
                .object(["value": .string($0.value), "label": .string($0.label), "count": .number($0.count)])
            })
    }
}

/// The desk as a table of text, every line one finding.
struct DeskTable {
    private let words: DeskWords
    private let preset: DeskPreset

    init(_ words: DeskWords, _ preset: DeskPreset) {
        self.words = words
        self.preset = preset
    }

    func lines(_ rows: [DeskRow]) -> [String] {
        let cells = rows.map { row in
            [
                "#\(row.finding.number)", words.clock(row, preset), row.finding.unit.name, row.head ?? "",
                VisibleText.clip(row.finding.text, width: 40), words.last(row),
                ([words.next(row)] + words.beside(row)).filter { !$0.isEmpty }.joined(separator: " · "),
            ].map(VisibleText.line)
        }
        let widths = (0..<6).map { column in cells.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
        return cells.map { row in
            row.enumerated().map { $0 < 6 ? VisibleText.pad($1, width: widths[$0]) : $1 }.joined(separator: "  ")
        }
    }
}

/// A bar of a count beside the longest.
enum Bar {
    static func text(_ count: Int, of most: Int, width: Int) -> String {
        guard most > 0, count > 0 else { return "" }
        return String(repeating: "█", count: max(1, count * width / most))
    }
}
