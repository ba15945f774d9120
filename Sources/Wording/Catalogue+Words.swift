package import Rectification

extension Catalogue {
    package func word(_ stage: StageCode) -> String { self["stage.\(stage.rawValue)"] }
    package func word(_ weekday: Weekday) -> String { self["weekday.\(weekday.rawValue + 1)"] }
    package func word(_ flag: Finding.Flag) -> String { self["flag.\(flag.rawValue)"] }
    package func word(_ source: Finding.Source) -> String { self["source.\(source.rawValue)"] }
    package func word(_ completion: Finding.Completion) -> String { self["completion.\(completion.rawValue)"] }
    package func word(_ kind: Measure.Kind) -> String { self["measure.\(kind.rawValue)"] }
    package func word(_ kind: Supervision.Kind) -> String { self["supervision.\(kind.rawValue)"] }
    package func word(_ verdict: VerdictCode) -> String { self["verdict.\(verdict.rawValue)"] }
    package func word(_ role: Role) -> String { self["role.\(role.rawValue)"] }
    package func word(_ mode: Round.Mode) -> String { self["mode.\(mode.rawValue)"] }
    package func word(_ kind: Organisation.Kind) -> String { self["kind.\(kind.rawValue)"] }
    package func word(_ kind: Closure.Kind) -> String { self["closure.\(kind.rawValue)"] }
    package func word(_ scope: CommonIssue.Scope) -> String { self["scope.\(scope.rawValue)"] }
    package func word(_ state: CommonIssue.State) -> String { self["issueState.\(state.rawValue)"] }
    package func word(_ state: Letter.State) -> String { self["letterState.\(state.rawValue)"] }
    package func word(_ body: Decision.Body) -> String { self["decisionBody.\(body.rawValue)"] }

    /// The sentence of a rule and what to do about it; codes among the facts are put into words. The fact `case` chooses another sentence or remedy where there is one.
    package func explain(rule: String, _ facts: [String: String]) -> (message: String, remedy: String) {
        var words = facts
        for (name, prefix) in Self.codedFacts {
            guard let codes = facts[name] else { continue }
            words[name] = codes.split(separator: ",").map { code in
                let key = "\(prefix).\(code)"
                return has(key) ? self[key] : String(code)
            }.joined(separator: self["list.or"])
        }
        func special(_ key: String) -> String {
            let special = facts["case"].map { "\(key).\($0)" } ?? key
            return has(special) ? special : key
        }
        return (text(special("rule.\(rule)"), words), text(special("rule.\(rule).remedy"), words))
    }

    /// What is said behind an undoing when papers were written for it; empty when there are none.
    package func papersTakenBack(_ names: [String]) -> String {
        names.isEmpty ? "" : text("undo.papers", ["papers": names.joined(separator: self["list.or"])])
    }

    private static let codedFacts = [
        ("stage", "stage"), ("roles", "role"), ("completion", "completion"), ("needed", "completion"),
        ("field", "field"), ("flag", "flag"), ("parties", "party"), ("step", "supervision"),
    ]
}
