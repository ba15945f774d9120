import ArgumentParser
import Attestation
import Exchange
import Ledger
import Office
import Rectification
import Wording

/// `person key`: makes and offers a key, enrols one, retires one (trust.md, “Keys”).
struct PersonKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "密钥: makes a key pair and offers it; an administrator enrols or retires it.",
        discussion: """
            The first key of a ledger is its first administrator's and enrols itself. The PIN is typed, or generated
            (12 digits, shown once); it is never an argument. Compare the fingerprint with the person before --enrol.
            An administrator's own new key is enrolled by the old one, which is retired by that. When its PIN is lost,
            another administrator retires the old key and enrols the new one. With one administrator only, nobody can
            enrol keys or change people and policy then: keys in force go on signing, the record stays provable, and
            new work goes on in a new ledger (export, init, import). So have two administrators.

            Examples: xiaohao person key 王五
                      xiaohao person key 王五 --enrol SHA256:… --admin-pin-file -
                      xiaohao person key 王五 --retire --reason '离任'
            """)
    @OptionGroup var global: GlobalOptions
    @OptionGroup var writing: WritingOptions
    @Argument(help: "Whose key: name, id or path.") var person: String
    @Option(help: ArgumentHelp("Enrol the offered key with this fingerprint.", valueName: "fingerprint"))
    var enrol: String?
    @Flag(help: "Retire the live key.") var retire = false
    @Option(help: "Why it is retired.") var reason: String?
    @Option(
        name: .customLong("admin-pin-file"),
        help: ArgumentHelp("The PIN of the administrator's key: first line of a file, or -.", valueName: "file"))
    var adminPinFile: String?

    func run() throws {
        if enrol != nil, retire { throw Complaint(together: "--enrol", "--retire") }
        if reason != nil, !retire { throw Complaint("--reason", belongsTo: "--retire") }
        let ledger = try global.open()
        let options = try writing.options
        if enrol == nil, !retire { return try offer(ledger, options) }
        guard let key = try global.key(ledger, pinFile: adminPinFile ?? writing.pinFile, as: global.actor) else {
            throw FindingRefusal(.keyPractice)
        }
        defer { key.lock() }
        let performed =
            if let enrol {
                try ledger.enrolKey(enrol, of: person, as: global.actor, signedBy: key, options)
            } else {
                try ledger.retireKey(of: person, reason: reason, as: global.actor, signedBy: key, options)
            }
        try global.show(performed, today: ledger.today, isDryRun: options.isDryRun)
    }

    private func offer(_ ledger: OpenLedger, _ options: WriteOptions) throws {
        guard !ledger.store.settings.isPractice else { throw FindingRefusal(.keyPractice) }
        let owner = try ledger.signatory(named: person)
        let source = try PinSource(file: writing.pinFile, of: owner.name, mayAsk: !global.noInput)
        let pin = source.isTerminal ? try source.choose(global.words) : try source.read("")
        let before = try ledger.read { try $0.keys(of: owner.id).live }
        let offered = try ledger.offerKey(as: owner.id.description, global.keyring, pin: pin, options)
        if global.json {
            return Output.json(
                .object([
                    "operation": .string(offered.performed.operation.description),
                    "replayed": .bool(offered.performed.isReplayed),
                    "dryRun": .bool(options.isDryRun), "position": .number(offered.performed.position),
                    "events": .array(offered.performed.events.map { EventJSON.value($0) }),
                    "key": .object([
                        "fingerprint": .string(offered.fingerprint), "person": .string(owner.id.description),
                        "name": .string(owner.name), "enrolled": .bool(offered.isEnrolled),
                        "path": options.isDryRun ? .null : .string(offered.path),
                    ]),
                ]))
        }
        guard !global.quiet else { return Output.line(offered.fingerprint) }
        try global.show(offered.performed, today: ledger.today, isDryRun: options.isDryRun)
        Output.line(offered.fingerprint)
        var facts = ["person": owner.name, "key": offered.fingerprint, "path": offered.path]
        if !options.isDryRun, !offered.performed.isReplayed { Output.line(global.words.text("cli.keyKept", facts)) }
        guard let before else {
            return Output.line(global.words.text(offered.isEnrolled ? "cli.keyRoot" : "cli.keyOffered", facts))
        }
        facts["live"] = before.fingerprint
        guard owner.roles.contains(.admin) else { return Output.line(global.words.text("cli.keyReplaces", facts)) }
        Output.line(global.words.text("cli.keySuccessor", facts))
        let isLast = try ledger.read { try $0.administratorsWithKeys() } == 1
        Output.line(global.words.text(isLast ? "cli.keySuccessorLast" : "cli.keySuccessorLost", facts))
    }
}

struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "密钥: the keys of the ledger.",
        discussion: "Example: xiaohao key list", subcommands: [Listing.self])

    struct Listing: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Every key that was offered, with its fingerprint and what became of it.",
            discussion: "Example: xiaohao key list")
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let ledger = try global.open(forReading: true)
            let keys = try ledger.keys()
            if global.json {
                return Output.json(
                    .array(
                        keys.map { listed in
                            .object([
                                "fingerprint": .string(listed.key.fingerprint),
                                "publicKey": .string(listed.key.publicKey),
                                "person": .string(listed.person.id.description), "name": .string(listed.person.name),
                                "state": .string(listed.state.rawValue), "root": .bool(listed.isRoot),
                                "offered": .number(listed.key.offered), "enrolled": JSONValue(listed.key.enrolled),
                                "retired": JSONValue(listed.key.retired),
                            ])
                        }))
            }
            let words = global.words
            Output.table(
                keys.map { listed in
                    [
                        listed.person.name, listed.person.organisation?.path ?? "", listed.key.fingerprint,
                        words["key.state.\(listed.state.rawValue)"] + (listed.isRoot ? " · " + words["key.root"] : ""),
                    ]
                })
        }
    }
}
