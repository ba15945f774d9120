import ArgumentParser
import Attestation
import Exchange
import Ledger
import Office
import Rectification
import Wording

struct Checkpoint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "检查点: records the size and Merkle root of the log so far; keep the printed line elsewhere.",
        discussion: """
            --out writes it as a file, signed by the key of whoever acts; FILE.signature stands beside it.
            --check says whether an older one, handed back, is still contained in this ledger.

            Examples: xiaohao checkpoint --out 检查点.txt --pin-file -
                      xiaohao checkpoint --check 检查点.txt
            """)
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Option(help: ArgumentHelp("Write the checkpoint here, signed.", valueName: "file")) var out: String?
    @Option(help: ArgumentHelp("An older checkpoint; once for each. Nothing is written.", valueName: "file"))
    var check: [String] = []

    func run() throws {
        if !check.isEmpty, out != nil { throw Complaint(together: "--check", "--out") }
        if !check.isEmpty { return try compare() }
        let ledger = try global.open()
        let options = try writing.options
        guard let out else {
            let performed = try ledger.checkpoint(as: global.actor, options)
            if !global.json, let head = performed.events.last?.text.event.head { return Output.line(head) }
            return try global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
        }
        guard let key = try global.key(ledger, pinFile: writing.pinFile, as: global.actor) else {
            throw FindingRefusal(.keyPractice)
        }
        defer { key.lock() }
        let issued = try ledger.issueCheckpoint(to: out, as: global.actor, signedBy: key, options)
        if global.json {
            return Output.json(
                .object([
                    "operation": .string(issued.performed.operation.description),
                    "replayed": .bool(issued.performed.isReplayed), "dryRun": .bool(options.isDryRun),
                    "position": .number(issued.performed.position),
                    "events": .array(issued.performed.events.map { EventJSON.value($0) }),
                    "checkpoint": .string(issued.text.head.description), "key": .string(key.fingerprint),
                    "path": .string(out),
                ]))
        }
        Output.line(issued.text.head.description)
        if !global.quiet, !options.isDryRun {
            Output.line(global.words.text("cli.checkpointKept", ["path": out, "key": key.fingerprint]))
        }
    }

    private func compare() throws {
        let ledger = try global.open(forReading: true)
        let results = try check.map { try ledger.compare(checkpoint: $0) }
        if global.json {
            Output.json(
                .array(
                    results.map { result in
                        .object([
                            "path": .string(result.path), "checkpoint": .string(result.head),
                            "contained": .bool(result.isContained), "signedBy": JSONValue(result.signer),
                        ])
                    }))
        } else {
            for result in results {
                let key = result.isContained ? "cli.checkpointContained" : "cli.checkpointLost"
                Output.line(
                    global.words.text(
                        key, ["path": result.path, "head": result.head, "person": result.signer ?? "—"]))
            }
        }
        let lost = results.count { !$0.isContained }
        if lost > 0 { throw Complaint(65, "verify.faults", ["count": String(lost)]) }
    }
}

extension AnyEvent {
    /// `size:root` of a checkpoint.
    var head: String? {
        if case .ledger(.checkpointed(let size, let root, _)) = self { "\(size):\(root)" } else { nil }
    }
}
