import Foundation
import Signing
import Testing

@Suite("Keys and signatures")
struct SigningTests {
    let vectors: SigningVectors

    init() throws { vectors = try SigningVectors.load() }

    static func pin(_ text: String) -> SecretBytes {
        var pin = SecretBytes()
        for byte in text.utf8 { pin.append(byte) }
        return pin
    }

    @Test("a digest is read from 64 digits in lower case alone, whatever byte stands at whichever place")
    func digits() {
        let written = Array(String(repeating: "0123456789abcdef", count: 4).utf8)
        for place in written.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = written
                changed[place] = byte
                let digest = changed.withUnsafeBufferPointer { Digest(hex: $0) }
                #expect((digest != nil) == written.contains(byte), "\(byte) at \(place)")
                if let digest { #expect(Array(digest.hex.utf8) == changed) }
            }
        }
    }

    @Test("Ed25519 in SSHSIG reproduces the published signatures, key and fingerprint byte for byte")
    func published() throws {
        let key = try PrivateKey(ed25519Seed: bytes(hex: vectors.sshsig.seedHex))
        #expect(key.publicKey.line == vectors.sshsig.publicKey)
        #expect(key.publicKey.fingerprint == vectors.sshsig.fingerprint)
        #expect(key.publicKey.allowedSigner(vectors.sshsig.principal) == vectors.sshsig.allowedSigners)
        let message = Array(vectors.sshsig.message.utf8)
        #expect(try key.sign(message, .opinion) == Array(vectors.sshsig.signature.utf8))
        let checkpoint = Array(vectors.checkpoint.text.utf8)
        #expect(try key.sign(checkpoint, .checkpoint) == Array(vectors.checkpoint.signature.utf8))
        #expect(key.publicKey.verifies(Array(vectors.sshsig.signature.utf8), of: message, .opinion))
        #expect(!key.publicKey.verifies(Array(vectors.sshsig.signature.utf8), of: message, .checkpoint))
        #expect(!key.publicKey.verifies(Array(vectors.sshsig.signature.utf8), of: message + [0x20], .opinion))
    }

    @Test("the published SM2 signature verifies with the user id of GM/T 0009, and with no other message or key")
    func publishedSM2() throws {
        let der = try #require(
            Base64.decode(
                vectors.sm2.publicKeyPem.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()))
        let key = try #require(PublicKey(line: "sm2 " + Base64.encode(der)))
        #expect(key.fingerprint == vectors.sm2.fingerprint)
        #expect(key.pem == vectors.sm2.publicKeyPem)
        let signature = try #require(Base64.decode(vectors.sm2.signatureDerBase64))
        #expect(key.verifies(signature, of: Array(vectors.sm2.messageText.utf8), .opinion))
        #expect(!key.verifies(signature, of: Array((vectors.sm2.messageText + " ").utf8), .opinion))
        #expect(
            !(try PrivateKey.make(.sm2)).publicKey.verifies(
                signature, of: Array(vectors.sm2.messageText.utf8), .opinion))
    }

    @Test("the published key file opens with its PIN to the published seed, and with no other PIN")
    func publishedKeyFile() throws {
        let file = Array(vectors.privateKeyFile.pem.utf8)
        let key = try PrivateKey(encrypted: file, pin: Self.pin(vectors.privateKeyFile.pin))
        #expect(key.publicKey.fingerprint == vectors.sshsig.fingerprint)
        #expect(throws: SigningError.wrongPIN) { _ = try PrivateKey(encrypted: file, pin: Self.pin("482915037762")) }
    }

    @Test(
        "a key file holds scrypt with N = 16384, r = 8, p = 8 and opens again",
        arguments: [SignatureScheme.ed25519, .sm2])
    func keyFiles(scheme: SignatureScheme) throws {
        let key = try PrivateKey.make(scheme)
        let pin = SecretBytes.generatedPIN()
        #expect(pin.count == 12 && pin.withBytes { $0.allSatisfy { (48...57).contains($0) } })
        let file = try key.encrypted(under: pin)
        let bench = try Workbench()
        bench.write("key", file)
        let parsed = try bench.shell("openssl asn1parse -in key").said
        // N, r and p as hexadecimal INTEGERs, one after the other.
        let numbers = parsed.matches(of: #/prim: INTEGER +:(\w+)/#).map { String($0.output.1) }
        #expect(parsed.contains(":scrypt") && numbers == ["4000", "08", "08"])
        #expect(try PrivateKey(encrypted: file, pin: pin).publicKey == key.publicKey)
        #expect(throws: SigningError.damagedKey) { _ = try PrivateKey(encrypted: Array(file.dropFirst(5)), pin: pin) }
        #expect(throws: SigningError.damagedKey) { _ = try PrivateKey(encrypted: Array(file.prefix(90)), pin: pin) }
        #expect(throws: SigningError.damagedKey) { _ = try PrivateKey(encrypted: [], pin: pin) }
    }

    @Test("stock ssh-keygen takes our signatures for the named principal and namespace only")
    func sshKeygen() throws {
        let bench = try Workbench()
        let key = try PrivateKey.make(.ed25519)
        let message = Array(vectors.sshsig.message.utf8)
        let principal = vectors.sshsig.principal
        bench.write("event", message)
        bench.write("event.sig", try key.sign(message, .opinion))
        bench.write("allowed", Array(key.publicKey.allowedSigner(principal).utf8))
        bench.write("key.pub", Array((key.publicKey.line + "\n").utf8))
        let good = try bench.shell(
            "ssh-keygen -Y verify -f allowed -I \(principal) -n xiaohao-opinion@v1 -s event.sig < event")
        #expect(good.code == 0 && good.said.contains(key.publicKey.fingerprint))
        #expect(try bench.shell("ssh-keygen -l -f key.pub").said.contains(key.publicKey.fingerprint))
        for line in [
            "ssh-keygen -Y verify -f allowed -I other -n xiaohao-opinion@v1 -s event.sig < event",
            "ssh-keygen -Y verify -f allowed -I \(principal) -n xiaohao-checkpoint@v1 -s event.sig < event",
            "ssh-keygen -Y verify -f allowed -I \(principal) -n xiaohao-opinion@v1 -s event.sig < key.pub",
        ] { #expect(try bench.shell(line).code != 0, "\(line)") }
        bench.write("event.sig", try key.sign(message, .checkpoint))
        #expect(
            try bench.shell(
                "ssh-keygen -Y verify -f allowed -I \(principal) -n xiaohao-checkpoint@v1 -s event.sig < event"
            ).code != 0, "the line allows opinions only")
    }

    @Test("we take what ssh-keygen signs, and refuse it with one bit changed or another hash")
    func fromSSHKeygen() throws {
        let bench = try Workbench()
        bench.write("event", Array(vectors.sshsig.message.utf8))
        #expect(try bench.shell("ssh-keygen -q -t ed25519 -N '' -C '' -f id").code == 0)
        let line = String(decoding: try bench.read("id.pub"), as: UTF8.self).split(separator: "\n")[0]
        let key = try #require(PublicKey(line: line.trimmingCharacters(in: .whitespaces)))
        #expect(try bench.shell("ssh-keygen -Y sign -q -f id -n xiaohao-opinion@v1 event").code == 0)
        let signature = try bench.read("event.sig")
        let message = try bench.read("event")
        #expect(key.verifies(signature, of: message, .opinion))
        for index in stride(from: 30, to: signature.count - 30, by: 7) {
            var other = signature
            other[index] ^= 1
            #expect(!key.verifies(other, of: message, .opinion), "byte \(index)")
        }
        #expect(
            try bench.shell("rm event.sig; ssh-keygen -Y sign -q -O hashalg=sha256 -f id -n xiaohao-opinion@v1 event")
                .code == 0)
        #expect(!key.verifies(try bench.read("event.sig"), of: message, .opinion), "sha512 only")
    }

    @Test("openssl takes our SM2 signatures with the user id, and refuses them without it")
    func openssl() throws {
        let bench = try Workbench()
        let key = try PrivateKey.make(.sm2)
        let message = Array(vectors.sm2.messageText.utf8)
        bench.write("event", message)
        bench.write("event.sig", try key.sign(message, .opinion))
        bench.write("key.pem", Array(key.publicKey.pem.utf8))
        let verify = "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -digest sm3 -in event -sigfile event.sig"
        let good = try bench.shell(verify + " -pkeyopt distid:1234567812345678")
        #expect(good.code == 0 && good.said.contains("Successfully"))
        #expect(try bench.shell(verify).code != 0, "without the id")
        bench.write("vector.pem", Array(vectors.sm2.publicKeyPem.utf8))
        bench.write("vector.sig", try #require(Base64.decode(vectors.sm2.signatureDerBase64)))
        let published = verify.replacing("key.pem", with: "vector.pem").replacing("event.sig", with: "vector.sig")
        #expect(try bench.shell(published + " -pkeyopt distid:1234567812345678").code == 0)
        #expect(try bench.shell(published).code != 0)
    }

    @Test("an SM2 signature that openssl made without the user id is refused")
    func emptyID() throws {
        let bench = try Workbench()
        bench.write("event", Array(vectors.sm2.messageText.utf8))
        #expect(
            try bench.shell(
                "openssl genpkey -algorithm SM2 -out k.pem && openssl pkey -in k.pem -pubout -outform DER -out p.der"
            ).code == 0)
        let key = try #require(PublicKey(line: "sm2 " + Base64.encode(try bench.read("p.der"))))
        let sign = "openssl pkeyutl -sign -inkey k.pem -rawin -digest sm3 -in event -out event.sig"
        #expect(try bench.shell(sign).code == 0)
        #expect(!key.verifies(try bench.read("event.sig"), of: try bench.read("event"), .opinion))
        #expect(try bench.shell(sign + " -pkeyopt distid:1234567812345678").code == 0)
        #expect(key.verifies(try bench.read("event.sig"), of: try bench.read("event"), .opinion))
    }

    @Test(
        "lines that are no public key are refused",
        arguments: [
            "", "ssh-ed25519", "ssh-ed25519 ", "ssh-ed25519 AAAA",
            "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4 comment",
            "ssh-ed25519  AAAAC3NzaC1lZDI1NTE5AAAAIAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4", "sm2 AAAA", "sm2 ====",
        ])
    func badLines(line: String) { #expect(PublicKey(line: line) == nil) }

    @Test("a PIN is typed byte by byte: backspace takes a whole character, Esc everything")
    func typing() {
        var entry = PINEntry()
        for byte in "ab汉".utf8 { _ = entry.take(byte) }
        #expect(entry.take(0x7F) == .typing(characters: 2))
        #expect(entry.take(UInt8(ascii: "c")) == .typing(characters: 3))
        #expect(entry.take(0x0D) == .done)
        let secret = entry.finish()
        #expect(secret.equals(Self.pin("abc")) && !secret.equals(Self.pin("abd")) && !secret.equals(Self.pin("ab")))
        var other = PINEntry()
        _ = other.take(UInt8(ascii: "x"))
        #expect(other.take(0x15) == .typing(characters: 0))
        #expect(other.take(0x1B) == .cancelled)
        #expect(other.finish().count == 0)
    }

    @Test("a PIN typed in the groups in which it was shown is the PIN; any other space is one of its characters")
    func groups() {
        func typing(_ text: String, is pin: String) -> Bool {
            var entry = PINEntry()
            for byte in text.utf8 { _ = entry.take(byte) }
            return entry.finish().equals(Self.pin(pin))
        }
        #expect(typing("1111 2222 3333", is: "111122223333"))
        for own in ["1111 2222 333a", "1111 22223333 ", "11112 222 3333", "1111 2222 33334", "my own long pin"] {
            #expect(typing(own, is: own), "\(own)")
        }
    }

    @Test("Base64 is read strictly")
    func base64() {
        for text in ["AA=A", "A", "AAA", "AB==", "A===", "AA A", "AAAA\n"] {
            #expect(Base64.decode(text) == nil, "\(text)")
        }
        for count in 0..<40 {
            let bytes = (0..<count).map { UInt8($0 * 7 & 0xFF) }
            #expect(Base64.encode(bytes) == Data(bytes).base64EncodedString())
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
    }
}
