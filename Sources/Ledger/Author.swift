package import Attestation
package import Rectification

/// Who writes: the person, and the login they came from.
package struct Author: Hashable, Sendable {
    package let person: PersonID
    package let name: String
    package let login: String

    package init(person: PersonID, name: String, login: String) {
        self.person = person
        self.name = name
        self.login = login
    }
}

/// One command on its way into the log.
package struct WriteRequest: Sendable {
    package let operation: OperationID
    /// What was asked, in words that are equal exactly when the command is; the same operation with other words is refused.
    package let command: String
    package let at: Moment
    /// The finding it begins with: where its chain ends is told with the first question.
    package let finding: FindingNumber?

    package init(operation: OperationID, command: String, at: Moment, finding: FindingNumber? = nil) {
        self.operation = operation
        self.command = command
        self.at = at
        self.finding = finding
    }
}

/// What became of a command.
package struct WriteOutcome<Value> {
    /// Position of its first event.
    package let first: Int
    package let count: Int
    /// `nil` when the same operation had been done before: the answer is what stands in the log.
    package let value: Value?
    package var isReplayed: Bool { value == nil }
    /// Position of its last event.
    package var position: Int { first + count - 1 }
}

/// An event as stored: its place in the log, its hash, its text.
package struct StoredEvent: Sendable {
    package let position: Int
    package let hash: [UInt8]
    package let text: EventText
}
