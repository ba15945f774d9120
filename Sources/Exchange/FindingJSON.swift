package import Rectification

/// A finding as JSON, with the keys of cli.md, “Output”.
package enum FindingJSON {
    /// One line of text.
    package static func bytes(_ finding: Finding, today: Day) -> [UInt8] {
        var json = JSONWriter(capacity: 2048)
        write(finding, today: today, to: &json)
        return json.bytes
    }

    /// The same as a part of something else.
    package static func value(_ finding: Finding, today: Day) -> JSONValue { .written(bytes(finding, today: today)) }

    private static func write(_ finding: Finding, today: Day, to json: inout JSONWriter) {
        let facts = finding.facts
        json.beginObject()
        json.field("id", finding.id.description)
        json.field("number", finding.number.value)
        json.field("externalNumber", facts.externalNumber)
        json.field("round", facts.round)
        json.key("unit")
        write(finding.unit, to: &json)
        json.field("leadUnit", facts.leadUnit, write)
        json.field("leader", facts.leader)
        json.field("person", finding.responsible)
        json.field("text", facts.text)
        json.field("category", facts.category)
        json.field("source", facts.source.rawValue)
        json.array("flags", facts.flags.sorted()) { flag, json in json.value(flag.rawValue) }
        json.key("amount")
        if let amount = facts.amount { json.decimal(amount.description) } else { json.null() }
        json.field("stage", finding.stage.code.rawValue)
        json.field("listed", finding.listing != nil)
        json.field("starred", facts.flags.contains(.key))
        json.field("immediate", finding.deadline.isImmediate || facts.flags.contains(.immediate))
        json.key("deadline")
        json.beginObject()
        json.field("kind", finding.deadline.code.rawValue)
        json.field("date", finding.deadline.day?.description)
        json.field("original", finding.originalDeadline.day?.description)
        json.field("written", finding.originalDeadline.written)
        json.endObject()
        json.field("overdueDays", finding.overdueDays(on: today))
        json.field("reviewRound", finding.reviewRound)
        json.field("relapses", finding.relapses)
        json.field("goal", finding.goal)
        json.array("measures", finding.liveMeasures, write)
        json.field("completion", finding.completion.rawValue)
        json.field("progress", finding.progress)
        json.field("effect", finding.effect)
        json.field("inference", finding.inference)
        json.field("publicity", finding.publicity, write)
        json.array("evidence", finding.liveEvidence, write)
        json.array("opinions", finding.opinions, write)
        json.field("listing", finding.listing, write)
        json.array("extensions", finding.extensions, write)
        json.array("supervisions", finding.supervisions, write)
        json.array("clues", finding.clues, write)
        json.field("group", finding.group) { group, json in
            json.beginObject()
            json.field("id", group.id.description)
            json.field("title", group.title)
            json.endObject()
        }
        json.field("broughtForward", finding.isBroughtForward)
        json.field("closedAt", finding.closure?.on.description)
        json.field("closure", finding.closure?.kind.rawValue)
        json.field("consolidation", finding.closure?.consolidation, write)
        json.key("extras")
        json.beginObject()
        for extra in facts.extras {
            json.key(named: extra.name)
            json.value(extra.value)
        }
        json.endObject()
        json.field("version", finding.version)
        json.endObject()
    }

    private static func write(_ unit: OrganisationReference, to json: inout JSONWriter) {
        json.beginObject()
        json.field("id", unit.id.description)
        json.field("name", unit.name)
        json.field("path", unit.path)
        json.endObject()
    }

    private static func write(_ measure: Measure, to json: inout JSONWriter) {
        json.beginObject()
        json.field("number", measure.number)
        json.field("text", measure.draft.text)
        json.field("kind", measure.draft.kind?.rawValue)
        json.field("person", measure.draft.person)
        json.field("due", measure.draft.due?.description)
        json.field("done", measure.isDone)
        json.field("progress", measure.progress)
        json.endObject()
    }

    private static func write(_ evidence: Evidence, to json: inout JSONWriter) {
        json.beginObject()
        json.field("number", evidence.number)
        json.field("name", evidence.file.name)
        json.field("digest", evidence.file.digest)
        json.field("bytes", evidence.file.bytes)
        json.endObject()
    }

    private static func write(_ opinion: Opinion, to json: inout JSONWriter) {
        var code: String?
        var reason: String?
        var day: Day?
        switch opinion.verdict {
        case .agree: break
        case .disagree(let coded, let text, let deadline): (code, reason, day) = (coded, text, deadline)
        case .defer(let note, let until): (reason, day) = (note, until)
        }
        json.beginObject()
        json.field("reviewRound", opinion.reviewRound)
        json.field("party", opinion.party.description)
        json.field("reviewer", opinion.reviewerName)
        json.field("verdict", opinion.verdict.code.rawValue)
        json.field("code", code)
        json.field("reason", reason)
        json.field("deadline", day?.description)
        json.field("at", opinion.at.description)
        json.field("signed", opinion.key != nil)
        json.field("content", opinion.content)
        json.endObject()
    }

    private static func write(_ publicity: Finding.Publicity, to json: inout JSONWriter) {
        json.beginObject()
        switch publicity {
        case .open: json.field("open", true)
        case .withheld(let reason):
            json.field("open", false)
            json.field("reason", reason)
        }
        json.endObject()
    }

    private static func write(_ listing: Listing, to json: inout JSONWriter) {
        json.beginObject()
        json.field("since", listing.since.description)
        json.field("supervisor", listing.supervisor)
        json.field("limit", listing.limit?.description)
        json.field("byPolicy", listing.isByPolicy)
        json.endObject()
    }

    private static func write(_ extension: Extension, to json: inout JSONWriter) {
        let state =
            switch `extension`.state {
            case .pending: "pending"
            case .granted: "granted"
            case .refused: "refused"
            case .withdrawn: "withdrawn"
            }
        json.beginObject()
        json.field("until", `extension`.until.description)
        json.field("reason", `extension`.reason)
        json.field("state", state)
        json.endObject()
    }

    private static func write(_ step: Supervision, to json: inout JSONWriter) {
        json.beginObject()
        json.field("number", step.number)
        json.field("kind", step.kind.rawValue)
        json.field("to", step.addressee)
        json.field("text", step.text)
        json.field("on", step.on.description)
        json.field("due", step.due?.description)
        json.array("with", step.attendees) { $1.value($0) }
        json.field("reason", step.reason)
        json.field("answer", step.answer)
        json.field("answeredOn", step.answeredOn?.description)
        json.endObject()
    }

    private static func write(_ clue: Clue, to json: inout JSONWriter) {
        json.beginObject()
        json.field("number", clue.number)
        json.field("reference", clue.reference)
        json.field("receiver", clue.receiver)
        json.field("transferredOn", clue.transferredOn.description)
        json.field("dueBack", clue.dueBack.description)
        json.field("concludedOn", clue.concludedOn?.description)
        json.endObject()
    }

    private static func write(_ consolidation: Closure.Consolidation, to json: inout JSONWriter) {
        json.beginObject()
        switch consolidation {
        case .pending(let from):
            json.field("state", "pending")
            json.field("from", from.description)
        case .held(let on, let note):
            json.field("state", "held")
            json.field("on", on.description)
            json.field("note", note)
        case .none: json.field("state", "none")
        }
        json.endObject()
    }
}
