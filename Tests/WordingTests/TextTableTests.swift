import Testing
import Wording

@Suite("A catalogue's lines")
struct TextTableTests {
    private func table(_ lines: String) -> TextTable { TextTable(Array(lines.utf8)) }

    @Test("a key has the text behind its sign, with line breaks and spaces as they are written")
    func reading() {
        let table = table("# a.comment = 1\na = 一 = 1\nb = x\\ny\\s\n\nno sign\nc = \nd.e = end")
        #expect(table["a"] == "一 = 1" && table["b"] == "x\ny " && table["c"] == "" && table["d.e"] == "end")
        #expect(table["#"] == nil && table["# a.comment"] == nil && table["no sign"] == nil && table[""] == nil)
        #expect(table.has("c") && !table.has("f"))
        #expect(table.keys == ["a", "b", "c", "d.e"])
    }

    @Test("the later of two lines counts")
    func twice() {
        let table = table("a = 1\nb = 2\na = 3\n")
        #expect(table["a"] == "3" && table["b"] == "2")
        #expect(table.keys == ["a", "b", "a"])
    }

    @Test("every key of many is found, and none besides")
    func many() {
        let table = table((0..<5000).map { "key.\($0) = \($0)" }.joined(separator: "\n"))
        #expect((0..<5000).allSatisfy { table["key.\($0)"] == String($0) })
        #expect((5000..<6000).allSatisfy { table["key.\($0)"] == nil })
        #expect(TextTable([])["a"] == nil)
    }
}
