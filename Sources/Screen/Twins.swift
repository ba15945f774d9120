/// What is shown instead of characters that some terminals draw one column wide and others two: twins of a width that is
/// never in doubt. The record keeps the original.
enum Twins {
    static func twin(of value: UInt32) -> String? {
        if let known = table[value] { return known }
        switch value {
        case 0x2460...0x2473: return "(\(value - 0x245F))"
        case 0x2474...0x2487: return "(\(value - 0x2473))"
        case 0x2488...0x249B: return "\(value - 0x2487)."
        case 0x249C...0x24B5: return "(\(letter(value - 0x249C, upper: false)))"
        case 0x24B6...0x24CF: return "(\(letter(value - 0x24B6, upper: true)))"
        case 0x24D0...0x24E9: return "(\(letter(value - 0x24D0, upper: false)))"
        case 0x2776...0x277F: return "(\(value - 0x2775))"
        case 0x2160...0x216B: return roman[Int(value - 0x2160)]
        case 0x2170...0x2179: return roman[Int(value - 0x2170)].lowercased()
        case _: return Drawing.ascii(value)
        }
    }

    private static func letter(_ index: UInt32, upper: Bool) -> String {
        Unicode.Scalar((upper ? 0x41 : 0x61) + index).map { String(Character($0)) } ?? ""
    }

    private static let roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]

    private static let table: [UInt32: String] = {
        var table: [UInt32: String] = [:]
        for (characters, twin) in pairs {
            for scalar in characters.unicodeScalars { table[scalar.value] = twin }
        }
        return table
    }()

    /// Punctuation and signs of Chinese texts first, then the letters of pinyin.
    private static let pairs: [(String, String)] = [
        ("“”", "＂"), ("‘’", "＇"), ("…‥", ".."), ("—―–", "－"), ("·‧", "・"), ("‖", "||"), ("★☆※", "*"), ("●○◎◯", "o"),
        ("■□▣▤▥▦▧▨▩", "#"), ("◆◇◈", "<>"), ("△▲", "^"), ("▽▼", "v"), ("▶▷", ">"), ("◀◁", "<"), ("→⇒", "->"),
        ("←", "<-"),
        ("↔⇔", "<->"), ("×", "x"), ("÷", "/"), ("±", "+-"), ("≤≦", "<="), ("≥≧", ">="), ("≠", "!="), ("≈≒", "~="),
        ("∞", "oo"),
        ("√", "v/"), ("∶", ":"), ("№", "No."), ("℃", "C"), ("℉", "F"), ("°", "o"), ("‰", "%%"), ("′", "'"), ("″", "''"),
        ("€", "EUR"), ("™", "TM"), ("®", "(R)"), ("§", "S."), ("¶", "P."), ("†", "+"), ("‡", "++"), ("½", "1/2"),
        ("¼", "1/4"),
        ("¾", "3/4"), ("²", "^2"), ("³", "^3"), ("¹", "^1"), ("āáǎàɑ", "a"), ("ēéěèê", "e"), ("īíǐì", "i"),
        ("ōóǒò", "o"),
        ("ūúǔù", "u"), ("ǖǘǚǜü", "v"), ("ńň", "n"), ("Æ", "AE"), ("æ", "ae"), ("ß", "ss"), ("Ø", "O"), ("ø", "o"),
    ]
}
