internal import COpenSSL

/// SSHSIG as OpenSSH's PROTOCOL.sshsig describes it: Ed25519, sha512 only.
struct SSHSignature: Hashable {
    static let keyType = "ssh-ed25519"
    private static let magic = "SSHSIG"
    private static let hash = "sha512"
    private static let begin = "-----BEGIN SSH SIGNATURE-----\n"
    private static let end = "-----END SSH SIGNATURE-----\n"

    /// 32 bytes.
    let publicKey: [UInt8]
    let namespace: String
    /// 64 bytes.
    let signature: [UInt8]

    /// What Ed25519 signs instead of the message.
    static func preimage(_ message: [UInt8], _ namespace: SignatureNamespace) -> [UInt8] {
        var hashed = [UInt8](repeating: 0, count: 64)
        EVP_Digest(message, message.count, &hashed, nil, EVP_sha512(), nil)
        var wire = SSHWire()
        wire.raw(magic)
        wire.string(namespace.rawValue)
        wire.string("")
        wire.string(hash)
        wire.string(hashed)
        return wire.bytes
    }

    /// `string("ssh-ed25519") string(key)`
    static func keyBlob(_ publicKey: [UInt8]) -> [UInt8] {
        var wire = SSHWire()
        wire.string(keyType)
        wire.string(publicKey)
        return wire.bytes
    }

    /// The file that `ssh-keygen -Y sign` writes.
    var armoured: [UInt8] {
        var blob = SSHWire()
        blob.raw(Self.magic)
        blob.number(1)
        blob.string(Self.keyBlob(publicKey))
        blob.string(namespace)
        blob.string("")
        blob.string(Self.hash)
        var inner = SSHWire()
        inner.string(Self.keyType)
        inner.string(signature)
        blob.string(inner.bytes)
        var rest = Array(Base64.encode(blob.bytes).utf8)[...]
        var file = Array(Self.begin.utf8)
        while !rest.isEmpty {
            file.append(contentsOf: rest.prefix(70))
            file.append(UInt8(ascii: "\n"))
            rest = rest.dropFirst(70)
        }
        return file + Array(Self.end.utf8)
    }

    init(publicKey: [UInt8], namespace: SignatureNamespace, signature: [UInt8]) {
        self.publicKey = publicKey
        self.namespace = namespace.rawValue
        self.signature = signature
    }

    /// Reads an armoured file; `nil` for anything that would not be written back byte for byte.
    init?(armoured file: [UInt8]) {
        let (begin, end) = (Self.begin.utf8, Self.end.utf8)
        guard file.count > begin.count + end.count, file.starts(with: begin), file.suffix(end.count).elementsEqual(end),
            let blob = Base64.decode(
                file[begin.count..<(file.count - end.count)].filter { $0 != UInt8(ascii: "\n") })
        else { return nil }
        var wire = SSHWireReader(blob)
        guard wire.raw(Self.magic), wire.number() == 1, let key = wire.string(), let name = wire.string(),
            wire.string() == [], let hash = wire.string(), hash.elementsEqual(Self.hash.utf8),
            let inner = wire.string(), wire.isAtEnd, let namespace = String(validating: name, as: UTF8.self)
        else { return nil }
        var keyWire = SSHWireReader(key)
        var innerWire = SSHWireReader(inner)
        guard keyWire.string()?.elementsEqual(Self.keyType.utf8) == true, let publicKey = keyWire.string(),
            keyWire.isAtEnd, publicKey.count == 32, innerWire.string()?.elementsEqual(Self.keyType.utf8) == true,
            let signature = innerWire.string(), innerWire.isAtEnd, signature.count == 64
        else { return nil }
        self.publicKey = publicKey
        self.namespace = namespace
        self.signature = signature
        guard armoured == file else { return nil }
    }
}
