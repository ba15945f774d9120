/// Why the ledger could not do what was asked, apart from the domain's own refusals.
///
/// The sentence and the next step stand in the catalogues under `rule.<rule>` and `rule.<rule>.remedy`.
package struct LedgerError: Error, Hashable, Sendable {
    package enum Rule: String, Sendable, CaseIterable {
        case missing = "ledger.missing"
        case exists = "ledger.exists"
        /// Something is there that is no ledger.
        case occupied = "ledger.occupied"
        case notALedger = "ledger.notALedger"
        case newer = "ledger.newer"
        case busy = "ledger.busy"
        case full = "ledger.full"
        case ioError = "ledger.ioError"
        case readOnly = "ledger.readOnly"
        /// The login has the right to look and no other.
        case onlyReads = "ledger.onlyReads"
        /// The server takes no writes: it follows another, or was set so.
        case follows = "ledger.follows"
        case unreadable = "ledger.unreadable"
        case cannotOpen = "ledger.cannotOpen"
        case cannotCreate = "ledger.cannotCreate"
        case damaged = "ledger.damaged"
        case moved = "ledger.moved"
        case unfinished = "ledger.unfinished"
        /// Its first import was broken off, and whoever opens it may not take it back.
        case halfFilled = "ledger.halfFilled"
        case unavailable = "ledger.unavailable"
        case outcomeUnknown = "ledger.outcomeUnknown"
        case noDatabase = "ledger.noDatabase"
        case noLibrary = "ledger.noLibrary"
        case serverTooOld = "ledger.serverTooOld"
        case wrongEncoding = "ledger.wrongEncoding"
        case badAddress = "ledger.badAddress"
        case passwordInAddress = "ledger.passwordInAddress"
        case loginRefused = "ledger.loginRefused"
        case noGrant = "ledger.noGrant"
        case otherLogin = "ledger.otherLogin"
        case notText = "ledger.notText"
        case failed = "ledger.failed"
        case interrupted = "ledger.interrupted"
        /// Nobody here wanted it broken off; the server did it.
        case brokenOff = "ledger.brokenOff"
        case versionMoved = "version.moved"
        case operationReused = "operation.reused"
        case findingMissing = "finding.missing"
        case meetingMissing = "meeting.missing"
        case issueMissing = "issue.missing"
        case letterMissing = "letter.missing"
    }

    package let rule: Rule
    package let facts: [String: String]

    package init(_ rule: Rule, _ facts: [String: String] = [:]) {
        self.rule = rule
        self.facts = facts
    }

    /// Whether it can be looked at all the same.
    package var leavesReading: Bool { [.readOnly, .onlyReads, .follows].contains(rule) }

    /// By sysexits (cli.md).
    package var exitCode: Int32 {
        switch rule {
        case .missing, .noDatabase, .findingMissing, .meetingMissing, .issueMissing, .letterMissing: 66
        case .exists, .occupied, .cannotCreate: 73
        case .notALedger, .damaged, .operationReused, .unfinished, .notText: 65
        case .newer, .serverTooOld, .wrongEncoding: 78
        case .busy, .brokenOff, .versionMoved: 75
        case .full, .ioError: 74
        case .readOnly, .onlyReads, .follows, .halfFilled, .unreadable, .moved, .loginRefused, .noGrant, .otherLogin: 77
        case .unavailable, .outcomeUnknown, .noLibrary: 69
        case .badAddress, .passwordInAddress: 64
        case .cannotOpen: 66
        case .failed: 70
        case .interrupted: 75
        }
    }
}
