/// Writes the shown form of a text that is not simple, scalar by scalar.
struct VisibleWriter {
    private let drawing: Drawing
    private(set) var result = String.UnicodeScalarView()
    /// Marks on the last character; `nil` when there is none they could stand on.
    private var marks: Int?

    init(_ drawing: Drawing) { self.drawing = drawing }

    /// Takes what stands at an index; returns how many scalars that were.
    mutating func take(_ scalars: [Unicode.Scalar], at index: Int) -> Int {
        let scalar = scalars[index]
        let value = scalar.value
        if drawing.isWide, WidthTables.contains(WidthTables.ambiguous, value) {
            if let twin = Twins.twin(of: value) { write(twin) } else { sign(value) }
            return 1
        }
        if drawing.usesASCII, let twin = Drawing.ascii(value) {
            write(twin)
            return 1
        }
        if DisplayWidth.simple(value, drawing) > 0 {
            base(scalar)
            return 1
        }
        switch value {
        case 0x200D where Self.joins(scalars, at: index): return 1
        case 0xFE00...0xFE0F, 0xE0100...0xE01EF, 0x1F3FB...0x1F3FF, 0x20E3:
            if marks == nil { sign(value) }
            return 1
        case 0x1F1E6...0x1F1FF:
            if let letter = Unicode.Scalar(value - 0x1F1E6 + 0x41) { base(letter) }
            return 1
        case 0x1100...0x1112:
            if let (syllable, length) = Self.syllable(scalars, at: index) {
                base(syllable)
                return length
            }
        case _: break
        }
        if Self.isHarmful(scalar) || DisplayWidth.isMark(scalar) && Self.isJamo(scalar) && !endsInJamo {
            sign(value)
        } else if DisplayWidth.isMark(scalar) {
            mark(scalar)
        } else {
            base(scalar)
        }
        return 1
    }

    private mutating func write(_ twin: String) {
        result.append(contentsOf: twin.unicodeScalars)
        marks = 0
    }

    private mutating func base(_ scalar: Unicode.Scalar) {
        result.append(scalar)
        marks = 0
    }

    private mutating func mark(_ scalar: Unicode.Scalar) {
        if marks == nil { base("\u{25CC}") }
        let count = marks ?? 0
        if count < Frame.Cell.marksKept { result.append(scalar) }
        marks = count + 1
    }

    private mutating func sign(_ value: UInt32) {
        switch value {
        case 0x0A: result.append("\u{23CE}")
        case 0x09: result.append(" ")
        case 0...0x1F: if let picture = Unicode.Scalar(0x2400 + value) { result.append(picture) }
        case 0x7F: result.append("\u{2421}")
        case _: result.append(contentsOf: "‹U+\(String(value, radix: 16, uppercase: true))›".unicodeScalars)
        }
        marks = 0
    }

    /// Vowels and final consonants stand on another letter of Hangul only.
    private var endsInJamo: Bool { result.last.map(Self.isJamo) ?? false }

    private static func isJamo(_ scalar: Unicode.Scalar) -> Bool {
        (0x1100...0x11FF).contains(scalar.value) || (0xA960...0xA97C).contains(scalar.value)
            || (0xD7B0...0xD7FB).contains(scalar.value)
    }

    /// A joiner between two emoji; anywhere else it hides.
    private static func joins(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
        guard index + 1 < scalars.count, isPictograph(scalars[index + 1]) else { return false }
        var before = index - 1
        while before > 0, (0xFE00...0xFE0F).contains(scalars[before].value) || isTone(scalars[before]) { before -= 1 }
        return before >= 0 && isPictograph(scalars[before])
    }

    private static func isPictograph(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0xFF && scalar.properties.isEmoji
    }

    private static func isTone(_ scalar: Unicode.Scalar) -> Bool { (0x1F3FB...0x1F3FF).contains(scalar.value) }

    /// The syllable that two or three Hangul letters make (Unicode, 3.12).
    private static func syllable(_ scalars: [Unicode.Scalar], at index: Int) -> (Unicode.Scalar, Int)? {
        guard index + 1 < scalars.count, (0x1161...0x1175).contains(scalars[index + 1].value) else { return nil }
        let open = 0xAC00 + ((scalars[index].value - 0x1100) * 21 + scalars[index + 1].value - 0x1161) * 28
        if index + 2 < scalars.count, (0x11A8...0x11C2).contains(scalars[index + 2].value) {
            return Unicode.Scalar(open + scalars[index + 2].value - 0x11A7).map { ($0, 3) }
        }
        return Unicode.Scalar(open).map { ($0, 2) }
    }

    /// Controls, characters that turn the reading order or show nothing, and those no terminal knows.
    static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0xAD, 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, 0x1D159: return true
        case _: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: return true
        case _: return false
        }
    }
}
