/// The bytes that a terminal sends for keys written as `j`, `<enter>`, `<c-d>`, `<a-x>`, `<pgdn>`, `<f1>`.
package enum KeyBytes {
    /// The bytes of `keys`: letters stand for themselves, names stand in angle brackets, `<lt>` is `<`.
    ///
    /// `application` is the terminal's cursor key mode (DECCKM): ncurses turns it on, and arrows then begin
    /// with `ESC O`. An unknown name is typed as it is written.
    package static func of(_ keys: String, application: Bool = true) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = keys[...]
        while let first = rest.first {
            if first == "<", let end = rest.firstIndex(of: ">"),
                let named = named(rest[rest.index(after: rest.startIndex)..<end], application)
            {
                bytes += named
                rest = rest[rest.index(after: end)...]
            } else {
                bytes += Array(String(first).utf8)
                rest.removeFirst()
            }
        }
        return bytes
    }

    private static func named(_ name: Substring, _ application: Bool) -> [UInt8]? {
        let name = name.lowercased()
        if let bytes = plain[name] { return bytes }
        if let final = cursor[name] { return [0x1B, application ? 0x4F : 0x5B, final] }
        if let text = sequences[name] { return [0x1B] + Array(text.utf8) }
        guard name.count > 2, name.dropFirst().first == "-" else { return nil }
        let key = name.dropFirst(2)
        switch name.first {
        case "c":
            if let final = cursor[String(key)] { return [0x1B] + Array("[1;5".utf8) + [final] }
            guard key.count == 1, let ascii = key.first?.asciiValue else { return nil }
            return [ascii & 0x1F]
        case "s": return cursor[String(key)].map { [0x1B] + Array("[1;2".utf8) + [$0] }
        case "a":
            if let final = cursor[String(key)] { return [0x1B] + Array("[1;3".utf8) + [final] }
            return [0x1B] + Array(key.utf8)
        default: return nil
        }
    }

    private static let plain: [String: [UInt8]] = [
        "enter": [0x0D], "esc": [0x1B], "tab": [0x09], "space": [0x20], "backspace": [0x7F], "lt": [0x3C],
        "s-tab": [0x1B, 0x5B, 0x5A],
    ]

    private static let cursor: [String: UInt8] = [
        "up": 0x41, "down": 0x42, "right": 0x43, "left": 0x44, "home": 0x48, "end": 0x46,
    ]

    private static let sequences = [
        "pgup": "[5~", "pgdn": "[6~", "insert": "[2~", "delete": "[3~", "f1": "OP", "f2": "OQ", "f3": "OR", "f4": "OS",
        "f5": "[15~", "f6": "[17~", "f7": "[18~", "f8": "[19~", "f9": "[20~", "f10": "[21~", "f11": "[23~",
        "f12": "[24~",
    ]
}
