internal import Attestation
internal import Ledger
internal import Rectification
internal import Signing
internal import Wording

/// Everything a proof is made of, read in one view of the ledger.
struct ProofMaterial {
    struct Logged {
        let position: Int
        let text: EventText
        let signature: [UInt8]?
        /// Its file without an extension.
        let name: String
    }

    /// Who vouches for the checkpoint, and the signature that says so.
    struct Seal {
        let issuer: String
        let key: PublicKey
        let signature: [UInt8]
    }

    let settings: LedgerSettings
    let number: FindingNumber
    let content: [UInt8]
    /// The whole stream of the finding.
    let events: [Logged]
    /// Offers, enrolments and retirements of every key that signed something here, back to the root key.
    let keyEvents: [Logged]
    let keys: [Key]
    let evidence: [EvidenceFile]
    let checkpoint: CheckpointText
    private let paths: [Int: [MerklePaths.Step]]

    init(of number: FindingNumber, _ reader: LedgerReader, at now: Moment) throws {
        self.number = number
        settings = reader.settings
        let id = try reader.id(of: number)
        events = try reader.events(of: .finding(id)).map { stored in
            Logged(
                position: stored.position, text: stored.text, signature: try reader.signature(at: stored.position),
                name: "event-\(stored.text.version)")
        }
        let submissions = events.compactMap { event -> String? in
            if case .finding(.submitted(_, _, let content)) = event.text.event { content } else { nil }
        }
        content = Array((try submissions.last.flatMap { try reader.content($0) } ?? "").utf8)
        evidence = try reader.finding(id).liveEvidence.map(\.file)
        (keys, keyEvents) = try Self.keyChain(events.compactMap(\.text.event.namedSigner), reader)
        var merkle = MerklePaths(leaves: (events + keyEvents).map { $0.position - 1 }, reader.algorithm)
        try reader.connection.scan("SELECT hash FROM events ORDER BY position", []) { row in
            guard let leaf = Digest(bytes: row.bytes(0)) else { throw LedgerError(.damaged, ["why": "hash"]) }
            merkle.append(leaf: leaf)
            return true
        }
        let size = merkle.size
        let (root, paths) = merkle.finish()
        self.paths = paths
        checkpoint = CheckpointText(
            ledger: reader.ledger, size: size, root: root, time: now, rootKey: try reader.rootKey())
    }

    /// The keys that some fingerprints name, those that enrolled or retired them, and so on.
    private static func keyChain(
        _ fingerprints: [String], _ reader: LedgerReader
    ) throws -> (keys: [Key], events: [Logged]) {
        var keys: [Key] = []
        var events: [Logged] = []
        var open = fingerprints
        while let fingerprint = open.popLast() {
            guard !keys.contains(where: { $0.fingerprint == fingerprint }),
                let owner = try reader.owner(ofKey: fingerprint), let key = try reader.keys(of: owner)[fingerprint]
            else { continue }
            keys.append(key)
            for stored in try reader.events(of: .person(owner)) where stored.text.event.isAbout(key: fingerprint) {
                let name = "key-\(owner)-\(stored.text.version)"
                guard !events.contains(where: { $0.name == name }) else { continue }
                events.append(
                    Logged(
                        position: stored.position, text: stored.text,
                        signature: try reader.signature(at: stored.position), name: name))
                if let signer = stored.text.event.namedSigner { open.append(signer) }
            }
        }
        return (keys.sorted { $0.offered < $1.offered }, events.sorted { $0.position < $1.position })
    }

    /// Every file but the evidence, by name.
    ///
    /// - Parameter seal: `nil`: the checkpoint stays unsigned, and the README says so.
    func files(_ seal: Seal?, withEvidence: Bool) -> [(name: String, bytes: [UInt8])] {
        var files: [(name: String, bytes: [UInt8])] = [
            ("README", Array(readme(seal, withEvidence: withEvidence).utf8)), ("content.txt", content),
            ("checkpoint.txt", checkpoint.bytes), ("check.sh", resource("check", "sh")),
        ]
        if let seal { files.append(("checkpoint.txt.signature", seal.signature)) }
        for event in events + keyEvents {
            files.append((event.name + ".txt", event.text.bytes))
            let path = (paths[event.position - 1] ?? []).map { "\($0)\n" }.joined()
            files.append((event.name + ".path", Array(path.utf8)))
            // Only opinions end in .sig.
            guard let signature = event.signature else { continue }
            files.append((event.name + (event.text.event.isOpinion ? ".txt.sig" : ".txt.signature"), signature))
        }
        let sums = evidence.map { "\($0.digest)  evidence/\($0.digest)\n" }.joined()
        switch settings.crypto {
        case .standard:
            let used = Set(events.compactMap(\.text.event.namedSigner))
            let lines = keys.filter { used.contains($0.fingerprint) }.compactMap { key in
                PublicKey(line: key.publicKey)?.allowedSigner(key.person.description)
            }
            files.append(("allowed_signers", Array(lines.joined().utf8)))
            files.append(("SHA256SUMS", Array(sums.utf8)))
        case .gm:
            for known in keys {
                guard let key = PublicKey(line: known.publicKey) else { continue }
                files.append((pem(known.fingerprint), Array(key.pem.utf8)))
            }
            if let key = seal?.key, !keys.contains(where: { $0.fingerprint == key.fingerprint }) {
                files.append((pem(key.fingerprint), Array(key.pem.utf8)))
            }
            files.append(("SM3SUMS", Array(sums.utf8)))
        }
        return files
    }

    private func resource(_ name: String, _ kind: String) -> [UInt8] {
        BundledResource.bytes("proof/\(name).\(settings.crypto.rawValue).\(kind)").map { Array($0) } ?? []
    }

    /// SM2 keys stand in files of their own, by their owner and the beginning of the fingerprint.
    private func pem(_ fingerprint: String) -> String {
        let letters = fingerprint.drop { $0 != ":" }.dropFirst().filter { $0.isLetter || $0.isNumber }.prefix(12)
        return "sm2-\(letters).pem"
    }

    private func verify(_ signature: String, _ text: String, _ fingerprint: String) -> String {
        "openssl pkeyutl -verify -pubin -inkey \(pem(fingerprint)) -rawin -digest sm3"
            + " -pkeyopt distid:1234567812345678 -in \(text) -sigfile \(signature)"
    }

    /// The README's lines; one that begins with {signed} or {unsigned} stands only where the checkpoint is so.
    private func lines(signed: Bool) -> String {
        let (kept, left) = signed ? ("{signed}", "{unsigned}") : ("{unsigned}", "{signed}")
        return String(decoding: resource("readme", "txt"), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix(left) }
            .map { $0.hasPrefix(kept) ? $0.dropFirst(kept.count) : $0 }.joined(separator: "\n")
    }

    private func readme(_ seal: Seal?, withEvidence: Bool) -> String {
        let opinions = events.filter { $0.text.event.isOpinion }
        let commands = opinions.map { event in
            switch settings.crypto {
            case .standard:
                "   ssh-keygen -Y verify -f allowed_signers -I \(event.text.person) -n xiaohao-opinion@v1"
                    + " -s \(event.name).txt.sig < \(event.name).txt\n"
            case .gm:
                "   "
                    + verify("\(event.name).txt.sig", "\(event.name).txt", event.text.event.namedSigner ?? "") + "\n"
            }
        }
        let keyCommands = keyEvents.map { event in
            switch settings.crypto {
            case .standard:
                "   ssh-keygen -Y check-novalidate -n xiaohao-event@v1"
                    + " -s \(event.name).txt.signature < \(event.name).txt\n"
            case .gm:
                "   "
                    + verify("\(event.name).txt.signature", "\(event.name).txt", event.text.event.namedSigner ?? "")
                    + "\n"
            }
        }
        let signers = opinions.compactMap { event -> String? in
            guard case .finding(.opined(let opined)) = event.text.event else { return nil }
            return "   \(event.name).txt  \(VisibleName.of(event.text.name))  \(opined.party)  "
                + "\(opined.verdict.code.rawValue)  \(opined.key ?? "")\n"
        }
        let files = evidence.map { "   evidence/\($0.digest)  \(VisibleName.of($0.name))  \($0.bytes)\n" }
        let facts = [
            "number": number.description, "name": VisibleName.of(settings.name), "opinions": commands.joined(),
            "keys": keyCommands.joined(), "signers": signers.joined(),
            "evidence": files.isEmpty ? "   —\n" : files.joined(),
            "withheld": withEvidence ? "" : "（只列摘要，文件未附 digests only, files left out）",
            "issuer": seal.map { "\(VisibleName.of($0.issuer)) \($0.key.fingerprint)" } ?? "",
            "time": checkpoint.time.description,
            "checkpoint": seal.map { verify("checkpoint.txt.signature", "checkpoint.txt", $0.key.fingerprint) } ?? "",
        ]
        return Catalogue.fill(lines(signed: seal != nil), facts)
    }
}

/// A name on one line, with nothing that could move a terminal's cursor.
private enum VisibleName {
    static func of(_ name: String) -> String {
        var text = CanonicalText()
        text.add("name", name)
        return String(text.text.dropFirst(6).dropLast())
    }
}

extension AnyEvent {
    /// Whether it is an offer, enrolment or retirement of a key, or, among its owner's events, the enrolment of the key that took its place.
    func isAbout(key fingerprint: String) -> Bool {
        switch self {
        case .person(.keyOffered(let key, _)), .person(.keyRetired(let key, _, _)): key == fingerprint
        case .person(.keyEnrolled(let key, let signer)): key == fingerprint || signer == fingerprint
        case .person, .finding, .meeting, .ledger, .policy, .organisation, .round, .group, .letter: false
        }
    }

    var isOpinion: Bool {
        if case .finding(let event) = self { event.isOpinion } else { false }
    }
}
