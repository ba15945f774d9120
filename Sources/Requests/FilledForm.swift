package import Rectification

/// The blanks of an action as a person filled them in, by name of the field; lists hold several values.
package struct FilledForm: Hashable, Sendable {
    package let action: FindingAction
    package var values: [String: [String]]

    package init(_ action: FindingAction, values: [String: [String]] = [:]) {
        self.action = action
        self.values = values
    }

    /// The first value that is not blank.
    package subscript(name: String) -> String? {
        values[name]?.first { !$0.isBlank }
    }

    package func all(_ name: String) -> [String] {
        (values[name] ?? []).filter { !$0.isBlank }
    }
}

/// What is wrong in one blank: the rule's code, the field, what was found.
package struct FieldProblem: Error, Hashable, Sendable {
    package enum Rule: String, Sendable, CaseIterable {
        case missing = "field.missing"
        case day = "field.notADay"
        case number = "field.notANumber"
        case amount = "field.notAnAmount"
        case choice = "field.unknownChoice"
        case unknown = "field.nothingSuch"
        case ambiguous = "field.ambiguous"
        case publicity = "field.publicityReason"
    }

    package let rule: Rule
    package let field: String
    package let found: String
    /// What could have stood there, for choices and ambiguous names.
    package let candidates: [String]

    package init(_ rule: Rule, field: String, found: String = "", candidates: [String] = []) {
        self.rule = rule
        self.field = field
        self.found = found
        self.candidates = candidates
    }
}

/// Numbers as a person writes them, in a form or in a command.
package enum WrittenNumber {
    /// One number, as a command takes it. Throws `FieldProblem`.
    package static func read(_ written: String, field: String) throws -> Int {
        guard let number = Int(written) else { throw FieldProblem(.number, field: field, found: written) }
        return number
    }

    /// What was written on one line, cut where one number ends and the next begins; `#`, with which numbers are shown, may stand before each.
    package static func parts(_ line: String) -> [String] {
        line.split { $0.isWhitespace || ",，、;；".contains($0) }
            .map { String($0.first == "#" ? $0.dropFirst() : $0) }
    }
}

/// Looks up what a blank names; given by whoever can ask the ledger.
package protocol FormLookup {
    func day(_ written: String) -> Day?
    /// A unit by id, name or path.
    func unit(_ written: String) throws -> OrganisationReference
    /// A party by code or name.
    func party(_ written: String) throws -> PartyCode
    /// A coded reason by code or words.
    func reasonCode(_ written: String) throws -> String
    /// A group by title; made when there is none.
    func group(_ written: String) throws -> FindingGroup
    /// Copies a file into the evidence store.
    func evidence(_ path: String) throws -> EvidenceFile
    /// Hex digest of the content text now under review.
    func contentUnderReview() throws -> String
}
