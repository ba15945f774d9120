/// What can be wrong with a ledger: a closed list (trust.md, “verify”).
package enum FaultKind: String, Sendable, CaseIterable {
    case text, column, chain, position, operation, ledger, number, key, signature, seat, content, head, rule, evidence
    case readModel
}

/// One fault, by the event it is about.
package struct Fault: Hashable, Sendable {
    package let kind: FaultKind
    /// `finding/<uuid>`; empty for what is about the log as a whole.
    package let stream: String
    package let version: Int?
    package let position: Int?
    /// Key of its sentence in the catalogues, and what stands in its blanks.
    package let sentence: String
    package let facts: [String: String]

    package init(
        _ kind: FaultKind, stream: String = "", version: Int? = nil, position: Int? = nil, _ sentence: String,
        _ facts: [String: String] = [:]
    ) {
        self.kind = kind
        self.stream = stream
        self.version = version
        self.position = position
        self.sentence = sentence
        self.facts = facts
    }
}

/// Everything a verification found.
package struct VerifyReport: Sendable {
    package struct Notice: Hashable, Sendable {
        package let position: Int?
        package let sentence: String
        package let facts: [String: String]
    }

    /// Faults that are listed; more are only counted.
    package static let listedFaults = 10_000

    package var events = 0
    package var signatures = 0
    package var checkpoints = 0
    /// By position, at most `listedFaults`.
    package var faults: [Fault] = []
    package var notices: [Notice] = []
    /// How many faults there are, listed or not.
    package var faultCount = 0

    package init() {}

    mutating func add(_ fault: Fault) {
        faultCount += 1
        if faults.count < Self.listedFaults { faults.append(fault) }
    }

    mutating func notice(_ position: Int?, _ sentence: String, _ facts: [String: String] = [:]) {
        if notices.count < 1000 { notices.append(Notice(position: position, sentence: sentence, facts: facts)) }
    }

    mutating func add(_ other: VerifyReport) {
        events += other.events
        signatures += other.signatures
        checkpoints += other.checkpoints
        faultCount += other.faultCount
        faults.append(contentsOf: other.faults.prefix(max(0, Self.listedFaults - faults.count)))
        notices.append(contentsOf: other.notices.prefix(max(0, 1000 - notices.count)))
    }

    mutating func sort() {
        faults.sort { ($0.position ?? .max, $0.kind.rawValue) < ($1.position ?? .max, $1.kind.rawValue) }
        notices.sort { ($0.position ?? .max) < ($1.position ?? .max) }
    }
}
