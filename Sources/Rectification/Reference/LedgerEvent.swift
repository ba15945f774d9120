/// What happened to the ledger as a whole, in the stream `ledger/<uuid>`.
package enum LedgerEvent: Hashable, Sendable {
    /// The first event of every ledger.
    case initialised(LedgerSettings)
    /// How the columns of an office's own ledger were understood, remembered for the next import and for export.
    case mappingRemembered(lines: String)
    /// The head of the log: all events before this one, their number and Merkle root (RFC 6962), and the fingerprint of the first enrolled key.
    case checkpointed(size: Int, root: String, rootKey: String?)
    /// The ledger was moved; it takes no more events.
    case moved(to: String)
}

/// What is settled when a ledger is made, for good.
package struct LedgerSettings: Hashable, Sendable {
    package enum Crypto: String, Sendable, CaseIterable {
        /// SHA-256, Ed25519
        case standard
        /// SM3, SM2 (国密)
        case gm
    }

    package let name: String
    package let crypto: Crypto
    /// A ledger without signing, marked on every screen and document.
    package let isPractice: Bool
    package let zone: ZoneOffset

    package init(name: String, crypto: Crypto, isPractice: Bool, zone: ZoneOffset = .china) {
        self.name = name
        self.crypto = crypto
        self.isPractice = isPractice
        self.zone = zone
    }
}

/// A policy was adopted; its text is kept whole, so that old decisions are judged by the rules of their day (domain §5).
package struct PolicyAdopted: Hashable, Sendable {
    /// The file as adopted, YAML.
    package let text: String
    /// Hex of H(text).
    package let digest: String

    package init(text: String, digest: String) {
        self.text = text
        self.digest = digest
    }
}
