import ArgumentParser
import Wording

/// `man xiaohao`, made from the commands themselves so that it cannot lag behind; `make install` puts it in its place.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "手册: prints the manual page in roff.",
        discussion: "Example: xiaohao manual | man -l -")
    @OptionGroup var global: GlobalOptions

    func run() throws { Output.write(ManualPage(global.words).text, to: 1) }
}

struct CompletionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "补全: prints the completion script of a shell.",
        discussion: "Example: source <(xiaohao completions bash)")
    enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }
    @OptionGroup var global: GlobalOptions
    @Argument(help: "bash, zsh or fish.") var shell: Shell

    func run() throws {
        let shell: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        Output.write(Xiaohao.completionScript(for: shell), to: 1)
    }
}

/// The manual page: what the program is, every command with its help, files, environment, exit codes.
struct ManualPage {
    private var lines: [String] = []
    private let words: Catalogue

    init(_ words: Catalogue) {
        self.words = words
        lines.append(".TH XIAOHAO 1 \"\" \"\(Version.text)\" \"\(Self.escaped(words["manual.title"]))\"")
        // Chinese has no blanks to stretch and no words to cut.
        lines += [".ad l", ".nh"]
        section("NAME", "manual.name")
        section("SYNOPSIS")
        verbatim("xiaohao [--ledger PATH] [--as PERSON] [--lang LANGUAGE] [--json] <command> …")
        section("DESCRIPTION", "manual.description")
        section("COMMANDS")
        for command in Xiaohao.configuration.subcommands { add(command, []) }
        section("FILES", "manual.files")
        section("ENVIRONMENT", "manual.environment")
        section("EXIT STATUS")
        for code in Self.exits {
            lines += [".TP", String(code), Self.escaped(words["manual.exit.\(code)"])]
        }
    }

    static let exits = [0, 1, 64, 65, 66, 69, 70, 73, 74, 75, 77, 78]

    var text: String { lines.joined(separator: "\n") + "\n" }

    private mutating func section(_ name: String, _ key: String? = nil) {
        lines.append(".SH \(name)")
        guard let key else { return }
        for paragraph in words[key].split(separator: "|") {
            lines += [Self.escaped(String(paragraph).trimmingPrefix(" ")), ".PP"]
        }
    }

    private mutating func verbatim(_ text: String) {
        lines.append(".nf")
        lines += text.split(separator: "\n", omittingEmptySubsequences: false).map { Self.escaped($0) }
        lines.append(".fi")
    }

    /// A command and those below it.
    private mutating func add(_ command: any ParsableCommand.Type, _ above: [String]) {
        let name = command.configuration.commandName ?? ""
        let configuration = command.configuration
        guard configuration.subcommands.isEmpty else {
            for below in configuration.subcommands { add(below, above + [name]) }
            return
        }
        lines.append(".SS \((above + [name]).joined(separator: " "))")
        verbatim(Self.help(command))
    }

    private static func help(_ command: any ParsableCommand.Type) -> String {
        // What every command takes stands once, in the synopsis.
        Xiaohao.helpMessage(for: command, columns: 78)
    }

    /// Text as roff prints it: no line begins with a request, no backslash is one.
    private static func escaped(_ text: some StringProtocol) -> String {
        let escaped = String(text).replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }
}
