import Foundation
import Office
import Rectification
import Requests
import Wording

/// A letter's draft in the person's editor.
struct LetterEditor {
    let words: Catalogue

    /// What was asked for in the editor; `nil` when it was left without saving.
    ///
    /// Throws `Complaint`: letter.sections 65, editor.failed 69, inside.senseless 64 (behind `:` the terminal is the board's).
    func edit(_ letter: Letter) throws -> LetterRequest? {
        if InsideSession.current != nil { throw Complaint(64, "inside.senseless", ["command": "letter edit"]) }
        let headings = ["to", "due", "basis", "suggestions"].map { words["letter.section.\($0)"] }
        let programs = OutsidePrograms(
            configuration: try Configuration.ofUser.get(), variables: GlobalOptions.environment)
        guard let edited = try programs.edit(LetterSheetText.write(letter.words, headings: headings)) else {
            return nil
        }
        guard let request = LetterSheetText.read(edited) else { throw Complaint(65, "letter.sections") }
        return request
    }
}
