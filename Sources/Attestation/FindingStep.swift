package import Rectification

/// What folding a finding takes of the text of one of its events: the event and its stamp.
///
/// The chain, the ledger and the operation are lines that have to be there; what they say is for `EventText` and whoever verifies.
package struct FindingStep: Sendable {
    package let event: FindingEvent
    package let stamp: EventStamp

    /// Throws `CanonicalTextError` for bytes that are no text of a finding's event.
    package init(_ bytes: [UInt8], in zone: ZoneOffset) throws {
        var reader = PayloadReader(try CanonicalLines(bytes))
        try reader.expect("format", EventText.format)
        try reader.pass("ledger")
        try reader.pass("stream")
        let version = try reader.number("version")
        try reader.pass("previous")
        let time = try reader.moment("time")
        try reader.pass("operation")
        let person: PersonID = try reader.identifier("person")
        let name = try reader.required("name")
        try reader.pass("login")
        event = try FindingEvent(try reader.required("event"), &reader)
        try reader.finish()
        stamp = EventStamp(version: version, at: time, day: time.day(in: zone), person: person, name: name)
    }
}
