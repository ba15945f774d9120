/// Splits a feedback bulletin in prose into proposed findings per unit (ledgers.md, “Feedback texts”).
package struct BulletinReader: Sendable {
    private let units: [String]

    /// - Parameter units: names that the organisation tree knows.
    package init(units: [String] = []) { self.units = units }

    package func proposals(in text: String) -> Proposals {
        let heading = BulletinHeading(units: units)
        let lines = text.split(whereSeparator: \.isNewline).flatMap { Self.parted($0, by: heading) }
        var found: [ProposedFinding] = []
        var unit = ""
        var open: [(level: BulletinLine.Level, text: String)] = []
        for (index, line) in lines.enumerated() {
            var text = line.text
            if let level = line.level { open.removeAll { $0.level >= level } }
            if let (name, rest) = heading.unit(in: text) {
                unit = name
                if line.level == nil { open = [] }
                guard !rest.isEmpty else { continue }
                text = rest
            }
            if index == 0, line.level == nil, lines.count > 1,
                !text.contains(where: { "。；;：:".contains($0) })
            {
                // The bulletin's own title.
                continue
            }
            if let level = line.level, isHeading(line, before: lines[(index + 1)...]) {
                open.append((level, Self.stripped(text)))
                continue
            }
            let isNumbered =
                line.level != nil && !open.isEmpty || line.level.map { $0 > .chapter } ?? false
            for (lead, clause) in Self.clauses(of: text, isNumbered: isNumbered) {
                var owner = unit
                var clause = clause
                if let (rest, named) = BulletinHeading.responsible(in: clause) {
                    owner = named
                    clause = Self.stripped(rest)
                }
                guard !clause.isEmpty else { continue }
                found.append(
                    ProposedFinding(
                        unit: owner, headings: open.map(\.text) + (lead.map { [$0] } ?? []), text: clause))
            }
        }
        return Proposals(found)
    }

    /// A line, cut where within it another unit begins: `…未公示。双桥街道党工委：…`.
    private static func parted(_ line: Substring, by heading: BulletinHeading) -> [BulletinLine] {
        var pieces: [String] = []
        for sentence in sentences(of: String(line)) {
            if let last = pieces.indices.last, heading.unit(in: sentence)?.rest.isEmpty ?? true {
                pieces[last] += sentence
            } else {
                pieces.append(sentence)
            }
        }
        return pieces.compactMap { BulletinLine($0) }
    }

    /// A numbered line over deeper numbers is their heading when it is one sentence; so is one over prose that ends in no mark.
    private func isHeading(_ line: BulletinLine, before rest: ArraySlice<BulletinLine>) -> Bool {
        guard let level = line.level, let next = rest.first else { return false }
        if let deeper = next.level { return deeper > level && Self.sentences(of: line.text).count == 1 }
        return line.text.count <= 40 && !line.text.contains { "。；;：:".contains($0) }
    }

    /// Clauses of a paragraph, each under the lead sentence that announces it.
    static func clauses(of text: String, isNumbered: Bool) -> [(lead: String?, text: String)] {
        let starts = enumerations(in: text)
        guard let first = starts.first else {
            if isNumbered { return isFormal(text) ? [] : [(nil, stripped(text))] }
            return withExamples(sentences(of: text).filter { !isFormal($0) }).map { (nil, $0) }
        }
        let opening = sentences(of: String(text[..<first.lowerBound])).filter { !isFormal($0) }
        var result: [(String?, String)] = []
        let lead = opening.last.map { stripped($0) }
        if !isNumbered, opening.count > 1 {
            result = withExamples(
                opening.dropLast().filter { !$0.contains("巡察发现") && !$0.contains("问题") }
            ).map { (nil, $0) }
        }
        for (number, start) in starts.enumerated() {
            let end = number + 1 < starts.count ? starts[number + 1].lowerBound : text.endIndex
            result.append((lead, stripped(String(text[start.upperBound..<end]))))
        }
        return result
    }

    /// `一是 二是`, `（1）` `①` within a paragraph; at least two of a kind, after a mark or at the beginning.
    private static func enumerations(in text: String) -> [Range<String.Index>] {
        for pattern in [
            #/[一二三四五六七八九十]{1,2}是/#, #/[（(][0-9]{1,2}[）)]/#, #/[①-⑳]/#, #/第[一二三四五六七八九十]{1,2}[，,]/#,
        ] {
            let ranges = text.ranges(of: pattern).filter { range in
                range.lowerBound == text.startIndex
                    || "。；;：:，, \u{3000}".contains(text[text.index(before: range.lowerBound)])
            }
            if ranges.count > 1 { return ranges }
        }
        return []
    }

    /// Sentences and half-sentences, with their marks; never cut inside quotes or brackets.
    static func sentences(of text: String) -> [String] {
        var sentences: [String] = []
        var sentence = ""
        var depth = 0
        for character in text {
            sentence.append(character)
            if "（(“《【".contains(character) { depth += 1 }
            if "）)”》】".contains(character) { depth = max(0, depth - 1) }
            if depth == 0, "。；;！".contains(character) {
                sentences.append(sentence)
                sentence = ""
            }
        }
        if !sentence.trimmedOfSpace.isEmpty { sentences.append(sentence) }
        return sentences
    }

    /// Joins what only gives examples to what it is an example of.
    private static func withExamples(_ sentences: [String]) -> [String] {
        var result: [String] = []
        for sentence in sentences {
            let isExample =
                sentence.trimmedOfSpace.prefixMatch(
                    of: #/(?:例?如|比如|譬如|其中|经查|经核?查|抽查|经抽查|具体|特别是|尤其是|涉及|截至|[0-9]{4}年|[0-9]{4}[-至—])/#) != nil
            if isExample, let last = result.indices.last {
                result[last] += sentence
            } else {
                result.append(sentence)
            }
        }
        return result.map { stripped($0) }.filter { !$0.isEmpty }
    }

    /// What frames a bulletin and finds nothing: who sent whom, what was asked for, what was promised.
    private static func isFormal(_ sentence: String) -> Bool {
        let marks = [
            "统一部署", "现将", "反馈如下", "通报如下", "公布如下", "表态发言", "会议强调", "会议要求", "巡察组要求", "反馈要求", "意见建议", "提出了",
            "主持会议",
            "出席会议", "参加会议",
            "联系电话", "邮箱", "欢迎", "整改期限", "已按规定转", "取得了", "总体较好", "给予肯定", "召开巡察", "向被巡察党组织反馈", "反馈了巡察",
        ]
        return marks.contains { sentence.contains($0) }
    }

    /// Without white space and the marks that part clauses.
    static func stripped(_ text: String) -> String {
        var rest = text.trimmedOfSpace[...]
        while let last = rest.last, "；;。：:，,".contains(last) || last.isWhitespace { rest.removeLast() }
        while let first = rest.first, "；;。，,、".contains(first) || first.isWhitespace {
            rest.removeFirst()
        }
        return String(rest)
    }
}
