internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// The finding as a chair reads it out: problem, measures, evidence, 举一反三, then what was said of it. What is signed comes from the text under review itself, all of it.
struct PaperText {
    struct Line: Hashable {
        let text: String
        let style: Style
    }

    private let state: UIState
    private var words: Catalogue { state.words }

    init(_ state: UIState) { self.state = state }

    func lines(width: Int) -> [Line] {
        guard let paper = state.meeting.paper, width > 4 else { return [] }
        var lines: [Line] = []
        func add(_ label: String, _ text: String, _ style: Style = .plain, indent: Int = 0) {
            guard !text.isEmpty else { return }
            let margin = String(repeating: " ", count: indent)
            let whole = VisibleText.wrap(label + text, width: width - indent)
            for line in whole { lines.append(Line(text: margin + line, style: style)) }
        }
        func heading(_ text: String) {
            if !lines.isEmpty { lines.append(Line(text: "", style: .plain)) }
            lines.append(Line(text: text, style: .title))
        }
        func show(_ part: Part) {
            if let title = part.title { heading(title) }
            for entry in Self.joined(part.entries, width: width) {
                add(entry.label, entry.text, entry.style, indent: part.title == nil ? 0 : 2)
            }
        }
        let (content, rest) = paper.content.isEmpty ? ([], nil) : content(paper)
        for part in content { show(part) }
        if content.isEmpty {
            // It is not in review: what is known of it, not what is signed.
            let dossier = DossierText(
                words: words, policy: state.setting.policy, today: state.today, zone: state.setting.zone)
            for line in dossier.matter(paper.dossier.finding) {
                switch line.kind {
                case .heading: heading(line.text)
                case .fact, .item: add(line.label, line.text)
                case .alarm: add(line.label, line.text, .danger)
                case .dim: add(line.label, line.text, .dim)
                }
            }
        }
        opinions(paper, heading, add)
        // What nobody reads out, and is signed nevertheless.
        if let rest { show(rest) }
        return lines
    }

    private struct Entry {
        let label: String
        var text: String
        var style = Style.plain
        /// Short facts share a line, so that measures and evidence stand on the first page.
        var isShort = false
    }

    /// Neighbours that are short, on one line each as many as fit.
    private static func joined(_ entries: [Entry], width: Int) -> [Entry] {
        var lines: [Entry] = []
        for entry in entries {
            if entry.isShort, let last = lines.last, last.isShort {
                let whole = last.text + "  " + entry.label + entry.text
                if DisplayWidth.of(last.label + whole) <= width {
                    lines[lines.count - 1].text = whole
                    continue
                }
            }
            lines.append(entry)
        }
        return lines
    }

    private struct Part {
        let title: String?
        var entries: [Entry]
    }

    /// Every line of the text under review, in reading order; `rest` is what has no place of its own, as it is written.
    private func content(_ paper: MeetingPaper) -> (read: [Part], rest: Part?) {
        var rest = paper.content
        func take(_ key: String) -> String? {
            guard let index = rest.firstIndex(where: { $0.key == key }) else { return nil }
            return rest.remove(at: index).value
        }
        func label(_ key: String) -> String { words["field.\(key)"] + words["list.colon"] }
        func entry(
            _ key: String, _ shown: (String) -> String = { $0 }, style: Style = .plain, isShort: Bool = false
        ) -> [Entry] {
            take(key).map { [Entry(label: label(key), text: shown($0), style: style, isShort: isShort)] } ?? []
        }
        func code(_ prefix: String) -> (String) -> String {
            { value in words.has("\(prefix).\(value)") ? words["\(prefix).\(value)"] : value }
        }
        var parts: [Part] = []
        var head = entry("text", style: .strong)
        head += entry("unit") + entry("leadUnit") + entry("round", isShort: true) + entry("category", isShort: true)
        head += entry("source", code("source"), isShort: true)
        head += list("flags", &rest) { flag, _ in [Entry(label: label("flags"), text: code("flag")(flag))] }
        head += entry("amount") { words.text("amount", ["amount": $0]) }
        let kind = take("deadlineKind").map(code("deadline")) ?? ""
        let day = take("deadline")
        let written =
            take("deadlineOriginal").map { original in
                // A day of its own is the first deadline, as the board says it; words are how this one was written.
                original != day && Day(iso: original) != nil
                    ? words.text("dossier.original", ["date": original])
                    : words.text("dossier.written", ["written": original])
            } ?? ""
        head.append(
            Entry(label: label("deadline"), text: [kind, day].compactMap { $0 }.joined(separator: " ") + written))
        head += entry("leader", isShort: true) + entry("person", isShort: true) + entry("goal")
        parts.append(Part(title: nil, entries: head))
        parts.append(Part(title: words["dossier.measures"], entries: measures(&rest, code("measure"))))
        let work = entry("completion", code("completion")) + entry("effect")
        parts.append(Part(title: words["meeting.result"], entries: work))
        parts.append(
            Part(
                title: words["dossier.evidence"],
                entries: list("evidence", &rest) { _, fields in
                    let name = fields["name"] ?? ""
                    let bytes = fields["bytes"].flatMap { Int($0) }.map { " · " + DossierText.size($0) } ?? ""
                    return [
                        Entry(label: "", text: name + bytes),
                        Entry(label: "  ", text: fields["digest"] ?? "", style: .dim),
                    ]
                }))
        let inference = entry("inference").map { Entry(label: "", text: $0.text) }
        parts.append(Part(title: words["field.inference"], entries: inference))
        var close = entry("pledge") + entry("publicity", code("publicity"))
        close += take("publicityReason").map { [Entry(label: label("publicity-reason"), text: $0)] } ?? []
        if let relapses = take("relapses"), relapses != "0" {
            close.append(Entry(label: words["dossier.relapses"] + words["list.colon"], text: relapses, style: .danger))
        }
        parts.append(Part(title: words["meeting.submission"], entries: close))
        let others = Part(
            title: words["meeting.rest"],
            entries: rest.map { Entry(label: $0.key + ": ", text: $0.value, style: .dim) })
        return (parts.filter { !$0.entries.isEmpty }, others.entries.isEmpty ? nil : others)
    }

    private func measures(
        _ rest: inout [MeetingPaper.ContentLine], _ kind: @escaping (String) -> String
    ) -> [Entry] {
        list("measures", &rest) { _, fields in
            let sign = fields["done"] == "true" ? "☑ " : "☐ "
            let details = [fields["kind"].map(kind), fields["person"], fields["due"]].compactMap { $0 }
            let tail = details.isEmpty ? "" : "（\(details.joined(separator: " · "))）"
            return [
                Entry(label: sign, text: (fields["text"] ?? "") + tail),
                Entry(label: "  ", text: fields["progress"] ?? "", style: .dim),
            ].filter { !$0.text.isEmpty }
        }
    }

    /// The elements `prefix.1`, `prefix.2` … with their fields, or their values.
    private func list(
        _ prefix: String, _ rest: inout [MeetingPaper.ContentLine], _ show: (String, [String: String]) -> [Entry]
    ) -> [Entry] {
        var entries: [Entry] = []
        var number = 1
        while true {
            let own = rest.filter { $0.key == "\(prefix).\(number)" || $0.key.hasPrefix("\(prefix).\(number).") }
            guard !own.isEmpty else { return entries }
            rest.removeAll { own.contains($0) }
            var fields: [String: String] = [:]
            for line in own { fields[String(line.key.dropFirst("\(prefix).\(number).".count))] = line.value }
            let shown = show(own.first?.value ?? "", fields)
            for (index, entry) in shown.enumerated() {
                let mark = index == 0 && !fields.keys.contains("") ? "\(number). " : ""
                entries.append(Entry(label: mark + entry.label, text: entry.text, style: entry.style))
            }
            number += 1
        }
    }

    /// What was said in this round and in earlier ones, and what else is known; none of it is part of the signed text.
    private func opinions(
        _ paper: MeetingPaper, _ heading: (String) -> Void, _ add: (String, String, Style, Int) -> Void
    ) {
        let dossier = DossierText(
            words: words, policy: state.setting.policy, today: state.today, zone: state.setting.zone)
        let finding = paper.dossier.finding
        func say(_ opinion: Opinion) {
            let party = state.setting.policy.party(opinion.party)?.name ?? opinion.party.description
            add(
                "\(opinion.reviewRound) \(CardWords.mark(opinion.verdict.code)) ",
                [party, opinion.reviewerName, words.word(opinion.verdict.code), dossier.say(opinion.verdict)]
                    .filter { !$0.isEmpty }.joined(separator: " ") + " · " + dossier.time(opinion.at),
                opinion.verdict.code == .disagree ? .warning : .plain, 2)
        }
        let now = finding.opinions.filter { $0.reviewRound == finding.reviewRound && finding.submission != nil }
        if !now.isEmpty { heading(words["meeting.thisRound"]) }
        for opinion in now { say(opinion) }
        let earlier = finding.opinions.filter { $0.reviewRound < finding.reviewRound || finding.submission == nil }
        if !earlier.isEmpty { heading(words["dossier.opinions"]) }
        for opinion in earlier { say(opinion) }
        let notes = state.meeting.sheet?.meeting.notes.filter { $0.finding == paper.number } ?? []
        if !notes.isEmpty { heading(words["meeting.notes"]) }
        for note in notes { add("· ", "\(note.text) (\(note.by))", .plain, 2) }
        if let listing = finding.listing {
            heading(words["dossier.listed"])
            add("", "\(listing.since) \(listing.supervisor) \(listing.limit.map { "→ \($0)" } ?? "")", .danger, 2)
        }
    }
}
