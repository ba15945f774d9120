/// 文号: letters are numbered by year, from 1 and without holes; how it is written is the policy's of the day it went out.
package struct LetterCode: Hashable, Sendable, CustomStringConvertible {
    package let year: Int
    package let serial: Int
    /// As it stands on the paper: `巡建〔2026〕3号`
    package let description: String

    package init(year: Int, serial: Int, in pattern: LetterPattern = .standard) {
        self.year = year
        self.serial = serial
        description = pattern.text.replacing("{year}", with: String(year)).replacing("{serial}", with: String(serial))
    }

    /// What was written under any pattern: its first number is the year, its second the serial.
    package init?(_ text: some StringProtocol) {
        let digits = text.split { !("0"..."9").contains($0) }
        guard digits.count == 2, let year = Int(digits[0]), let serial = Int(digits[1]), serial > 0,
            String(year) == digits[0], String(serial) == digits[1]
        else { return nil }
        self.year = year
        self.serial = serial
        description = String(text)
    }
}

/// How an office writes the 文号 of its letters: `{year}` and `{serial}` among words without digits of their own.
package struct LetterPattern: Hashable, Sendable {
    package let text: String

    package static let standard = LetterPattern(checked: "巡建〔{year}〕{serial}号")

    /// `nil` unless year and serial stand in it once, in that order and apart, with nothing that could be taken for them.
    package init?(_ text: String) {
        // What nearly every office keeps.
        if text == Self.standard.text {
            self = .standard
            return
        }
        let year = text.split(separator: "{year}", omittingEmptySubsequences: false)
        guard year.count == 2 else { return nil }
        let serial = year[1].split(separator: "{serial}", omittingEmptySubsequences: false)
        guard serial.count == 2, !serial[0].isEmpty else { return nil }
        let words = year[0] + serial[0] + serial[1]
        guard !words.contains(where: { $0.isNumber || $0 == "{" || $0 == "}" || $0.isNewline }) else { return nil }
        self.text = text
    }

    private init(checked text: String) { self.text = text }
}
