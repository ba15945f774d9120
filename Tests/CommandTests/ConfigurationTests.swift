import Office
import Screen
import Testing
import Wording

@testable import xiaohao

@Suite("The configuration file")
struct ConfigurationTests {
    @Test("the commented default is read without fault, means the default, and names every key")
    func standard() {
        let (configuration, problems) = Configuration.parse(Configuration.defaultText)
        #expect(problems.isEmpty)
        #expect(configuration.language == nil && configuration.theme == nil && configuration.ambiguous == nil)
        #expect(configuration.mouse && configuration.borders == .lines && configuration.keys.isEmpty)
        #expect(configuration.ledger == nil && configuration.editor == nil)
        for key in Configuration.known { #expect(Configuration.defaultText.contains("\n\(key): "), "\(key)") }
    }

    @Test("every key is taken")
    func taken() {
        let (configuration, problems) = Configuration.parse(
            """
            language: zh-Hant
            ledger: /a/b.db
            person: 张会计
            theme: light
            colours: 256
            tones: {danger: "bold #d70000"}
            borders: ascii
            ambiguous_width: wide
            mouse: false
            editor: nano
            opener: less
            keys:
              board.next: ["]", "^N"]
              shell.quit: F10
            """)
        #expect(problems.isEmpty)
        #expect(configuration.language == .traditional && configuration.ledger == "/a/b.db")
        #expect(configuration.person == "张会计" && configuration.theme == .light && configuration.colours == .indexed)
        #expect(configuration.tones[.danger]?.words == "bold #d70000" && configuration.borders == .ascii)
        #expect(configuration.ambiguous == .wide && !configuration.mouse)
        #expect(configuration.editor == "nano" && configuration.opener == "less")
        #expect(configuration.keys["board.next"]?.written == ["]", "^N"])
        #expect(configuration.keys["shell.quit"]?.written == ["F10"])
    }

    @Test("everything that is wrong is told, with its place and what was expected")
    func problems() {
        let (_, problems) = Configuration.parse(
            """
            theme: purple
            colour: 256
            tones:
              alarm: red
              danger: mauve
            mouse: perhaps
            keys: 3
            """)
        #expect(problems.map(\.key) == ["theme", "colour", "tones.alarm", "tones.danger", "mouse", "keys"])
        #expect(problems.map(\.line) == [1, 2, 4, 5, 6, 7])
        #expect(problems.map(\.column) == [8, 1, 3, 11, 8, 7])
        #expect(problems[0].expected == "auto, dark, light, mono" && problems[0].found == "purple")
    }

    @Test("a file that is no YAML, and keys twice")
    func syntax() {
        #expect(Configuration.parse("theme: [").1.first?.expected == "YAML")
        #expect(Configuration.parse("theme: dark\ntheme: light").1.first?.line == 2)
        #expect(Configuration.parse("").1.isEmpty && Configuration.parse("# nothing").1.isEmpty)
        #expect(Configuration.parse("- a").1.count == 1)
    }

    @Test("keys that cannot be had are refused, all of them")
    func keys() {
        let (configuration, _) = Configuration.parse(
            "keys:\n  board.nowhere: j\n  board.next: \"^^\"\n  view.down: \"Q\"\n")
        do {
            _ = try BoardKeys.keymap(configuration, path: "c.yaml")
            Issue.record("nothing was refused")
        } catch {
            let complaint = Complaint(error)
            #expect(complaint.exit == 78 && complaint.rule == "config.invalid")
            #expect(complaint.facts["line"] == "2" && complaint.facts["key"] == "keys.board.nowhere")
            #expect(complaint.candidates.count == 2 && complaint.candidates[0].hasPrefix("3:3 keys.board.next"))
        }
    }

    @Test(
        "a locale that names another character set is believed",
        arguments: [
            (["LANG": "zh_CN.UTF-8"], true), (["LANG": "C"], true), (["LC_ALL": "C.utf8", "LANG": "zh_CN.GBK"], true),
            (["LANG": "zh_CN.GB18030"], false), (["LC_CTYPE": "en_US.ISO-8859-1@euro"], false), ([:], true),
        ])
    func locale(variables: [String: String], isGood: Bool) {
        #expect(((try? LocaleCheck.requireUTF8(variables)) != nil) == isGood)
    }
}
