internal import Ledger
internal import Rectification
internal import Requests

/// One refusal or fault on its way to a person: exit code, rule and facts; the words are in the catalogues (cli.md, “Output”).
package struct Complaint: Error, Hashable, Sendable {
    /// sysexits (cli.md, “Exit codes”).
    package let exit: Int32
    package let rule: String
    package let facts: [String: String]
    /// What could have been meant.
    package let candidates: [String]
    /// The finding's version, when somebody else moved it.
    package let current: Int?

    package init(
        _ exit: Int32, _ rule: String, _ facts: [String: String] = [:], candidates: [String] = [], current: Int? = nil
    ) {
        self.exit = exit
        self.rule = rule
        self.facts = facts
        self.candidates = candidates
        self.current = current
    }

    /// What is thrown about a name that stands in a field says in which, so that a form says it there.
    static func about<Value>(_ field: String, _ find: () throws -> Value) throws -> Value {
        do {
            return try find()
        } catch let complaint as Complaint {
            throw Complaint(
                complaint.exit, complaint.rule, complaint.facts.merging(["field": field]) { $1 },
                candidates: complaint.candidates, current: complaint.current)
        }
    }

    /// Whatever was thrown, with its rule.
    package init(_ error: any Error) {
        switch error {
        case let complaint as Complaint: self = complaint
        case let refusal as FindingRefusal:
            self.init(refusal.rule.isPermission ? 77 : 1, refusal.rule.rawValue, refusal.facts)
        case let refusal as MeetingRefusal:
            self.init(refusal.rule.isPermission ? 77 : 1, refusal.rule.rawValue, refusal.facts)
        case let refusal as TriageRefusal:
            self.init(refusal.rule.isPermission ? 77 : 1, refusal.rule.rawValue, refusal.facts)
        case let problem as FieldProblem:
            let exit: Int32 = problem.rule == .missing ? 64 : problem.rule == .unknown ? 66 : 65
            self.init(
                exit, problem.rule.rawValue, ["field": problem.field, "found": problem.found],
                candidates: problem.candidates)
        case let error as LedgerError:
            self.init(
                error.exitCode, error.rule.rawValue, error.facts, current: error.facts["current"].flatMap { Int($0) })
        case _: self.init(70, "internal", ["why": "\(error)"])
        }
    }

    /// The rules that are neither the domain's, the ledger's nor a form's.
    package static let rules =
        [
            "internal", "usage", "usage.unknownOption", "usage.noValue", "usage.missing", "usage.badValue",
            "usage.notANumber",
            "usage.unexpectedValue", "usage.unexpected", "attach.noName", "output.failed", "text.encoding",
            "round.days", "usage.subcommand", "usage.together", "usage.belongs", "usage.oneOf", "usage.oneFinding",
            "usage.noFilter",
            "usage.unitOnly", "group.missing", "init.groupFolder",
            "init.groupDenied", "version.noFinding", "unit.missing",
            "unit.ambiguous", "person.missing", "person.ambiguous",
            "person.unknownLogin",
            "person.otherLogin", "round.missing", "round.exists", "file.missing", "file.notRegular", "file.isLedger",
            "file.exists",
            "file.cannotWrite", "policy.invalid", "admin.needed", "organisation.exists",
            "person.exists", "name.missing", "import.notASheet", "import.oldExcel", "import.noHeader", "import.noRound",
            "import.noSheet",
            "import.nothingFound", "import.notAText", "import.tooLarge", "import.bulletinOnly", "intake.noSuch",
            "intake.noUndo", "intake.noJoin", "intake.noSplit",
            "import.damaged", "import.entity", "import.bomb", "import.encoding", "import.mapping", "import.refused",
            "export.format", "undo.bulk", "undo.issue", "suggestion.missing", "suggestion.notDismissed",
            "letter.sections",
            "inside.senseless", "inside.otherLedger", "inside.stdin", "inside.follow",
            "inside.quote", "board.noTerminal", "board.terminalUnknown", "board.terminalDumb",
            "board.noUTF8", "config.invalid", "editor.failed", "opener.failed", "evidence.missing", "backup.incomplete",
            "readonly",
            "code.unknown",
            "check.faults", "move.same", "move.nobody", "press.nothing", "press.tooMany", "press.moved",
            "meeting.noneOpen",
            "meeting.ambiguous",
            "document.format", "document.notClosed", "document.severalUnits", "document.nothing",
        ] + trustRules
}
