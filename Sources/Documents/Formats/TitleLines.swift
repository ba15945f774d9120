/// A title too long for one line: lines of like length, broken where words end (GB/T 9704-2012, 7.3.1).
enum TitleLines {
    /// Half characters of 2号 on a line.
    private static let room = 40

    static func broken(_ title: String) -> String {
        let characters = Array(title)
        let width = characters.reduce(0) { $0 + Self.width($1) }
        guard width > room, !title.contains(where: \.isNewline) else { return title }
        let lines = lines(characters[...], width: width, count: (width + room - 1) / room)
        return lines.map { String($0.last == " " ? $0.dropLast() : $0) }.joined(separator: "\n")
    }

    private static func lines(_ text: ArraySlice<Character>, width: Int, count: Int) -> [ArraySlice<Character>] {
        guard count > 1 else { return [text] }
        var best: (place: Int, width: Int, cost: Int)?
        var before = 0
        for place in text.indices.dropFirst() {
            before += Self.width(text[place - 1])
            guard before <= room, width - before <= room * (count - 1), mayBreak(text[place - 1], text[place]) else {
                continue
            }
            let cost = abs(before * count - width) - (isBetweenWords(text, place) ? 12 * count : 0)
            if cost < best?.cost ?? .max { best = (place, before, cost) }
        }
        guard let best else { return [text] }
        return [text[..<best.place]] + lines(text[best.place...], width: width - best.width, count: count - 1)
    }

    private static func width(_ character: Character) -> Int { character.isASCII ? 1 : 2 }

    private static func mayBreak(_ last: Character, _ next: Character) -> Bool {
        if "”’》）〉】，。、；：！？".contains(next) || "“‘《（〈【".contains(last) { return false }
        return last == " " || !(last.isASCII && next.isASCII)
    }

    /// After what is quoted or 的, and before what is quoted or 问题.
    private static func isBetweenWords(_ text: ArraySlice<Character>, _ place: Int) -> Bool {
        "”》的".contains(text[place - 1]) || "“《".contains(text[place]) || String(text[place...].prefix(2)) == "问题"
    }
}
