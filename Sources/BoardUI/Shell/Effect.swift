package import Rectification
package import Requests

/// What the reducer wants done; only the driver does it.
package enum Effect: Sendable {
    // Looking.
    case load(PageAsk)
    case desk(DeskEffect)
    case count(FindingFilter, generation: Int)
    case countLanes([String], LaneField, FindingFilter, generation: Int)
    case dossier(FindingNumber)
    case frequency(CountField, FindingFilter)
    case resolveFilter([String: [String]])
    /// Shows a finding by its number.
    case locate(FindingNumber)

    // Acting.
    case admissions(FindingNumber, opening: FindingAction?)
    case bulkAdmissions([FindingNumber], opening: FindingAction?)
    case perform(FilledForm, FindingNumber, version: Int)
    case performBulk(FilledForm, [BulkTarget])
    case file([String: [String]])
    /// Asks what taking back the last step means: of one finding, or of all that were done with it.
    case undo(FindingNumber)
    case undoOperation(OperationID)

    // Filling in.
    /// Asks what could stand in a field where so much of it is typed.
    case suggest(field: String, FormHint, String)
    /// What a date means; `round`: for a deadline, which counts from the round's feedback.
    case understand(field: String, text: String, round: String?)
    case newest(FindingNumber)
    case saveDraft(Draft)
    case dropDraft(key: String)
    case findDraft(key: String)
    case drafts
    case people
    case actAs(PersonID)
    case savedFilters
    case storeFilters([SavedFilter])

    // The command line.
    case history
    /// `number`: the finding under the cursor, which a command most often means.
    case complete(String, number: FindingNumber?)
    case run(String)
    /// Ends what takes long.
    case cancel
    /// Nobody waits any more for the menu, form or question that was asked for last: its answer is not given.
    case forget

    case meeting(MeetingEffect)
    case intake(IntakeEffect)
    case units(DossierEffect)
    case triage(TriageEffect)
    case figures(FiguresEffect)

    /// Asks for the evidence of a finding.
    case evidence(FindingNumber)

    // The terminal, and programs beside it.
    /// Opens the person's editor on a text.
    case edit(String)
    /// Opens evidence with the system's viewer.
    case open(EvidenceFile)
    case copy(String)
    case suspend, redraw
}
