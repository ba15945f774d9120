/// Breaks one shown paragraph into lines.
struct LineBreaker {
    private let shown: String
    private let scalars: [Unicode.Scalar]
    /// Where each scalar begins, and the end.
    private let places: [String.Index]
    private let width: Int
    private let drawing: Drawing
    private let breaksWords: Bool

    init(_ shown: String, _ width: Int, _ drawing: Drawing, _ breaksWords: Bool) {
        self.shown = shown
        var scalars: [Unicode.Scalar] = []
        var places: [String.Index] = []
        scalars.reserveCapacity(shown.utf8.count)
        places.reserveCapacity(shown.utf8.count + 1)
        for index in shown.unicodeScalars.indices {
            scalars.append(shown.unicodeScalars[index])
            places.append(index)
        }
        places.append(shown.endIndex)
        self.scalars = scalars
        self.places = places
        self.width = width
        self.drawing = drawing
        self.breaksWords = breaksWords
    }

    func lines(_ limit: Int) -> [String] {
        var lines: [String] = []
        var start = 0
        var used = 0
        var index = 0
        while index < scalars.count {
            let columns = DisplayWidth.of(scalars[index], drawing)
            if used + columns > width {
                let end = breaksWords ? index : index - carry(start, index)
                lines.append(text(start..<end))
                if lines.count >= limit { return lines }
                start = end
                used = scalars[start..<index].reduce(0) { $0 + DisplayWidth.of($1, drawing) }
                if scalars[index] == " ", start == index, !breaksWords {
                    start += 1
                    index += 1
                    continue
                }
            }
            used += columns
            index += 1
        }
        lines.append(text(start..<scalars.count))
        return lines
    }

    private func text(_ range: Range<Int>) -> String {
        String(shown.unicodeScalars[places[range.lowerBound]..<places[range.upperBound]])
    }

    /// How many scalars go to the next line with one that does not fit: numbers and words stay whole, and no line
    /// begins with a closing mark.
    private func carry(_ start: Int, _ index: Int) -> Int {
        var count = 0
        if Self.isWordPart(scalars[index]) {
            while index - count - 1 >= start, Self.isWordPart(scalars[index - count - 1]) { count += 1 }
        } else if Self.isClosing(scalars[index]) {
            count = 1
            while index - count > start, DisplayWidth.isMark(scalars[index - count]) { count += 1 }
        }
        return count < index - start && count <= 16 ? count : 0
    }

    private static func isClosing(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "，", "。", "；", "：", "、", "）", "”", "》", "」", "！", "？", ",", ".", ";", ":", ")", "!", "?", "%": true
        case _: false
        }
    }

    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "-": true
        case _: false
        }
    }
}
