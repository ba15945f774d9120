import ArgumentParser
import BoardUI
import Exchange
import Foundation
import Office
import Screen
import Wording

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "个人设置: theme, width, mouse, keys, the ledger opened by default.",
        discussion: """
            The file is $XDG_CONFIG_HOME/xiaohao/config.yaml.

            Example, a commented one to begin with:
              xiaohao config show --default > ~/.config/xiaohao/config.yaml
            """,
        subcommands: [Show.self, Keys.self, Check.self, Path.self], defaultSubcommand: Show.self)

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Prints the settings in force, or the commented default.",
            discussion: "Example: xiaohao config show --default > ~/.config/xiaohao/config.yaml")
        @OptionGroup var global: GlobalOptions
        @Flag(name: .customLong("default"), help: "The commented default.") var isDefault = false

        func run() throws {
            if isDefault { return Output.write(Configuration.defaultText, to: 1) }
            let configuration = try Configuration.ofUser.get()
            let members = configuration.members(global)
            if global.json { return Output.json(.object(members.map { .init($0.0, $0.1) })) }
            for (name, value) in members { Output.line("\(name): \(value.text)") }
        }
    }

    /// What may stand under `keys:`.
    struct Keys: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "keys",
            abstract: "Every name that may stand under keys, with its keys in force and what it does.",
            discussion: "Example: xiaohao config keys")
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let path = Configuration.path(GlobalOptions.environment)
            let keymap = try BoardKeys.keymap(try Configuration.ofUser.get(), path: path)
            var seen: Set<String> = []
            let meanings = Tab.allCases.flatMap { Keymap.meanings(on: $0) }.filter { seen.insert($0.name).inserted }
            let rows = meanings.map { meaning in
                (name: meaning.name, keys: keymap.keys(of: meaning).map { KeyName.shown($0) })
            }
            if global.json {
                return Output.json(
                    .object(rows.map { .init($0.name, .array($0.keys.map { .string($0) })) }))
            }
            for row in rows {
                Output.line(
                    VisibleText.pad(row.name, width: 24) + VisibleText.pad(row.keys.joined(separator: " "), width: 12)
                        + global.words["key.\(row.name)"])
            }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Checks a configuration file, by default your own.",
            discussion: "Example: xiaohao config check")
        @OptionGroup var global: GlobalOptions
        @Argument(help: "The file.") var file: String?

        func run() throws {
            let path = file ?? Configuration.path(GlobalOptions.environment)
            if file != nil, !FileManager.default.fileExists(atPath: path) {
                throw Complaint(66, "file.missing", ["path": path, "why": String(cString: strerror(ENOENT))])
            }
            let isThere = FileManager.default.fileExists(atPath: path)
            _ = try BoardKeys.keymap(try Configuration.read(path), path: path)
            if global.json {
                return Output.json(.object([.init("path", .string(path)), .init("exists", .bool(isThere))]))
            }
            if !global.quiet {
                Output.line(
                    isThere
                        ? global.words.text("config.good", ["path": path])
                        : global.words.text("config.none", ["path": path]))
            }
        }
    }

    struct Path: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "path",
            abstract: "Prints where the configuration file is, or would be.",
            discussion: "Example: xiaohao config path")
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let path = Configuration.path(GlobalOptions.environment)
            if global.json { return Output.json(.object([.init("path", .string(path))])) }
            Output.line(path)
        }
    }
}

extension Configuration {
    /// Every key with its value in force, in the order of the file.
    func members(_ global: GlobalOptions) -> [(String, JSONValue)] {
        let programs = OutsidePrograms(configuration: self, variables: GlobalOptions.environment)
        func text(_ value: String?) -> JSONValue { .string(value ?? "") }
        let depth: JSONValue =
            switch colours {
            case nil, .some(.none): .string("auto")
            case .eight: .number(8)
            case .sixteen: .number(16)
            case .indexed: .number(256)
            case .direct: .string("true")
            }
        return [
            ("language", .string(global.words.language.rawValue)), ("ledger", text(try? global.path)),
            ("person", text(global.actor)), ("theme", .string(theme?.rawValue ?? "auto")), ("colours", depth),
            (
                "tones",
                .object(
                    tones.keys.sorted { $0.rawValue < $1.rawValue }.map {
                        .init($0.name, .string(tones[$0]?.words ?? ""))
                    })
            ), ("borders", .string(borders.rawValue)),
            ("ambiguous_width", .string(ambiguous?.rawValue ?? "auto")), ("mouse", .bool(mouse)),
            ("editor", .string(programs.editor)), ("opener", .string(programs.opener)),
            (
                "keys",
                .object(
                    keys.sorted { $0.key < $1.key }.map { .init($0.key, .array($0.value.written.map { .string($0) })) })
            ),
        ]
    }
}
