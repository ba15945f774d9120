import Attestation
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Signing
import Testing

@Suite("Proofs")
struct ProofTests {
    /// Runs a line of shell with nothing on the path but stock tools; its exit and all it said.
    static func shell(_ line: String, in folder: String) throws -> (code: Int32, said: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ["PATH": "/usr/bin:/bin"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, said)
    }

    /// The commands that the README of a proof gives.
    static func commands(_ folder: String) throws -> [String] {
        try String(contentsOfFile: folder + "/README", encoding: .utf8).split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { ($0.hasPrefix("ssh-keygen ") || $0.hasPrefix("openssl pkeyutl ")) }
    }

    static func closed(_ crypto: LedgerSettings.Crypto) throws -> (
        desk: SigningDesk, admin: UnlockedKey, folder: String
    ) {
        let desk = try SigningDesk(crypto)
        let (admin, keys) = try desk.inReview()
        for (name, party) in [("王五", "inspection"), ("李四", "discipline"), ("赵六", "organisation")] {
            try desk.do(.agree, 1, as: name, ["party": [party]], key: keys[name])
        }
        return (desk, admin, desk.folder + "/proof")
    }

    @Test(
        "a folder is verified by sh, digests and stock signature tools alone, with the commands of its README",
        arguments: [LedgerSettings.Crypto.standard, .gm])
    func stock(crypto: LedgerSettings.Crypto) throws {
        let (desk, admin, folder) = try Self.closed(crypto)
        let report = try desk.ledger.proof(
            of: FindingNumber(1), to: folder, withEvidence: true, as: nil, signedBy: admin)
        #expect(report.events == 9 && report.signatures == 3 && report.evidence == 1 && report.key == admin.fingerprint)
        let check = try Self.shell("sh check.sh", in: folder)
        #expect(check.code == 0 && !check.said.contains("BAD"), "\(check.said)")
        // Nine events each with chain and path, their number, eight of keys, three contents, one file.
        #expect(check.said.split(separator: "\n").count == 18 + 1 + 8 + 3 + 1, "\(check.said)")
        let commands = try Self.commands(folder)
        #expect(commands.count == 3 + 1 + 8)
        for command in commands {
            let said = try Self.shell(command, in: folder)
            #expect(said.code == 0 && (said.said.contains("Good") || said.said.contains("Successfully")), "\(command)")
        }
        #expect(try Self.shell("sha256sum content.txt", in: folder).code == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.count { $0.hasSuffix(".sig") } == 3, "only opinions end in .sig")
        #expect(
            !(try String(contentsOfFile: folder + "/README", encoding: .utf8).contains("{")), "every blank is filled")
        // The checkpoint in it is contained in the ledger, and names its root key.
        let held = try desk.ledger.compare(checkpoint: folder + "/checkpoint.txt")
        #expect(held.isContained && held.signer == "周主任")
        let text = try CheckpointText(Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/checkpoint.txt"))))
        #expect(text.rootKey == admin.fingerprint && held.head == report.head)
    }

    @Test(
        "without a key: the log gains nothing, the checkpoint is unsigned, its README says so and its commands hold",
        arguments: [LedgerSettings.Crypto.standard, .gm])
    func unsigned(crypto: LedgerSettings.Crypto) throws {
        let (desk, admin, folder) = try Self.closed(crypto)
        let head = try desk.ledger.head()
        // Somebody whom the ledger does not know.
        let reader = try OpenLedger.open(
            desk.folder + "/ledger.db", isReadOnly: true, drivers: Desk.drivers,
            surroundings: Surroundings(
                login: "guest", now: desk.ledger.surroundings.now, identity: desk.ledger.surroundings.identity))
        let report = try reader.proof(of: FindingNumber(1), to: folder, withEvidence: true, as: nil)
        #expect(report.key == nil && report.signatures == 3 && report.evidence == 1)
        #expect(try desk.ledger.head() == head)
        let check = try Self.shell("sh check.sh", in: folder)
        #expect(check.code == 0 && !check.said.contains("BAD"), "\(check.said)")
        let commands = try Self.commands(folder)
        #expect(commands.count == 3 + 8)
        for command in commands {
            let said = try Self.shell(command, in: folder)
            #expect(said.code == 0 && (said.said.contains("Good") || said.said.contains("Successfully")), "\(command)")
        }
        let readme = try String(contentsOfFile: folder + "/README", encoding: .utf8)
        #expect(readme.contains("nobody signed it") && readme.contains("没有签发人"))
        for word in ["{", "checkpoint.txt.signature", "issued by", "出具", "周主任"] {
            #expect(!readme.contains(word), "\(word)")
        }
        // It is the signed folder without what the signature brings.
        _ = try desk.ledger.proof(
            of: FindingNumber(1), to: folder + "-signed", withEvidence: true, as: nil, signedBy: admin)
        let names = try Set(FileManager.default.contentsOfDirectory(atPath: folder))
        let signed = try Set(FileManager.default.contentsOfDirectory(atPath: folder + "-signed"))
        #expect(signed.subtracting(names) == ["checkpoint.txt.signature"] && names.isSubset(of: signed))
        let held = try desk.ledger.compare(checkpoint: folder + "/checkpoint.txt")
        #expect(held.isContained && held.signer == nil && held.head == report.head)
        #expect(report.head.hasPrefix("\(head):"))
    }

    @Test(
        "whatever is changed in the folder, one of the commands says so",
        arguments: [LedgerSettings.Crypto.standard, .gm])
    func altered(crypto: LedgerSettings.Crypto) throws {
        let (desk, admin, folder) = try Self.closed(crypto)
        _ = try desk.ledger.proof(of: FindingNumber(1), to: folder, withEvidence: true, as: nil, signedBy: admin)
        let commands = try Self.commands(folder) + ["sh check.sh"]
        let untouched: Set<String> = ["README", "check.sh"]
        var names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !untouched.contains($0) }
        names += try FileManager.default.contentsOfDirectory(atPath: folder + "/evidence").map { "evidence/" + $0 }
        for name in names.sorted() where name != "evidence" {
            let path = folder + "/" + name
            let whole = try Data(contentsOf: URL(fileURLWithPath: path))
            var changed = whole
            let index = whole.count / 2
            changed[index] = changed[index] == 0x61 ? 0x62 : 0x61
            try changed.write(to: URL(fileURLWithPath: path))
            #expect(try commands.contains { try Self.shell($0, in: folder).code != 0 }, "\(name) changed")
            try FileManager.default.removeItem(atPath: path)
            #expect(try commands.contains { try Self.shell($0, in: folder).code != 0 }, "\(name) removed")
            try whole.write(to: URL(fileURLWithPath: path))
        }
        for command in commands { #expect(try Self.shell(command, in: folder).code == 0, "\(command)") }
    }

    @Test(
        "without evidence: digests only; refused: practice, brought forward, no opinion, evidence not whole, a place taken"
    )
    func refusals() throws {
        let (desk, admin, folder) = try Self.closed(.standard)
        let ledger = desk.ledger
        func refused(_ number: Int, _ place: String? = nil, evidence: Bool = true) -> Complaint? {
            complaint {
                _ = try ledger.proof(
                    of: FindingNumber(number), to: place ?? folder + "-x", withEvidence: evidence, as: nil,
                    signedBy: admin)
            }
        }
        _ = try ledger.proof(of: FindingNumber(1), to: folder, withEvidence: false, as: nil, signedBy: admin)
        #expect(!FileManager.default.fileExists(atPath: folder + "/evidence"))
        #expect(try Self.shell("sh check.sh && grep -c evidence/ SHA256SUMS", in: folder).said.hasSuffix("1\n"))
        #expect(refused(1, folder)?.rule == "file.exists")
        _ = try ledger.file(
            FilingDraft(
                round: "第六轮", unit: "下应街道/江六村", text: "新", category: "作风", source: .inspection, deadline: "2026-12-31"),
            as: nil)
        #expect(refused(2)?.rule == "proof.noOpinion")
        #expect(refused(9)?.exit == 66)
        let file = desk.folder + "/旧.csv"
        try "序号,责任单位,反馈问题,问题类别,整改时限,是否销号\n1,江六村,甲,作风,2026-12-31,是\n".write(
            toFile: file, atomically: true, encoding: .utf8)
        _ = try ledger.importLedger(
            ImportRequest(file: file, round: "第六轮", sheet: nil, mapFile: nil, isStrict: true), as: nil, WriteOptions(),
            progress: { _, _ in })
        #expect(refused(3)?.rule == "proof.broughtForward")
        let stored = ledger.evidence.folder
        for name in try FileManager.default.contentsOfDirectory(atPath: stored) {
            try FileManager.default.removeItem(atPath: stored + "/" + name)
        }
        #expect(refused(1)?.rule == "proof.evidence" && !FileManager.default.fileExists(atPath: folder + "-x"))
        #expect(refused(1, evidence: false) == nil)
        let practice = try Desk()
        let none = complaint {
            _ = try practice.ledger.proof(
                of: FindingNumber(1), to: folder + "-y", withEvidence: true, as: nil, signedBy: admin)
        }
        #expect(none?.rule == "proof.practice" && none?.exit == 1)
    }
}
