internal import Rectification
package import Requests

/// Somebody else changed the finding while a form was open: what they did, and what was typed.
package struct Conflict: Sendable {
    package let form: FormState
    /// The version that the form was filled in on.
    package let seen: Int
    package let now: FindingDossier

    /// What was done since.
    var since: [HistoryEntry] { now.history.filter { $0.version > seen } }
}
