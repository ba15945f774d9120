/// Pieces that tie texts, widened to the phrases they were cut from: 意识形态责任制, where only 识形态责 is rare enough to count.
///
/// What is compared stops at boilerplate and after eight characters; a person reads words. So a piece grows in the texts that hold it
/// for as long as they go on alike, and loses at its ends what says nothing: verdicts, particles, the measure word behind a figure.
struct WholePhrases {
    private let boilerplate: Boilerplate
    /// How often characters stand together in a sample of all texts, by which an end inside a word is told from one between words.
    private let seen: [UInt64: Int]

    /// Texts that are sampled, spread evenly.
    private static let sample = 3_000
    /// Longer than this a phrase is a sentence; the piece is widened within its run only.
    private static let longest = 14

    init(_ boilerplate: Boilerplate, among texts: some RandomAccessCollection<String>) {
        self.boilerplate = boilerplate
        var seen: [UInt64: Int] = [:]
        let step = max(1, texts.count / Self.sample)
        var index = texts.startIndex
        while index < texts.endIndex {
            let units = Array(texts[index].utf16)
            for place in units.indices.dropFirst() {
                seen[Self.key(units[(place - 1)...place]), default: 0] += 1
                if place > 1 { seen[Self.key(units[(place - 2)...place]), default: 0] += 1 }
            }
            guard texts.index(index, offsetBy: step, limitedBy: texts.index(before: texts.endIndex)) != nil else {
                break
            }
            index = texts.index(index, offsetBy: step)
        }
        self.seen = seen
    }

    private static func key(_ units: ArraySlice<UInt16>) -> UInt64 { units.reduce(0) { $0 << 16 | UInt64($1) } }

    /// Where a piece stands in one text.
    private struct Place {
        let units: [UInt16]
        var start: Int
        var end: Int

        init?(_ piece: [UInt16], in units: [UInt16]) {
            guard piece.count <= units.count else { return nil }
            let last = units.count - piece.count
            guard let start = (0...last).first(where: { units[$0..<($0 + piece.count)] == piece[...] }) else {
                return nil
            }
            self.units = units
            self.start = start
            end = start + piece.count
        }

        var before: UInt16? { start > 0 ? units[start - 1] : nil }
        var after: UInt16? { end < units.count ? units[end] : nil }
    }

    /// The phrase around a piece; the piece itself where fewer than two of the texts hold it.
    func phrase(around piece: [UInt16], in texts: [[UInt16]]) -> [UInt16] {
        let places = texts.compactMap { Place(piece, in: $0) }
        guard places.count > 1 else { return piece }
        let wide = grown(places)
        guard let first = wide.first else { return piece }
        // Too long to be a phrase: what lies beyond boilerplate is left out.
        let start = first.start
        var range = start..<first.end
        let core = core(of: piece, in: first)
        if range.count > Self.longest { range = core }
        range = trimmed(range, around: core, first)
        return Array(first.units[range])
    }

    /// Grows at both ends for as long as four fifths of the texts go on with the same ideograph.
    private func grown(_ places: [Place]) -> [Place] {
        var places = places
        let least = max(2, (places.count * 4 + 4) / 5)
        func agreed(_ next: (Place) -> UInt16?) -> UInt16? {
            var counts: [UInt16: Int] = [:]
            for place in places {
                if let unit = next(place), Boilerplate.isHan(unit) { counts[unit, default: 0] += 1 }
            }
            let best = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
            return best.flatMap { $0.value >= least ? $0.key : nil }
        }
        while let unit = agreed(\.before) {
            places = places.filter { $0.before == unit }
            for index in places.indices { places[index].start -= 1 }
        }
        while let unit = agreed(\.after) {
            places = places.filter { $0.after == unit }
            for index in places.indices { places[index].end += 1 }
        }
        return places
    }

    /// The piece with what its run has of it besides, within what the texts share.
    private func core(of piece: [UInt16], in place: Place) -> Range<Int> {
        let shared = place.start..<place.end
        let found = Place(piece, in: Array(place.units[shared])).map {
            (place.start + $0.start)..<(place.start + $0.end)
        }
        guard let found else { return shared }
        for run in boilerplate.ranges(in: place.units) where run.contains(found.lowerBound) {
            return max(run.lowerBound, shared.lowerBound)..<min(run.upperBound, shared.upperBound)
        }
        return found
    }

    /// Takes off its ends what says nothing, but never from inside a word.
    private func trimmed(_ range: Range<Int>, around core: Range<Int>, _ place: Place) -> Range<Int> {
        let units = place.units
        var (start, end) = (range.lowerBound, range.upperBound)
        // 个, 名, 件 behind a figure, or 万元.
        if start > 0, Self.isDigit(units[start - 1]), end - start > 2 {
            start += max(1, boilerplate.wordLength(in: units, at: start))
        }
        while start < core.lowerBound {
            let length = boilerplate.wordLength(in: units, at: start)
            guard length > 0, start + length <= core.lowerBound else { break }
            let isGlued = isGlued(Array(units[(start + length - 1)..<min(start + length + 2, end)]), atStart: true)
            guard length == 1 || !isGlued else { break }
            start += length
        }
        while end > core.upperBound {
            guard let length = boilerplate.lengthOfWord(endingAt: end, in: units), end - length >= core.upperBound
            else {
                break
            }
            let isVerdict = boilerplate.isVerdict(Array(units[(end - length)..<end]))
            let isGlued = isGlued(Array(units[max(start, end - length - 2)...(end - length)]), atStart: false)
            let isParticle = length == 1 && units[end - 1] == Self.of
            guard isVerdict && length > 1 || isParticle || !isGlued else { break }
            end -= length
        }
        return end - start > 1 ? start..<end : core
    }

    /// Whether two characters are seldom seen without the third beside them: then the seam lies inside a word.
    private func isGlued(_ three: [UInt16], atStart: Bool) -> Bool {
        guard three.count == 3 else { return false }
        let pair = atStart ? three[1...] : three[..<2]
        let together = seen[Self.key(three[...])] ?? 0
        return together > 0 && together * 10 >= (seen[Self.key(pair)] ?? 0) * 9
    }

    /// 的
    private static let of: UInt16 = 0x7684

    private static func isDigit(_ unit: UInt16) -> Bool {
        (0x30...0x39).contains(unit) || (0xFF10...0xFF19).contains(unit)
    }
}
