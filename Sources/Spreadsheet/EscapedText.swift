/// Characters that spreadsheet programs write as `_x000D_` because XML cannot hold them.
enum EscapedText {
    static func decoded(_ text: String) -> String {
        let hasMark = text.utf8.withContiguousStorageIfAvailable { $0.contains(UInt8(ascii: "_")) } ?? true
        guard hasMark, text.contains("_x") else { return text }
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            let code = rest.prefix(7)
            if scalar == "_", code.count == 7, code.last == "_", code.dropFirst().first == "x",
                let value = UInt32(String(String.UnicodeScalarView(code.dropFirst(2).dropLast())), radix: 16),
                let decoded = Unicode.Scalar(value)
            {
                result.append(decoded)
                rest = rest.dropFirst(7)
            } else {
                result.append(scalar)
                rest = rest.dropFirst()
            }
        }
        return String(result)
    }
}
