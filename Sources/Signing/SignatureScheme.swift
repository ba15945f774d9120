/// What a ledger signs with, chosen when it is made (trust.md, “The log”).
package enum SignatureScheme: Hashable, Sendable {
    /// Ed25519, as OpenSSH writes it: SSHSIG over SHA-512
    case ed25519
    /// SM2 over SM3 with the user id of GM/T 0009; DER signatures
    case sm2

    /// Without it libcrypto signs with an empty id and fails against everybody else.
    static let distinguishingID = "1234567812345678"
}

/// What a signature is for, so that none can stand in for another; SSHSIG carries it, SM2 relies on the first lines of the text.
package enum SignatureNamespace: String, Hashable, Sendable, CaseIterable {
    case opinion = "xiaohao-opinion@v1"
    case checkpoint = "xiaohao-checkpoint@v1"
    /// Keys, roles, seats and policy.
    case event = "xiaohao-event@v1"
}

/// Why a key or a signature could not be used.
package enum SigningError: Error, Hashable, Sendable {
    /// The PIN does not open the key file.
    case wrongPIN
    /// Neither Ed25519 nor SM2, cut short, or altered.
    case damagedKey
    /// libcrypto refused; its own words.
    case library(String)
}
