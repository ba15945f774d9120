internal import Attestation
package import Rectification
package import Signing
internal import Wording
internal import Yams

/// A policy as an office writes it: YAML with comments (domain §5), checked with line and column.
package struct PolicyFile: Sendable {
    package let text: String
    package let policy: Policy

    package var adopted: PolicyAdopted { PolicyAdopted(text: text, digest: policy.digest) }

    package static var bundledText: String { BundledResource.text("policy/default.yaml") ?? "" }

    /// Throws what `init(text:digest:)` throws.
    package init(text: String, _ algorithm: Digest.Algorithm = .sha256) throws {
        try self.init(text: text, digest: Digest(of: text, algorithm).hex)
    }

    /// Throws `Complaint` 78 `policy.invalid` with line, column, what was expected and what was found.
    ///
    /// - Parameter digest: of the text, where it is known already.
    init(text: String, digest: String) throws {
        self.text = text
        // Texts are read from the nodes; the tables that make values of implicit tags would cost each start.
        let nodesOnly = Constructor([:], [:], [:])
        let root: Node
        do {
            guard let node = try Yams.compose(yaml: text, Resolver.basic, nodesOnly, .utf8) else {
                throw Self.complaint(nil, "mapping", "")
            }
            root = node
        } catch let error as YamlError {
            throw Complaint(
                78, "policy.invalid", ["line": "?", "column": "?", "expected": "YAML", "found": "\(error)"])
        }
        let top = try Section(
            root,
            known: [
                "parties", "review", "deadlines", "consolidation", "listing", "clues", "ladder", "supervision",
                "categories", "reasons", "letters", "coverage", "calendar",
            ])
        let review = try top.section(
            "review",
            known: [
                "immediate_needs_inspection_only", "basic_completion_may_be_submitted", "open_clue_blocks_closure",
            ])
        let deadlines = try top.section(
            "deadlines",
            known: [
                "immediate_days", "plan_working_days", "concentrated_months", "longest_months", "warnings",
                "overdue_label", "extension_limit",
            ])
        let listing = try top.section("listing", known: ["on_disagreement", "on_relapse", "supervisor"])
        let letters = try top.has("letters") ? top.section("letters", known: ["code", "months_to_reply"]) : nil
        let calendar = try top.section("calendar", known: ["holidays", "working_days"])
        policy = Policy(
            digest: digest,
            parties: try top.list("parties") { node in
                let party = try Section(node, known: ["code", "name", "short"])
                return Policy.Party(
                    code: PartyCode(try party.string("code")), name: try party.string("name"),
                    short: try party.has("short") ? party.string("short") : nil)
            },
            immediateNeedsInspectionOnly: try review.flag("immediate_needs_inspection_only"),
            basicCompletionMaySubmit: try review.flag("basic_completion_may_be_submitted"),
            immediateDays: try deadlines.number("immediate_days"),
            planWorkingDays: try deadlines.number("plan_working_days"),
            concentratedMonths: try deadlines.number("concentrated_months"),
            longestMonths: try deadlines.number("longest_months"),
            warnings: try deadlines.list("warnings") { node in
                let warning = try Section(node, known: ["days", "label"])
                return Policy.Warning(days: try warning.number("days"), label: try warning.string("label"))
            }.sorted { $0.days > $1.days }, overdueLabel: try deadlines.string("overdue_label"),
            extensionLimit: try deadlines.number("extension_limit"),
            consolidationMonths: try top.section("consolidation", known: ["months"]).number("months"),
            listsOnDisagreement: try listing.flag("on_disagreement"), listsOnRelapse: try listing.flag("on_relapse"),
            listingSupervisor: try listing.string("supervisor"),
            openClueBlocksClosure: try review.flag("open_clue_blocks_closure"),
            clueMonths: try top.section("clues", known: ["months"]).number("months"),
            ladder: try top.list("ladder") { node in
                let step = try Section(node, known: ["kind", "days_overdue", "any_time"])
                let written = try step.string("kind")
                guard let kind = Supervision.Kind(rawValue: written) else {
                    throw Self.complaint(
                        node, Supervision.Kind.allCases.map(\.rawValue).joined(separator: " · "), written)
                }
                return Policy.LadderStep(
                    kind: kind, daysOverdue: try step.number("days_overdue"),
                    isAnyTime: try step.has("any_time") && step.flag("any_time"))
            },
            answerTimes: try Self.answerTimes(top),
            categories: try top.list("categories") { node in
                let category = try Section(node, known: ["name", "children"])
                return Policy.Category(
                    name: try category.string("name"),
                    children: try category.list("children") { try Section.string($0) })
            },
            reasons: try top.list("reasons") { node in
                let reason = try Section(node, known: ["code", "words"])
                return Policy.Reason(code: try reason.string("code"), words: try reason.string("words"))
            }, coverage: try top.has("coverage") ? top.list("coverage", Self.coverage) : [],
            letterPattern: try letters.map { try Self.pattern($0) } ?? .standard,
            monthsToReply: try letters?.number("months_to_reply") ?? Policy.standardMonthsToReply,
            extraHolidays: Set(try calendar.list("holidays") { try Section.day($0) }),
            extraWorkingDays: Set(try calendar.list("working_days") { try Section.day($0) }))
        guard !policy.parties.isEmpty else { throw Self.complaint(root, "parties", "[]") }
        guard Set(policy.parties.map(\.code)).count == policy.parties.count else {
            throw Self.complaint(root, "parties: code", policy.parties.map(\.code.description).joined(separator: ", "))
        }
    }

    private static func pattern(_ letters: Section) throws -> LetterPattern {
        let node = try letters.child("code")
        let written = try Section.string(node)
        guard let pattern = LetterPattern(written) else {
            throw complaint(node, LetterPattern.standard.text, written)
        }
        return pattern
    }

    private static func coverage(_ node: Node) throws -> Policy.Coverage {
        let line = try Section(node, known: ["kind", "total", "inspected", "as_of"])
        let written = try line.string("kind")
        guard let kind = Organisation.Kind(rawValue: written) else {
            throw complaint(node, Organisation.Kind.allCases.map(\.rawValue).joined(separator: " · "), written)
        }
        return Policy.Coverage(
            kind: kind, total: try line.number("total"),
            inspected: try line.has("inspected") ? line.number("inspected") : nil,
            asOf: try Section.day(try line.child("as_of")))
    }

    /// Working days to answer in, for every kind of 督办.
    private static func answerTimes(_ top: Section) throws -> [Policy.AnswerTime] {
        let known = Set(Supervision.Kind.allCases.map(\.rawValue))
        let days = try top.section("supervision", known: ["answer_working_days"])
            .section("answer_working_days", known: known)
        return try Supervision.Kind.allCases.map {
            Policy.AnswerTime(kind: $0, workingDays: try days.number($0.rawValue))
        }
    }

    static func complaint(_ node: Node?, _ expected: String, _ found: String) -> Complaint {
        let mark = node?.mark
        return Complaint(
            78, "policy.invalid",
            [
                "line": String(mark?.line ?? 1), "column": String(mark?.column ?? 1),
                "expected": expected, "found": found,
            ])
    }
}

/// A mapping of the file, every key of which must be known.
private struct Section {
    let node: Node
    let mapping: Node.Mapping

    init(_ node: Node, known: Set<String>) throws {
        self.node = node
        guard let mapping = node.mapping else {
            throw PolicyFile.complaint(node, known.sorted().joined(separator: ", "), node.string ?? "[…]")
        }
        self.mapping = mapping
        for (key, _) in mapping {
            guard let name = key.string, known.contains(name) else {
                throw PolicyFile.complaint(key, known.sorted().joined(separator: ", "), key.string ?? "")
            }
        }
    }

    func child(_ key: String) throws -> Node {
        // By comparing texts: a key made into a node would first compile every pattern of implicit tags.
        guard let child = mapping.first(where: { $0.key.string == key }) else {
            throw PolicyFile.complaint(node, key, "")
        }
        return child.value
    }

    func has(_ key: String) -> Bool { mapping.contains { $0.key.string == key } }
    func section(_ key: String, known: Set<String>) throws -> Section { try Section(try child(key), known: known) }
    func string(_ key: String) throws -> String { try Self.string(try child(key)) }
    func number(_ key: String) throws -> Int { try Self.number(try child(key)) }

    func flag(_ key: String) throws -> Bool {
        let child = try child(key)
        guard let value = child.bool else { throw PolicyFile.complaint(child, "true, false", child.string ?? "") }
        return value
    }

    func list<Value>(_ key: String, _ read: (Node) throws -> Value) throws -> [Value] {
        let child = try child(key)
        guard let sequence = child.sequence else {
            throw PolicyFile.complaint(child, "\(key): […]", child.string ?? "")
        }
        return try sequence.map(read)
    }

    static func string(_ node: Node) throws -> String {
        guard let text = node.string, !text.isBlank else { throw PolicyFile.complaint(node, "text", "") }
        return text
    }

    static func number(_ node: Node) throws -> Int {
        guard let number = node.scalar.flatMap({ Int($0.string) }) ?? node.int, (0...100_000).contains(number) else {
            throw PolicyFile.complaint(node, "0…100000", node.string ?? "")
        }
        return number
    }

    static func day(_ node: Node) throws -> Day {
        guard let text = node.string, let day = Day(iso: text) else {
            throw PolicyFile.complaint(node, "2026-12-31", node.string ?? "")
        }
        return day
    }
}

extension LedgerSettings {
    /// `H` of this ledger.
    package var algorithm: Digest.Algorithm {
        crypto.digest
    }
}
