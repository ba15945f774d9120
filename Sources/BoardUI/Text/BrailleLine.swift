/// A line through numbers, drawn with braille: two points a column and four a row, so that a trend fits beside its numbers.
package enum BrailleLine {
    /// Rows from the top down. Numbers are spread over the width; the lowest point is 0, the highest `most`, or the largest number.
    package static func rows(_ values: [Int], most: Int? = nil, width: Int, height: Int) -> [String] {
        guard !values.isEmpty, width > 0, height > 0 else { return [] }
        let columns = width * 2
        let levels = height * 4
        let most = max(1, most ?? values.max() ?? 1)
        var dots = Array(repeating: UInt32(0), count: width * height)
        var before: Int?
        for column in 0..<columns {
            let level = min(levels - 1, max(0, value(values, at: column, of: columns) * (levels - 1) / most))
            // A steep step is drawn as one stroke, not as two points far apart.
            let low = min(before ?? level, level)
            let high = max(before ?? level, level)
            for dot in (low == level ? low : low + 1)...max(level, high == level ? level : high - 1) {
                set(dot, column, width, levels, &dots)
            }
            before = level
        }
        return (0..<height).map { row in
            var line = String.UnicodeScalarView()
            for cell in dots[(row * width)..<((row + 1) * width)] {
                // A cell without points is a space: braille has a blank of its own that no reader could see.
                if let scalar = Unicode.Scalar(cell == 0 ? 0x20 : 0x2800 + cell) { line.append(scalar) }
            }
            return String(line)
        }
    }

    /// Between two numbers the line runs straight.
    private static func value(_ values: [Int], at column: Int, of columns: Int) -> Int {
        guard values.count > 1, columns > 1 else { return values[0] }
        let place = column * (values.count - 1)
        let index = place / (columns - 1)
        guard index + 1 < values.count else { return values[values.count - 1] }
        let rest = place % (columns - 1)
        return values[index] + (values[index + 1] - values[index]) * rest / (columns - 1)
    }

    private static func set(_ level: Int, _ column: Int, _ width: Int, _ levels: Int, _ dots: inout [UInt32]) {
        let fromTop = levels - 1 - level
        let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
        dots[fromTop / 4 * width + column / 2] |= bits[fromTop % 4][column % 2]
    }
}
