import BoardUI
import Requests
import Screen
import Testing

@Suite("Keys on other keys")
struct KeymapTests {
    @Test("a meaning goes to the keys that the configuration names, and help and dispatch follow")
    func moved() {
        var problems: [Keymap.Problem] = []
        let keymap = Keymap(overriding: ["board.next": ["]", "^N"], "view.undo": ["U"]], &problems)
        #expect(problems.isEmpty)
        #expect(keymap.keys(of: .board(.next)) == [.character("]"), .control("n")])
        #expect(keymap.meaning(of: .character("]"), on: .board) == .board(.next))
        #expect(keymap.meaning(of: .character(">"), on: .board) == nil)
        #expect(keymap.meaning(of: .character("U"), on: .board) == .view(.undo))
    }

    @Test("an unknown name and an unknown key are named, and the standard keys stay")
    func unknown() {
        var problems: [Keymap.Problem] = []
        let keymap = Keymap(overriding: ["board.fly": ["x"], "view.down": ["hyper-x", "J"]], &problems)
        #expect(problems == [.unknownName("board.fly"), .unknownKey("hyper-x", of: "view.down")])
        #expect(keymap.meaning(of: .character("j"), on: .board) == .view(.down))
    }

    @Test("a key for two meanings is refused with both names")
    func conflict() {
        var problems: [Keymap.Problem] = []
        let keymap = Keymap(overriding: ["board.next": ["j"]], &problems)
        #expect(problems == [.conflict(key: "j", "view.down", "board.next")])
        #expect(keymap.meaning(of: .character(">"), on: .board) == .board(.next))
    }

    @Test("a meaning without a key stays in the help and is run there")
    func unbound() {
        var problems: [Keymap.Problem] = []
        var state = BoardFixture.board(80, 24)
        state.setting.keymap = Keymap(overriding: ["view.trouble": []], &problems)
        #expect(problems.isEmpty && state.setting.keymap.meaning(of: .character("!"), on: .board) == nil)
        BoardFixture.press(&state, .character("?"))
        BoardFixture.type(&state, "要紧")
        BoardFixture.press(&state, .enter)
        #expect(state.board.filter.isTrouble)
    }

    static let keys: [KeyPress] = [
        .enter, .tab, .backTab, .escape, .up, .pageDown, .home, .function(5), .control("r"), .character(" "),
        .character("j"), .character("G"), .character(">"),
    ]

    @Test("what a key is shown as is read back as that key", arguments: keys)
    func names(key: KeyPress) { #expect(KeyName.key(KeyName.shown(key)) == key) }
}
