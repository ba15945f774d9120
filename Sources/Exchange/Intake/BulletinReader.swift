internal import Requests

/// Splits a feedback bulletin in prose into proposed findings per unit (ledgers.md, “Feedback texts”).
package struct BulletinReader: Sendable {
    private let units: [String]

    /// - Parameter units: names that the organisation tree knows.
    package init(units: [String] = []) { self.units = units }

    /// The findings in the order of the text.
    package func proposals(in text: String) -> [ProposedFinding] { proposals(in: text) { _, _ in } }

    /// The same with progress.
    ///
    /// - Parameter step: called every few lines with how many were read, and how many there are; what it throws breaks off.
    package func proposals(in text: String, step: (Int, Int) throws -> Void) rethrows -> [ProposedFinding] {
        let heading = BulletinHeading(units: units)
        var found: [ProposedFinding] = []
        var place = Place()
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var prose: [BulletinLine] = []
        var isAside = false
        for (index, line) in lines.enumerated() {
            if index % Self.stride == 0 { try step(index, lines.count) }
            switch BulletinTable.read(line, heading) {
            case .frame: continue
            case .heads(let ofProblems): isAside = !ofProblems
            case .row where isAside: continue
            case .row(let row):
                take(prose, heading, &place, &found)
                prose = []
                if let unit = row.unit { place.unit = unit }
                found.append(ProposedFinding(unit: place.unit, text: row.text.strippedOfMarks, line: index + 1))
            case nil:
                isAside = false
                prose += Self.parted(line, by: heading, number: index + 1)
            }
        }
        take(prose, heading, &place, &found)
        return found
    }

    private static let stride = 256

    /// Where in the bulletin one is: whose findings these are, under which headings.
    private struct Place {
        var unit = ""
        var open: [(level: BulletinNumber.Level, text: String)] = []
        /// Nothing but titles and a date came.
        var isAtTop = true
        var hasTitle = false
        /// Behind `附件：`, whose list counts papers.
        var isInAnnex = false
        /// The number of the last line that was a problem itself.
        var counted: (level: BulletinNumber.Level, ordinal: Int)?
    }

    private func take(
        _ lines: [BulletinLine], _ heading: BulletinHeading, _ place: inout Place, _ found: inout [ProposedFinding]
    ) {
        for (index, line) in lines.enumerated() {
            var text = line.text
            if let level = line.level { place.open.removeAll { $0.level >= level } }
            if BulletinFrame.isDate(text) || BulletinHeading.isSender(text) { continue }
            if line.level == nil, BulletinFrame.isCaption(text) { continue }
            // A bulletin to one unit names it in its title or its first words, and nowhere else.
            if place.unit.isEmpty, found.isEmpty, let name = heading.inspected(in: text) { place.unit = name }
            let isTitle =
                place.isAtTop && line.level == nil && lines.count > 1
                && !text.contains { "。；;：:".contains($0) } && (!place.hasTitle || BulletinFrame.isTitle(text))
            if isTitle { place.hasTitle = true } else { place.isAtTop = false }
            if let (name, rest) = heading.unit(in: text) {
                place.unit = name
                place.isInAnnex = false
                if line.level == nil { place.open = [] }
                guard !rest.isEmpty else { continue }
                text = rest
            }
            if ["附件：", "附件:"].contains(where: text.hasPrefix) { place.isInAnnex = true }
            if place.isInAnnex, line.level != nil || text.hasPrefix("附件") { continue }
            place.isInAnnex = false
            // Over clauses that are counted it is their heading.
            if let rest = BulletinHeading.announced(in: text),
                BulletinNumber.enumeration(in: Array(rest.unicodeScalars)).isEmpty
            {
                text = rest
            }
            // The bulletin's own title.
            if isTitle || text.isEmpty { continue }
            if let level = line.level, line.isTitle || isHeading(line, before: lines[(index + 1)...], place.counted) {
                place.open.append((level, text.strippedOfMarks))
                continue
            }
            place.counted = line.level.flatMap { level in line.ordinal.map { (level, $0) } } ?? place.counted
            let isNumbered =
                line.level != nil && !place.open.isEmpty || line.level.map { $0 > .chapter } ?? false
            // What is asked of a unit is no finding of it.
            if place.open.contains(where: { BulletinFrame.asks($0.text) }) { continue }
            for (lead, clause) in Self.clauses(of: text, isNumbered: isNumbered) {
                var owner = place.unit
                var clause = clause
                if let (rest, named) = BulletinHeading.responsible(in: clause) {
                    owner = named
                    clause = rest.strippedOfMarks
                }
                clause = BulletinFrame.withoutCount(clause)
                guard clause.contains(where: { $0.isLetter || $0.isNumber }) else { continue }
                found.append(
                    ProposedFinding(
                        unit: owner, headings: place.open.map(\.text) + (lead.map { [$0] } ?? []), text: clause,
                        line: line.number))
            }
        }
    }

    /// A line, cut where within it another unit begins, `…未公示。双桥街道党工委：…`, and where its number goes on, `（一）甲；（二）乙`.
    private static func parted(_ line: Substring, by heading: BulletinHeading, number: Int) -> [BulletinLine] {
        var pieces: [String] = []
        for sentence in sentences(of: String(line)) {
            if let last = pieces.indices.last, heading.unit(in: sentence)?.rest.isEmpty ?? true {
                pieces[last] += sentence
            } else {
                pieces.append(sentence)
            }
        }
        return pieces.flatMap { counted($0, heading, number) }
    }

    private static func counted(_ piece: String, _ heading: BulletinHeading, _ number: Int) -> [BulletinLine] {
        guard let line = BulletinLine(piece, number: number) else { return [] }
        if line.level == nil, let (_, rest) = heading.unit(in: line.text), !rest.isEmpty,
            let first = BulletinLine(rest, number: number), first.level != nil
        {
            let name = String(line.text.dropLast(rest.count))
            return [BulletinLine(name, number: number)].compactMap { $0 } + counted(rest, heading, number)
        }
        guard let level = line.level, let ordinal = line.ordinal, line.text.utf8.count > 12 else { return [line] }
        let text = Array(line.text.unicodeScalars)
        let places = BulletinNumber.successors(of: ordinal, at: level, in: text)
        guard let first = places.first else { return [line] }
        let ends = places.dropFirst() + [text.count]
        return [line.with(text: text[..<first])]
            + zip(places, ends).compactMap { BulletinLine(String(scalars: text[$0..<$1]), number: number) }
    }

    /// A numbered line over deeper numbers is their heading when it is one sentence; so is one over prose that ends in no mark.
    private func isHeading(
        _ line: BulletinLine, before rest: ArraySlice<BulletinLine>,
        _ counted: (level: BulletinNumber.Level, ordinal: Int)?
    ) -> Bool {
        guard let level = line.level, let next = rest.first else { return false }
        if let deeper = next.level {
            // A half-sentence, or a number that the next one goes on from in another style, stands beside it, not above.
            let isBeside =
                "；;".contains(line.text.last ?? "。")
                || line.ordinal.map { $0 + 1 == next.ordinal } ?? false && !BulletinFrame.isHeading(line.text)
            return deeper > level && !isBeside && Self.sentences(of: line.text).count == 1
        }
        // Where 1 and 2 were problems, 3 is one too.
        if let counted, counted.level == level, counted.ordinal + 1 == line.ordinal,
            !BulletinFrame.isHeading(line.text)
        {
            return false
        }
        return line.text.count <= 40 && !line.text.contains { "。；;：:".contains($0) }
    }

    /// Clauses of a paragraph, each under the lead sentence that announces it.
    static func clauses(of text: String, isNumbered: Bool) -> [(lead: String?, text: String)] {
        let scalars = Array(text.unicodeScalars)
        let starts = BulletinNumber.enumeration(in: scalars)
        guard let first = starts.first else {
            if isNumbered { return isFormal(text) ? [] : [(nil, text.strippedOfMarks)] }
            return withExamples(sentences(of: text).filter { !isFormal($0) }).map { (nil, $0) }
        }
        let before = sentences(of: String(scalars: scalars[..<first.lowerBound]))
        if before.last.map(BulletinFrame.asks) ?? false { return [] }
        let opening = before.filter { !isFormal($0) }
        var result: [(String?, String)] = []
        let lead = opening.last.map { $0.strippedOfMarks }
        if !isNumbered, opening.count > 1 {
            result = withExamples(
                opening.dropLast().filter { !$0.contains("巡察发现") && !$0.contains("问题") }
            ).map { (nil, $0) }
        }
        for (number, start) in starts.enumerated() {
            let end = number + 1 < starts.count ? starts[number + 1].lowerBound : scalars.count
            result.append((lead, String(scalars: scalars[start.upperBound..<end]).strippedOfMarks))
        }
        return result
    }

    /// A bracket that has not closed after so many characters never will.
    private static let longestBracket = 120

    /// Sentences and half-sentences, with their marks; never cut inside quotes or brackets.
    static func sentences(of text: String) -> [String] {
        let scalars = text.unicodeScalars
        var sentences: [String] = []
        var start = scalars.startIndex
        var depth = 0
        var inside = 0
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let scalar = scalars[index]
            scalars.formIndex(after: &index)
            inside = depth > 0 ? inside + 1 : 0
            if inside > longestBracket { depth = 0 }
            switch scalar {
            case "（", "(", "“", "《", "【": depth += 1
            case "）", ")", "”", "》", "】": depth = max(0, depth - 1)
            case "。", "；", ";", "！":
                guard depth == 0 else { continue }
                sentences.append(String(scalars[start..<index]))
                start = index
            case _: break
            }
        }
        let rest = String(scalars[start...])
        if !rest.trimmedOfSpace.isEmpty { sentences.append(rest) }
        return sentences
    }

    private static let examples = [
        "如", "例如", "比如", "譬如", "其中", "经查", "经检查", "经核查", "抽查", "经抽查", "具体", "特别是", "尤其是", "涉及", "截至",
    ]

    /// Joins what only gives examples to what it is an example of.
    private static func withExamples(_ sentences: [String]) -> [String] {
        var result: [String] = []
        for sentence in sentences {
            let begin = sentence.prefix(12).description.trimmedOfSpace
            let year = begin.unicodeScalars.prefix(4).allSatisfy(BulletinNumber.isDigit) && begin.count > 4
            let isYear = year && begin.dropFirst(4).first.map { "年-至—".contains($0) } == true
            if isYear || examples.contains(where: begin.hasPrefix), let last = result.indices.last {
                result[last] += sentence
            } else {
                result.append(sentence)
            }
        }
        return result.map { BulletinFrame.withoutOrder($0).strippedOfMarks }.filter { !$0.isEmpty }
    }

    /// What frames a bulletin and finds nothing: who sent whom, what was asked for, what was promised.
    private static func isFormal(_ sentence: String) -> Bool { BulletinFrame.isFormal(sentence) }
}

extension String {
    fileprivate init(scalars: ArraySlice<Unicode.Scalar>) {
        var view = UnicodeScalarView()
        view.append(contentsOf: scalars)
        self = String(view)
    }
}
