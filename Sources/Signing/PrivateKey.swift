internal import COpenSSL

/// A key that signs: owned by one holder, wiped by libcrypto when that one goes.
package struct PrivateKey: ~Copyable, Sendable {
    /// Where libcrypto keeps it: a number, since a pointer may not cross to another thread and this key may, with its one owner.
    private let address: UInt
    package let publicKey: PublicKey

    private init(owning key: OpaquePointer) throws {
        address = UInt(bitPattern: key)
        if EVP_PKEY_is_a(key, "ED25519") == 1 {
            var length = 32
            var bytes = [UInt8](repeating: 0, count: 32)
            guard EVP_PKEY_get_raw_public_key(key, &bytes, &length) == 1, length == 32 else {
                EVP_PKEY_free(key)
                throw SigningError.damagedKey
            }
            publicKey = PublicKey(.ed25519, bytes)
        } else if EVP_PKEY_is_a(key, "SM2") == 1 {
            var buffer: UnsafeMutablePointer<UInt8>?
            let count = i2d_PUBKEY(key, &buffer)
            defer { CRYPTO_free(buffer, #file, #line) }
            guard count > 0, let buffer else {
                EVP_PKEY_free(key)
                throw SigningError.damagedKey
            }
            publicKey = PublicKey(.sm2, Array(UnsafeBufferPointer(start: buffer, count: Int(count))))
        } else {
            EVP_PKEY_free(key)
            throw SigningError.damagedKey
        }
    }

    deinit { EVP_PKEY_free(key) }

    private var key: OpaquePointer? { OpaquePointer(bitPattern: address) }

    /// A new key from the library's private generator.
    package static func make(_ scheme: SignatureScheme) throws -> PrivateKey {
        ERR_clear_error()
        let name =
            switch scheme {
            case .ed25519: "ED25519"
            case .sm2: "SM2"
            }
        guard let context = EVP_PKEY_CTX_new_from_name(nil, name, nil) else { throw libraryError() }
        defer { EVP_PKEY_CTX_free(context) }
        var key: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_keygen(context, &key) == 1, let key else {
            throw libraryError()
        }
        return try PrivateKey(owning: key)
    }

    /// - Parameter seed: the 32 bytes of RFC 8032; for tests that reproduce published signatures.
    package init(ed25519Seed seed: [UInt8]) throws {
        ERR_clear_error()
        guard seed.count == 32, let key = EVP_PKEY_new_raw_private_key_ex(nil, "ED25519", nil, seed, 32) else {
            throw SigningError.damagedKey
        }
        try self.init(owning: key)
    }

    /// The signature over a message as it stands in its file: armoured SSHSIG, or the DER of SM2.
    package func sign(_ message: [UInt8], _ namespace: SignatureNamespace) throws -> [UInt8] {
        ERR_clear_error()
        guard let key, let machine = SignatureMachine(key) else { throw libraryError() }
        switch publicKey.scheme {
        case .ed25519:
            guard let signature = machine.sign(SSHSignature.preimage(message, namespace), nil) else {
                throw libraryError()
            }
            return SSHSignature(publicKey: publicKey.bytes, namespace: namespace, signature: signature).armoured
        case .sm2:
            guard let signature = machine.sign(message, EVP_sm3()) else { throw libraryError() }
            return signature
        }
    }

    /// Encrypted PKCS#8 in PEM: scrypt N = 16384, r = 8, p = 8, then AES-256-CBC (trust.md, “Key files”).
    package func encrypted(under pin: borrowing SecretBytes) throws -> [UInt8] {
        ERR_clear_error()
        guard let plain = EVP_PKEY2PKCS8(key) else { throw libraryError() }
        defer { PKCS8_PRIV_KEY_INFO_free(plain) }
        guard let method = PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), nil, 16, nil, 1 << 14, 8, 8) else {
            throw libraryError()
        }
        let sealed = pin.withBytes { bytes in
            PKCS8_set0_pbe(bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), plain, method)
        }
        guard let sealed else {
            X509_ALGOR_free(method)
            throw libraryError()
        }
        defer { X509_SIG_free(sealed) }
        guard let output = BIO_new(BIO_s_mem()) else { throw libraryError() }
        defer { BIO_free(output) }
        guard PEM_write_bio_PKCS8(output, sealed) == 1 else { throw libraryError() }
        var file: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1024)
        while true {
            let count = BIO_read(output, &buffer, Int32(buffer.count))
            guard count > 0 else { break }
            file.append(contentsOf: buffer.prefix(Int(count)))
        }
        return file
    }

    /// Opens an encrypted key file; throws `damagedKey` when it is none, `wrongPIN` when the PIN does not open it.
    package init(encrypted file: [UInt8], pin: borrowing SecretBytes) throws {
        ERR_clear_error()
        guard let input = BIO_new_mem_buf(file, Int32(file.count)) else { throw libraryError() }
        defer { BIO_free(input) }
        guard let sealed = PEM_read_bio_PKCS8(input, nil, nil, nil) else { throw SigningError.damagedKey }
        defer { X509_SIG_free(sealed) }
        let plain = pin.withBytes { bytes in
            PKCS8_decrypt(sealed, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
        }
        guard let plain else { throw SigningError.wrongPIN }
        defer { PKCS8_PRIV_KEY_INFO_free(plain) }
        guard let key = EVP_PKCS82PKEY(plain) else { throw SigningError.damagedKey }
        try self.init(owning: key)
    }
}

/// What libcrypto last complained of.
private func libraryError() -> SigningError {
    var buffer = [CChar](repeating: 0, count: 256)
    ERR_error_string_n(ERR_get_error(), &buffer, buffer.count)
    return .library(String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
}
