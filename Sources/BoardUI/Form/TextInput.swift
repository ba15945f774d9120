/// A text being typed, with a caret between its characters.
package struct TextInput: Hashable, Sendable {
    package private(set) var characters: [Character]
    package private(set) var caret: Int

    package init(_ text: String = "") {
        characters = Array(text)
        caret = characters.count
    }

    package var text: String { String(characters) }
    package var beforeCaret: String { String(characters[..<caret]) }

    package mutating func insert(_ character: Character) {
        characters.insert(character, at: caret)
        caret += 1
    }

    package mutating func insert(contentsOf text: String) {
        let new = Array(text)
        characters.insert(contentsOf: new, at: caret)
        caret += new.count
    }

    package mutating func deleteBackward() {
        guard caret > 0 else { return }
        caret -= 1
        characters.remove(at: caret)
    }

    package mutating func deleteForward() {
        guard caret < characters.count else { return }
        characters.remove(at: caret)
    }

    package mutating func move(by distance: Int) { caret = max(0, min(characters.count, caret + distance)) }
    package mutating func moveToStart() { caret = characters[..<caret].lastIndex(of: "\n").map { $0 + 1 } ?? 0 }
    package mutating func moveToEnd() { caret = characters[caret...].firstIndex(of: "\n") ?? characters.count }

    package mutating func deleteWord() {
        while caret > 0, characters[caret - 1] == " " { deleteBackward() }
        while caret > 0, characters[caret - 1] != " ", characters[caret - 1] != "\n" { deleteBackward() }
    }

    package mutating func clear() {
        characters = []
        caret = 0
    }

    package mutating func replace(with text: String) { self = TextInput(text) }
}
