import ArgumentParser
import Exchange
import Foundation
import Office
import Rectification
import Requests
import Screen
import Wording

struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "核验: replays the whole ledger, every text, chain, signature and rule, on all cores.",
        discussion: """
            With a number: one finding and the people, keys and policy it stands on. --against holds the log against a
            checkpoint kept elsewhere: a file that checkpoint --out wrote, or size:root.

            Examples: xiaohao verify
                      xiaohao verify 12 --against 检查点.txt
            """)
    @OptionGroup var global: GlobalOptions
    @Argument(help: "A finding's number; left out: everything.") var number: Int?
    @Option(help: ArgumentHelp("A checkpoint, or size:root; once for each.", valueName: "file")) var against: [String] =
        []

    func run() throws {
        let ledger = try global.open(forReading: true)
        let report = try ledger.verify(
            VerifyRequest(finding: number.map { FindingNumber($0) }, against: against), drivers: .all,
            progress: Progress.printer(global.quiet))
        let words = global.words
        if global.json {
            Output.json(report.json(words))
        } else {
            // The read model may be what is damaged: what it cannot name is named by its kind.
            for fault in report.faults {
                let text = FaultText(fault, words) { stream in try? ledger.read { try $0.name(of: stream) } }
                Output.line(VisibleText.line(text.line))
            }
            for notice in report.notices {
                let place =
                    notice.position.map { words.text("verify.position", ["position": String($0)]).trimmed + "  " } ?? ""
                Output.line(VisibleText.line("·  \(place)\(words.text(notice.sentence, notice.facts))"))
            }
            if report.faultCount == 0 {
                Output.line(
                    words.text(
                        "cli.verified",
                        [
                            "events": String(report.events), "signatures": String(report.signatures),
                            "checkpoints": String(report.checkpoints),
                        ]))
            }
        }
        if report.faultCount > 0 { throw Complaint(65, "verify.faults", ["count": String(report.faultCount)]) }
    }
}

extension VerifyReport {
    func json(_ words: Catalogue) -> JSONValue {
        .object([
            "events": .number(events), "signatures": .number(signatures), "checkpoints": .number(checkpoints),
            "faults": .array(
                faults.map { fault in
                    .object([
                        "stream": fault.stream.isEmpty ? .null : .string(fault.stream),
                        "version": JSONValue(fault.version), "position": JSONValue(fault.position),
                        "kind": .string(fault.kind.rawValue), "message": .string(words.text(of: fault)),
                    ])
                }), "faultCount": .number(faultCount),
            "notices": .array(
                notices.map { notice in
                    .object([
                        "position": JSONValue(notice.position),
                        "message": .string(words.text(notice.sentence, notice.facts)),
                    ])
                }),
        ])
    }
}

struct Proof: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof",
        abstract: "证明: writes a folder that ssh-keygen or openssl and sha256sum alone verify.",
        discussion: """
            With --sign or --pin-file the checkpoint in it is signed by the key of whoever issues it (admin or office);
            without them anybody who reads the ledger writes the folder, and the checkpoint is unsigned. The README in
            the folder says, in Chinese and English, what an outsider does with it.

            Examples: xiaohao proof 12 --out proof-12/
                      xiaohao proof 12 --out proof-12/ --pin-file -
            """)
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The finding's number.") var number: Int
    @Option(help: ArgumentHelp("The folder to make.", valueName: "folder")) var out: String
    @Flag(name: .customLong("without-evidence"), help: "Keep digests of the evidence only.") var withoutEvidence = false
    @Flag(help: "Sign the checkpoint; the PIN is asked for at the terminal.") var sign = false
    @Option(
        name: .customLong("pin-file"),
        help: ArgumentHelp("Sign the checkpoint. The issuer's PIN: first line of a file, or -.", valueName: "file"))
    var pinFile: String?

    func run() throws {
        let ledger = try global.open(forReading: true)
        let number = FindingNumber(number)
        try ledger.requireProvable(number)
        let key = sign || pinFile != nil ? try global.key(ledger, pinFile: pinFile, as: global.actor) : nil
        defer { key?.lock() }
        var folder = out
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        let report = try ledger.proof(
            of: number, to: folder, withEvidence: !withoutEvidence, as: global.actor, signedBy: key)
        if report.key == nil {
            Output.diagnostic(global.words.text("cli.proofUnsigned", ["command": signingCommand(folder)]))
        }
        if global.json {
            return Output.json(
                .object([
                    "path": .string(report.folder), "checkpoint": .string(report.head), "key": JSONValue(report.key),
                    "events": .number(report.events), "signatures": .number(report.signatures),
                    "evidence": .number(report.evidence),
                ]))
        }
        guard !global.quiet else { return }
        Output.line(
            global.words.text(
                "cli.proofMade",
                ["path": report.folder, "events": String(report.events), "signatures": String(report.signatures)]))
        Output.line(report.head)
    }

    /// The same proof beside this one, signed.
    private func signingCommand(_ folder: String) -> String {
        let ledger = global.ledgerPath.map { ["--ledger", ShellText.quoted($0)] } ?? []
        let words = ["xiaohao"] + ledger + ["proof", String(number), "--out", ShellText.quoted(folder + "-signed")]
        return (words + (withoutEvidence ? ["--without-evidence"] : []) + ["--sign"]).joined(separator: " ")
    }
}
