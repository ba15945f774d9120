/// SGR: what the numbers before an `m` make of the style.
extension VirtualScreen {
    mutating func setStyle(_ numbers: [Int?]) {
        var rest = numbers.isEmpty ? [0] : numbers.map { $0 ?? 0 }[...]
        while let number = rest.popFirst() {
            switch number {
            case 0: style = VirtualStyle()
            case 1: style.bold = true
            case 2: style.dim = true
            case 3: style.italic = true
            case 4: style.underline = true
            case 5: style.blink = true
            case 7: style.reverse = true
            case 22: (style.bold, style.dim) = (false, false)
            case 23: style.italic = false
            case 24: style.underline = false
            case 25: style.blink = false
            case 27: style.reverse = false
            case 30...37: style.foreground = .indexed(number - 30)
            case 38: if let colour = Self.colour(&rest) { style.foreground = colour }
            case 39: style.foreground = .standard
            case 40...47: style.background = .indexed(number - 40)
            case 48: if let colour = Self.colour(&rest) { style.background = colour }
            case 49: style.background = .standard
            case 90...97: style.foreground = .indexed(number - 90 + 8)
            case 100...107: style.background = .indexed(number - 100 + 8)
            default: break
            }
        }
    }

    /// `5;n` or `2;r;g;b`; the colon form has an empty colour space after the 2 (`2::r:g:b`).
    private static func colour(_ rest: inout ArraySlice<Int>) -> VirtualStyle.Colour? {
        switch rest.popFirst() {
        case 5: return rest.popFirst().map(VirtualStyle.Colour.indexed)
        case 2:
            guard rest.count >= 3 else { return nil }
            if rest.count == 4, rest.first == 0 { rest.removeFirst() }
            return .rgb(rest.removeFirst(), rest.removeFirst(), rest.removeFirst())
        default: return nil
        }
    }
}
