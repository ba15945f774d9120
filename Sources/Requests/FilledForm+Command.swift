package import Rectification

extension FilledForm {
    /// The domain's command; throws `FieldProblem` for a blank that cannot be understood. What is missing for a rule is left to the domain.
    package func command(_ lookup: some FormLookup) throws -> FindingCommand {
        switch action {
        case .start:
            return .start(
                Plan(
                    goal: self["goal"], measures: all("measure").map { MeasureDraft(text: $0) },
                    responsible: self["person"], deadline: try day("deadline", lookup)))
        case .measureAdd: return .addMeasure(try measure(lookup))
        case .measureChange: return .changeMeasure(number: try number("measure"), try measure(lookup))
        case .measureDrop: return .dropMeasure(number: try number("measure"), reason: self["reason"] ?? "")
        case .report: return .report(try report())
        case .attach: return .attach(try lookup.evidence(try required("file")))
        case .detach: return .detach(number: try number("evidence"), reason: self["reason"])
        case .submit: return .submit(pledge: self["pledge"] ?? "")
        case .withdraw: return .withdraw
        case .agree: return try opinion(.agree, lookup)
        case .disagree:
            return try opinion(
                .disagree(
                    code: try lookup.reasonCode(try required("code")), reason: self["reason"] ?? "",
                    deadline: try requiredDay("deadline", lookup)), lookup)
        case .defer:
            return try opinion(.defer(note: self["note"] ?? "", until: try requiredDay("until", lookup)), lookup)
        case .returnRequest: return .requestReturn(reason: self["reason"] ?? "")
        case .returnRefuse: return .refuseReturn(reason: self["reason"] ?? "")
        case .reassign:
            return .reassign(
                unit: try lookup.unit(try required("unit")), reason: self["reason"] ?? "",
                deadline: try day("deadline", lookup).map { Deadline(.date($0)) })
        case .recall: return .recall(reason: self["reason"] ?? "")
        case .list: return .list(supervisor: self["supervisor"] ?? "", limit: try day("limit", lookup))
        case .delist: return .delist(reason: self["reason"] ?? "")
        case .extensionRequest:
            return .requestExtension(until: try requiredDay("until", lookup), reason: self["reason"] ?? "")
        case .extensionGrant: return .grantExtension(until: try day("until", lookup))
        case .extensionRefuse: return .refuseExtension(reason: self["reason"] ?? "")
        case .supervise:
            return .supervise(
                SupervisionDraft(
                    kind: try requiredCode("kind"), addressee: self["to"] ?? "", text: self["text"] ?? "",
                    due: try day("due", lookup), attendees: all("with"), reason: self["reason"]))
        case .answer:
            return .answer(number: self["step"] == nil ? nil : try number("step"), text: self["text"] ?? "")
        case .consolidate: return .consolidate(note: self["note"] ?? "")
        case .relapse: return .relapse(note: self["note"] ?? "", deadline: try requiredDay("deadline", lookup))
        case .clueTransfer:
            return .transferClue(
                reference: self["reference"] ?? "", receiver: self["receiver"] ?? "", on: try day("on", lookup))
        case .clueConclude: return .concludeClue(number: try number("clue"), on: try day("on", lookup))
        case .group: return .group(try lookup.group(try required("group")))
        case .ungroup: return .ungroup
        case .flag: return .flag(try requiredCode("flag"), isOn: true)
        case .unflag: return .flag(try requiredCode("flag"), isOn: false)
        case .comment: return .comment(text: self["text"] ?? "")
        case .correct: return .correct(try correction(lookup))
        case .undo: return .undo
        }
    }

    private func opinion(_ verdict: Verdict, _ lookup: some FormLookup) throws -> FindingCommand {
        .opine(
            OpinionDraft(
                party: try lookup.party(try required("party")), verdict: verdict,
                content: try lookup.contentUnderReview()))
    }

    private func measure(_ lookup: some FormLookup) throws -> MeasureDraft {
        MeasureDraft(
            text: self["text"] ?? "", kind: try code("kind"), person: self["person"], due: try day("due", lookup))
    }

    private func report() throws -> Report {
        let done = Set(try all("measure-done").map { try WrittenNumber.read($0, field: "measure-done") })
        var progress: [Int: String] = [:]
        for written in all("progress") {
            let parts = written.split(
                maxSplits: 1, whereSeparator: { $0 == " " || $0 == ":" || $0 == "：" || $0 == "　" })
            guard parts.count == 2, let number = Int(parts[0]) else {
                throw FieldProblem(.number, field: "progress", found: written)
            }
            progress[number] = parts[1].drop { $0 == " " }.description
        }
        var publicity: Finding.Publicity?
        switch self["publicity"] {
        case "open": publicity = .open
        case "withheld":
            guard let reason = self["publicity-reason"] else {
                throw FieldProblem(.publicity, field: "publicity-reason")
            }
            publicity = .withheld(reason: reason)
        case .some(let other):
            throw FieldProblem(.choice, field: "publicity", found: other, candidates: ["open", "withheld"])
        case nil: break
        }
        return Report(
            steps: done.union(progress.keys).sorted().map {
                Report.Step(number: $0, isDone: done.contains($0) ? true : nil, progress: progress[$0])
            },
            completion: try code("completion"), progress: self["summary"], effect: self["effect"],
            inference: self["inference"], amount: try amount("amount"), publicity: publicity)
    }

    private func correction(_ lookup: some FormLookup) throws -> Correction {
        let field: Correction.Field = try requiredCode("field")
        let reason = self["reason"] ?? ""
        guard let value = self["value"] else { return Correction(field: field, value: .nothing, reason: reason) }
        let typed: Correction.Value
        switch field {
        case .externalNumber, .leader, .text, .category, .responsible, .goal: typed = .text(value)
        case .leadUnit: typed = .unit(try lookup.unit(value))
        case .source: typed = .source(try requiredCode("value"))
        case .amount:
            guard let amount = Amount(tenThousandYuan: value) else {
                throw FieldProblem(.amount, field: "value", found: value)
            }
            typed = .amount(amount)
        case .deadline:
            guard let day = lookup.day(value) else { throw FieldProblem(.day, field: "value", found: value) }
            typed = .deadline(Deadline(.date(day), written: value))
        }
        return Correction(field: field, value: typed, reason: reason)
    }

    private func required(_ name: String) throws -> String {
        guard let value = self[name] else { throw FieldProblem(.missing, field: name) }
        return value
    }

    private func number(_ name: String) throws -> Int {
        try WrittenNumber.read(try required(name), field: name)
    }

    private func amount(_ name: String) throws -> Amount? {
        guard let written = self[name] else { return nil }
        guard let amount = Amount(tenThousandYuan: written) else {
            throw FieldProblem(.amount, field: name, found: written)
        }
        return amount
    }

    private func day(_ name: String, _ lookup: some FormLookup) throws -> Day? {
        guard let written = self[name] else { return nil }
        guard let day = lookup.day(written) else { throw FieldProblem(.day, field: name, found: written) }
        return day
    }

    private func requiredDay(_ name: String, _ lookup: some FormLookup) throws -> Day {
        guard let day = try day(name, lookup) else { throw FieldProblem(.missing, field: name) }
        return day
    }

    private func code<Code: RawRepresentable<String> & CaseIterable>(_ name: String) throws -> Code? {
        guard let written = self[name] else { return nil }
        guard let code = Code(rawValue: written) else {
            throw FieldProblem(.choice, field: name, found: written, candidates: Code.allCases.map(\.rawValue))
        }
        return code
    }

    private func requiredCode<Code: RawRepresentable<String> & CaseIterable>(_ name: String) throws -> Code {
        guard let code: Code = try code(name) else { throw FieldProblem(.missing, field: name) }
        return code
    }
}
