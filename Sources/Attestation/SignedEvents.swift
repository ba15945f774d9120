package import Rectification
package import Signing

extension AnyEvent {
    /// What an event is signed for in a ledger with signing; `nil` for what needs no signature.
    ///
    /// - Parameter hasRootKey: a key was enrolled before it: from then on roles, seats and policy are signed too (trust.md, “Keys”).
    package func namespace(hasRootKey: Bool) -> SignatureNamespace? {
        switch self {
        case .finding(.opined): .opinion
        case .person(.keyOffered), .person(.keyEnrolled), .person(.keyRetired): .event
        case .person(.added), .person(.changed), .policy: hasRootKey ? .event : nil
        case .finding, .meeting, .ledger, .organisation, .round, .group, .letter: nil
        }
    }

    /// The fingerprint that the event itself names as its signer's; `nil` where it is the author's live key.
    package var namedSigner: String? {
        switch self {
        case .finding(.opined(let opined)): opined.key
        case .person(.keyOffered(let key, _)): key
        case .person(.keyEnrolled(_, let signer)), .person(.keyRetired(_, let signer, _)): signer
        case .finding, .person, .meeting, .ledger, .organisation, .round, .group, .letter, .policy: nil
        }
    }
}

extension LedgerSettings.Crypto {
    /// SHA-256 with Ed25519, SM3 with SM2.
    package var scheme: SignatureScheme {
        switch self {
        case .standard: .ed25519
        case .gm: .sm2
        }
    }

    package var digest: Digest.Algorithm {
        switch self {
        case .standard: .sha256
        case .gm: .sm3
        }
    }
}
