import Ledger

/// Why a connection was not made: the words of libpq, and of the server where it was reached.
struct PostgresRefusal {
    private let message: String
    /// The server's code; `nil` when it was not reached, or libpq itself would not go on.
    private let state: String?

    /// - Parameter message: libpq's, with the server's code where `PostgresAttempt` asked for it.
    init(_ message: String) {
        // Of several servers the last is the one that libpq went no further than.
        state = message.matches(of: #/:  ([0-9A-Z]{5}): /#).last.map { String($0.output.1) }
        self.message =
            message.replacing(#/:  [0-9A-Z]{5}: /#, with: ": ").replacing(#/LOCATION:  [^\n]*\n?/#, with: "")
            // What to do about it is said in the person's language, below.
            .replacing(#/\n\t[^\n]*/#, with: "").trimmingNewlines
    }

    /// Whether a server was reached and said no: in whatever language, a grade of severity stands before its words, and two blanks.
    static func isOfServer(_ message: String) -> Bool { message.contains(":  ") }

    func ledgerError(_ address: PostgresAddress) -> LedgerError {
        let part = PostgresAddress.badPart(of: message) ?? (isOfOptions ? "options= (\(message))" : nil)
        var facts = [
            "path": PostgresAddress.shown(address.url), "why": part ?? message, "login": "", "schema": address.schema,
        ]
        if state == nil, isOfEncryption { facts["case"] = "encryption" }
        return LedgerError(part == nil ? rule : .badAddress, facts)
    }

    /// The server was reached, and the two did not agree on how to encrypt what they say.
    private var isOfEncryption: Bool { message.contains("SSL") || message.contains("certificate") }

    /// A setting that the server does not know, or not with that value.
    private var isOfOptions: Bool { ["22023", "42704"].contains(state) }

    private var rule: LedgerError.Rule {
        guard let state else {
            if message.contains("no password supplied") { return .loginRefused }
            let isFollower =
                message.contains("session is read-only") || message.contains("server is in hot standby mode")
            return isFollower ? .follows : .unavailable
        }
        if state.hasPrefix("28") || state == "42501" { return .loginRefused }
        return state == "3D000" ? .noDatabase : .unavailable
    }
}
