internal import COpenSSL

/// A key that anybody may know: who it is of stands in the ledger, not in it.
package struct PublicKey: Hashable, Sendable {
    package let scheme: SignatureScheme
    /// Ed25519: the 32 bytes. SM2: the DER SubjectPublicKeyInfo.
    package let bytes: [UInt8]

    init(_ scheme: SignatureScheme, _ bytes: [UInt8]) {
        self.scheme = scheme
        self.bytes = bytes
    }

    /// One line, as it stands in an event: `ssh-ed25519 AAAA…`, or `sm2 ` and the Base64 of the DER.
    package init?(line: String) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let blob = Base64.decode(String(parts[1])) else { return nil }
        switch parts[0] {
        case "ssh-ed25519":
            var wire = SSHWireReader(blob)
            guard wire.string()?.elementsEqual(SSHSignature.keyType.utf8) == true, let key = wire.string(),
                wire.isAtEnd, key.count == 32
            else { return nil }
            self.init(.ed25519, key)
        case "sm2": self.init(.sm2, blob)
        case _: return nil
        }
        guard (try? Verifier(self)) != nil, self.line == line else { return nil }
    }

    package var line: String {
        switch scheme {
        case .ed25519: "\(SSHSignature.keyType) \(Base64.encode(SSHSignature.keyBlob(bytes)))"
        case .sm2: "sm2 \(Base64.encode(bytes))"
        }
    }

    /// `SHA256:…` exactly as OpenSSH shows it; for SM2 `SM3:…`, the digest of the DER that `openssl pkey -pubin -outform DER` prints. Base64 without padding.
    package var fingerprint: String {
        let (name, digest) =
            switch scheme {
            case .ed25519: ("SHA256", Digest(of: SSHSignature.keyBlob(bytes), .sha256))
            case .sm2: ("SM3", Digest(of: bytes, .sm3))
            }
        return name + ":" + Base64.encode(digest.bytes).prefix { $0 != "=" }
    }

    /// A line of `allowed_signers`: a principal that cannot be a pattern, one namespace, no validity window.
    package func allowedSigner(_ principal: String) -> String {
        "\(principal) namespaces=\"\(SignatureNamespace.opinion.rawValue)\" \(line)\n"
    }

    /// SubjectPublicKeyInfo in PEM, for `openssl pkeyutl`.
    package var pem: String {
        let der: [UInt8] =
            switch scheme {
            case .ed25519: Self.ed25519Prefix + bytes
            case .sm2: bytes
            }
        var rest = Base64.encode(der)[...]
        var text = "-----BEGIN PUBLIC KEY-----\n"
        while !rest.isEmpty {
            text += rest.prefix(64) + "\n"
            rest = rest.dropFirst(64)
        }
        return text + "-----END PUBLIC KEY-----\n"
    }

    /// SEQUENCE { SEQUENCE { 1.3.101.112 } BIT STRING } of RFC 8410.
    private static let ed25519Prefix: [UInt8] = [
        0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]

    /// Whether a signature, as it stands in its file, is this key's over a message.
    package func verifies(_ signature: [UInt8], of message: [UInt8], _ namespace: SignatureNamespace) -> Bool {
        (try? Verifier(self))?.verifies(signature, of: message, namespace) ?? false
    }
}

/// A public key made ready once, to verify very many signatures on one thread.
package final class Verifier {
    private let key: OpaquePointer
    package let publicKey: PublicKey

    package init(_ publicKey: PublicKey) throws {
        self.publicKey = publicKey
        ERR_clear_error()
        switch publicKey.scheme {
        case .ed25519:
            guard
                let key = EVP_PKEY_new_raw_public_key_ex(
                    nil, "ED25519", nil, publicKey.bytes, publicKey.bytes.count)
            else { throw SigningError.damagedKey }
            self.key = key
        case .sm2:
            var start: UnsafePointer<UInt8>?
            let read = publicKey.bytes.withUnsafeBufferPointer { buffer -> (OpaquePointer?, Int) in
                start = buffer.baseAddress
                let key = d2i_PUBKEY(nil, &start, buffer.count)
                return (key, (start ?? buffer.baseAddress).map { $0 - (buffer.baseAddress ?? $0) } ?? 0)
            }
            guard let key = read.0 else { throw SigningError.damagedKey }
            guard read.1 == publicKey.bytes.count, EVP_PKEY_is_a(key, "SM2") == 1 else {
                EVP_PKEY_free(key)
                throw SigningError.damagedKey
            }
            self.key = key
        }
    }

    deinit { EVP_PKEY_free(key) }

    package func verifies(_ signature: [UInt8], of message: [UInt8], _ namespace: SignatureNamespace) -> Bool {
        ERR_clear_error()
        switch publicKey.scheme {
        case .ed25519:
            guard let read = SSHSignature(armoured: signature), read.publicKey == publicKey.bytes,
                read.namespace == namespace.rawValue
            else { return false }
            return holds(read.signature, SSHSignature.preimage(message, namespace), nil)
        case .sm2: return holds(signature, message, EVP_sm3())
        }
    }

    private func holds(_ signature: [UInt8], _ message: [UInt8], _ digest: OpaquePointer?) -> Bool {
        guard let machine = SignatureMachine(key) else { return false }
        return machine.verify(signature, message, digest)
    }
}

/// One use of a key: the context of a digest with the context of a key, and the user id of SM2.
struct SignatureMachine: ~Copyable {
    private let context: OpaquePointer
    private let keyContext: OpaquePointer
    private let key: OpaquePointer

    init?(_ key: OpaquePointer) {
        guard let context = EVP_MD_CTX_new() else { return nil }
        let id = SignatureScheme.distinguishingID
        guard let keyContext = EVP_PKEY_CTX_new(key, nil),
            EVP_PKEY_is_a(key, "SM2") != 1 || EVP_PKEY_CTX_set1_id(keyContext, id, Int32(id.utf8.count)) > 0
        else {
            EVP_MD_CTX_free(context)
            return nil
        }
        self.key = key
        self.context = context
        self.keyContext = keyContext
        EVP_MD_CTX_set_pkey_ctx(context, keyContext)
    }

    deinit {
        EVP_MD_CTX_free(context)
        EVP_PKEY_CTX_free(keyContext)
    }

    func verify(_ signature: [UInt8], _ message: [UInt8], _ digest: OpaquePointer?) -> Bool {
        EVP_DigestVerifyInit(context, nil, digest, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }

    func sign(_ message: [UInt8], _ digest: OpaquePointer?) -> [UInt8]? {
        var length = 0
        guard EVP_DigestSignInit(context, nil, digest, nil, key) == 1,
            EVP_DigestSign(context, nil, &length, message, message.count) == 1
        else { return nil }
        var signature = [UInt8](repeating: 0, count: length)
        guard EVP_DigestSign(context, &signature, &length, message, message.count) == 1 else { return nil }
        return Array(signature.prefix(length))
    }
}
