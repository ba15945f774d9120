/// How many terminal columns text takes: a Chinese character two, a combining mark none.
package enum DisplayWidth {
    /// Columns of a text as it is shown, see `VisibleText`.
    package static func of(_ text: some StringProtocol) -> Int {
        let drawing = Drawing.current
        var width = 0
        for scalar in text.unicodeScalars {
            let columns = simple(scalar.value, drawing)
            if columns == 0 { return shown(String(text), drawing) }
            width += columns
        }
        return width
    }

    private static func shown(_ text: String, _ drawing: Drawing) -> Int {
        VisibleText.line(text, drawing).unicodeScalars.reduce(0) { $0 + of($1, drawing) }
    }

    package static func of(_ character: Character) -> Int { of(String(character)) }

    /// Columns of a scalar that always is a character of its own and is shown as it is, as nearly all of a Chinese
    /// text is; 0 for all others.
    static func simple(_ value: UInt32, _ drawing: Drawing) -> Int {
        switch value {
        case 0x20...0x7E: 1
        case 0x4E00...0x9FFF, 0x3001...0x3029, 0x3400...0x4DBF, 0xFF01...0xFF60: 2
        case 0xA1...0xAC, 0xAE...0xFF, 0x2010...0x2027, 0x2190...0x21FF, 0x2500...0x25A1: drawing.usesASCII ? 0 : 1
        case _: 0
        }
    }

    static func isSimple(_ text: String, _ drawing: Drawing) -> Bool {
        text.unicodeScalars.allSatisfy { simple($0.value, drawing) > 0 }
    }

    /// Columns of a scalar of a shown text: 0, 1 or 2.
    static func of(_ scalar: Unicode.Scalar, _ drawing: Drawing) -> Int {
        let value = scalar.value
        let simple = simple(value, drawing)
        if simple > 0 { return simple }
        if isMark(scalar) { return 0 }
        return WidthTables.contains(WidthTables.wide, value) ? 2 : 1
    }

    /// Stands on the character before it.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        if value < 0x300 { return false }
        // Medial vowels and final consonants of Hangul, old ones included.
        if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value) { return true }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return true
        case _: return false
        }
    }

    /// Whether every terminal and every library gives a scalar the columns counted here.
    package static func isCertain(_ value: UInt32) -> Bool {
        switch value {
        case 0x20...0x7E, 0x2500...0x257F, 0x3001...0x3029, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3,
            0xFF01...0xFF60:
            true
        case _: false
        }
    }
}
