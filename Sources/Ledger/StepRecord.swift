import Rectification
import Requests

// How the steps of 督办 stand in the table `supervisions`: under the unit that was addressed, wherever the finding goes afterwards.

extension Projection {
    /// Brings the table in step with a finding's supervisions.
    ///
    /// - Parameters:
    ///   - before: the steps that are stored; empty for a new finding.
    ///   - unit: whose finding it was when a step was taken.
    func write(
        _ steps: [Supervision], replacing before: [Supervision], of finding: FindingNumber,
        _ unit: (Supervision) -> OrganisationReference
    ) throws {
        let connection = reader.connection
        let number = SQLValue.integer(finding.value)
        let kept = Set(steps.map(\.number))
        for old in before where !kept.contains(old.number) {
            try connection.execute(
                "DELETE FROM supervisions WHERE finding = ? AND step = ?", [number, .integer(old.number)])
        }
        for step in steps {
            let old = before.first { $0.number == step.number }
            guard old != step else { continue }
            if let old, old.on == step.on, old.answer != step.answer {
                try connection.execute(
                    "UPDATE supervisions SET answer = ?, answered = ? WHERE finding = ? AND step = ?",
                    [SQLValue(step.answer), SQLValue(step.answeredOn?.number), number, .integer(step.number)])
                continue
            }
            let place = unit(step)
            try connection.execute(
                """
                INSERT INTO supervisions (finding, step, unit, unit_path, kind, addressee, text, sent, due, answer, answered)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (finding, step) DO UPDATE SET unit = excluded.unit, unit_path = excluded.unit_path,
                  kind = excluded.kind, addressee = excluded.addressee, text = excluded.text, sent = excluded.sent,
                  due = excluded.due, answer = excluded.answer, answered = excluded.answered
                """,
                [
                    number, .integer(step.number), .text(place.id.description), .text(place.path),
                    .text(step.kind.rawValue), .text(step.addressee), .text(step.text), .integer(step.on.number),
                    SQLValue(step.due?.number), SQLValue(step.answer), SQLValue(step.answeredOn?.number),
                ])
        }
    }
}

extension LedgerReader {
    /// How many steps the table holds.
    func storedSteps() throws -> Int {
        try connection.first("SELECT count(*) FROM supervisions") { $0.int(0) } ?? 0
    }
}
