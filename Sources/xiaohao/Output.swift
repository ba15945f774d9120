import ArgumentParser
import Attestation
import BoardUI
import Exchange
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Screen
import Wording

/// What goes to stdout and stderr; a broken pipe is silent.
enum Output {
    static func line(_ text: String) { write(text + "\n", to: 1) }

    static func json(_ value: JSONValue) { write(value.text + "\n", to: 1) }

    /// A JSON array whose elements come some at a time.
    static func array(_ elements: (_ take: ([[UInt8]]) -> Void) throws -> Void) throws {
        write([UInt8(ascii: "[")], to: 1)
        var isFirst = true
        try elements { texts in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(texts.reduce(0) { $0 + $1.count + 1 })
            for text in texts {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                bytes.append(contentsOf: text)
            }
            write(bytes, to: 1)
        }
        write(Array("]\n".utf8), to: 1)
    }

    static func diagnostic(_ text: String) { write(text + "\n", to: 2) }

    static func write(_ text: String, to descriptor: Int32) {
        if let inside = InsideSession.current { return inside.printed.append(text) }
        write(Array(text.utf8), to: descriptor)
    }

    /// UTF-8 that is not made into a text first.
    static func write(_ all: [UInt8], to descriptor: Int32) {
        if let inside = InsideSession.current {
            return inside.printed.append(String(decoding: all, as: UTF8.self))
        }
        var bytes = all[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                // A command whose complaints nobody can hear ends as it would have.
                guard descriptor == 1 else { return }
                guard errno != EPIPE else { exit(0) }
                exit(Failure.report(Complaint(74, "output.failed", ["why": String(cString: strerror(errno))])))
            }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Columns aligned by display width.
    static func table(_ rows: [[String]]) {
        guard let first = rows.first else { return }
        let shown = rows.map { $0.map(VisibleText.line) }
        let widths = first.indices.map { column in shown.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
        for row in shown {
            var line = ""
            for (column, text) in row.enumerated() {
                line += column == row.count - 1 ? text : VisibleText.pad(text, width: widths[column]) + "  "
            }
            Self.line(line)
        }
    }
}

/// Turns an error into its sentence, in words or as JSON, and its exit code.
enum Failure {
    static func report(_ error: any Error) -> Int32 {
        let arguments = CommandLine.arguments
        let wantsJSON = arguments.contains("--json")
        let words = Catalogue.bundled(language(arguments))
        if let code = error as? ExitCode { return code.rawValue }
        if let end = error as? SignalledEnd { return 128 + end.number }
        guard let complaint = complaint(error) else { return showHelp(error) }
        DiagnosticLog.note(complaint, arguments)
        var (message, remedy) = words.explain(rule: complaint.rule, complaint.facts)
        if let example = UsageExample.of(complaint, arguments) {
            remedy = words.text("usage.example", ["remedy": remedy, "example": example])
        }
        if wantsJSON {
            var members: [JSONValue.Member] = [
                .init("exit", .number(Int(complaint.exit))), .init("rule", .string(complaint.rule)),
                .init("message", .string(message)), .init("remedy", .string(remedy)),
            ]
            if !complaint.candidates.isEmpty {
                members.append(.init("candidates", .array(complaint.candidates.map { .string($0) })))
            }
            if let current = complaint.current { members.append(.init("current", .number(current))) }
            Output.diagnostic(JSONValue.object(["error": .object(members)]).text)
        } else {
            Output.diagnostic("xiaohao: " + VisibleText.line(message))
            if !remedy.isEmpty { Output.diagnostic("  → " + VisibleText.line(remedy)) }
            for candidate in complaint.candidates { Output.diagnostic("    " + VisibleText.line(candidate)) }
            Output.diagnostic("  [\(complaint.rule)]")
        }
        return complaint.exit
    }

    /// `nil` for a request for help or the version.
    static func complaint(_ error: any Error) -> Complaint? {
        if error is CleanExit { return nil }
        let code = Xiaohao.exitCode(for: error)
        if code == .success { return nil }
        if code == .validationFailure {
            return UsageFault(Xiaohao.message(for: error), CommandLine.arguments).complaint
        }
        let complaint = Complaint(error)
        guard complaint.rule == FieldProblem.Rule.missing.rawValue, complaint.candidates.isEmpty,
            let field = complaint.facts["field"]
        else { return complaint }
        // On the command line a blank is an option that was not given.
        return Complaint(complaint.exit, complaint.rule, complaint.facts, candidates: ["--" + field])
    }

    private static func showHelp(_ error: any Error) -> Int32 {
        Output.line(Xiaohao.fullMessage(for: error))
        return 0
    }

    private static func language(_ arguments: [String]) -> Language {
        for (index, argument) in arguments.enumerated() {
            if argument == "--lang", index + 1 < arguments.count,
                let language = Language(rawValue: arguments[index + 1])
            {
                return language
            }
            if argument.hasPrefix("--lang="), let language = Language(rawValue: String(argument.dropFirst(7))) {
                return language
            }
        }
        return Language.ofUser
    }
}

extension GlobalOptions {
    /// What every writing command answers (cli.md, “Output”).
    func members(
        _ performed: Performed, today: Day, isDryRun: Bool, files: [String] = [], papersTakenBack papers: [String] = []
    ) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init("operation", .string(performed.operation.description)),
            .init("replayed", .bool(performed.isReplayed)), .init("dryRun", .bool(isDryRun)),
            .init("position", .number(performed.position)),
            .init("events", .array(performed.events.map { EventJSON.value($0) })),
        ]
        if let finding = performed.finding {
            members.append(.init("finding", FindingJSON.value(finding, today: today)))
        }
        if let meeting = performed.meeting { members.append(.init("meeting", MeetingJSON.value(meeting))) }
        if let issue = performed.issue { members.append(.init("issue", TriageJSON.value(issue, today: today))) }
        if let letter = performed.letter { members.append(.init("letter", TriageJSON.value(letter, today: today))) }
        if !papers.isEmpty { members.append(.init("papersTakenBack", .array(papers.map { .string($0) }))) }
        if !files.isEmpty { members.append(.init("files", .array(files.map { .string($0) }))) }
        return members
    }

    /// Prints what a writing command did (cli.md, “Output”).
    ///
    /// - Parameter papersTakenBack: papers that stand for nothing any more, by name.
    func show(
        _ performed: Performed, today: Day, isDryRun: Bool, files: [String] = [], papersTakenBack: [String] = []
    ) throws {
        if json {
            return Output.json(
                .object(
                    members(
                        performed, today: today, isDryRun: isDryRun, files: files, papersTakenBack: papersTakenBack)))
        }
        guard !quiet else { return }
        let words = words
        if isDryRun { Output.line(words["cli.dryRun"]) }
        let takenBack = words.papersTakenBack(papersTakenBack)
        if InsideSession.current != nil { return showInside(performed, takenBack) }
        for line in Self.lines(performed, words) { Output.line(line) }
        if let finding = performed.finding {
            Output.line(
                "#\(finding.number) \(words.word(finding.stage.code)) · "
                    + VisibleText.clip(finding.facts.text, width: 60))
        }
        if let sheet = performed.meeting { Output.line(words.summary(of: sheet)) }
        if let sheet = performed.issue { Output.line(words.line(of: sheet.row)) }
        if let letter = performed.letter { Output.line(words.line(of: LetterRow(of: letter), today: today)) }
        if !takenBack.isEmpty { Output.line(VisibleText.line(takenBack)) }
        show(files: files)
    }
}

extension GlobalOptions {
    /// What happened, one line a kind of event; identities of streams are for `--json`.
    fileprivate static func lines(_ performed: Performed, _ words: Catalogue) -> [String] {
        var runs: [(keys: [String], count: Int)] = []
        for event in performed.events {
            if let last = runs.last, last.keys == event.text.eventKeys {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((event.text.eventKeys, 1))
            }
        }
        // Of many only the first are at hand; those behind them go on with the last.
        if !runs.isEmpty { runs[runs.count - 1].count += max(0, performed.count - performed.events.count) }
        return runs.map { run in
            let name = run.keys.map { words["event.\($0)"] }.joined(separator: " · ")
            return run.count > 1 ? "\(name) × \(run.count)" : name
        }
    }

    /// Behind `:` one line says it all; the board shows the rest.
    private func showInside(_ performed: Performed, _ takenBack: String) {
        let events = performed.events.flatMap(\.text.eventKeys).map { words["event.\($0)"] }.joined(separator: " · ")
        let finding = performed.finding.map { "#\($0.number) \(words.word($0.stage.code)) · " } ?? ""
        Output.line(finding + events + (takenBack.isEmpty ? "" : " · " + takenBack))
    }
}

/// An event as JSON (cli.md, `log`).
enum EventJSON {
    static func value(_ stored: StoredEvent) -> JSONValue {
        let text = stored.text
        return .object([
            "position": .number(stored.position), "stream": .string(text.stream.description),
            "version": .number(text.version), "event": .string(text.event.code), "at": .string(text.time.description),
            "by": .string(text.name), "person": .string(text.person.description), "login": .string(text.login),
            "operation": .string(text.operation.description),
            "hash": .string(stored.hash.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()),
        ])
    }
}

extension EventText {
    var isUndoable: Bool {
        if case .finding(let event) = event { event.isUndoable } else { false }
    }

    /// `eventKey`, and after an undoing that of what was undone.
    var eventKeys: [String] {
        if case .finding(.undone(_, let undone)) = event { [eventKey, undone] } else { [eventKey] }
    }

    /// The key of the event's name in the catalogues: findings' own names, else stream and name.
    var eventKey: String {
        switch event {
        case .finding(let event): event.code
        case .ledger, .policy, .organisation, .person, .round, .group, .letter, .meeting:
            "\(stream.description.prefix { $0 != "/" }).\(event.code)"
        }
    }
}
