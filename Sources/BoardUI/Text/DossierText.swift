package import Rectification
package import Requests
internal import Screen
package import Wording

/// Everything about one finding as labelled lines: the detail pane and `show`.
package struct DossierText: Sendable {
    package struct Line: Hashable, Sendable {
        package enum Kind: Hashable, Sendable { case heading, fact, item, alarm, dim }
        package let kind: Kind
        /// Ends in a colon and a space; empty for lines that go on.
        package let label: String
        package let text: String
    }

    let words: Catalogue
    let policy: Policy
    let today: Day
    let zone: ZoneOffset

    package init(words: Catalogue, policy: Policy, today: Day, zone: ZoneOffset) {
        self.words = words
        self.policy = policy
        self.today = today
        self.zone = zone
    }

    package func time(_ moment: Moment) -> String { moment.text(in: zone) }

    package func lines(_ dossier: FindingDossier) -> [Line] {
        facts(dossier.finding) + work(dossier.finding) + review(dossier.finding) + beside(dossier.finding)
            + timeline(dossier)
    }

    /// The finding itself, without its reviews and its history.
    func matter(_ finding: Finding) -> [Line] { facts(finding) + work(finding) + beside(finding) }

    // MARK: Parts

    private func fact(_ name: String, _ value: String?, _ kind: Line.Kind = .fact) -> [Line] {
        guard let value, !value.isEmpty else { return [] }
        return [Line(kind: kind, label: words[name] + words["list.colon"], text: value)]
    }

    private func heading(_ key: String, _ facts: [String: String] = [:]) -> Line {
        Line(kind: .heading, label: "", text: words.text(key, facts))
    }

    private func item(_ text: String) -> Line { Line(kind: .item, label: "  ", text: text) }

    private func facts(_ finding: Finding) -> [Line] {
        let facts = finding.facts
        var lines = [
            heading("dossier.title", ["number": finding.number.description, "stage": words.word(finding.stage.code)])
        ]
        lines += fact("field.text", facts.text)
        lines += fact("field.unit", facts.unit.path)
        lines += fact("field.leadUnit", facts.leadUnit?.path)
        lines += fact("field.round", facts.round)
        lines += fact("field.externalNumber", facts.externalNumber)
        lines += fact("field.category", facts.category)
        lines += fact("field.source", words.word(facts.source))
        lines += fact("field.flags", facts.flags.sorted().map { words.word($0) }.joined(separator: " · "))
        lines += deadline(finding)
        lines += fact("field.leader", facts.leader)
        lines += fact("field.person", finding.responsible)
        lines += fact("field.amount", facts.amount.map { words.text("amount", ["amount": $0.description]) })
        if case .assigned(.some(let request)) = finding.stage {
            lines += fact("dossier.returned", "\(request.on) \(request.reason)", .alarm)
        }
        if let listing = finding.listing {
            let limit = listing.limit.map { " → \($0)" } ?? ""
            lines += fact("dossier.listed", "\(listing.since)\(limit) \(listing.supervisor)", .alarm)
        }
        if finding.relapses > 0 { lines += fact("dossier.relapses", String(finding.relapses), .alarm) }
        if finding.isBroughtForward { lines += fact("dossier.broughtForward", words["dossier.broughtForward.meaning"]) }
        lines += fact("field.group", finding.group?.title)
        for extra in facts.extras {
            lines.append(Line(kind: .fact, label: extra.name + words["list.colon"], text: extra.value))
        }
        return lines
    }

    private func deadline(_ finding: Finding) -> [Line] {
        var text = words["deadline.\(finding.deadline.code.rawValue)"]
        if let day = finding.deadline.day { text = finding.deadline.code == .date ? "\(day)" : "\(text) \(day)" }
        if let written = finding.deadline.written { text += words.text("dossier.written", ["written": written]) }
        if finding.originalDeadline.day != finding.deadline.day, let day = finding.originalDeadline.day {
            text += words.text("dossier.original", ["date": "\(day)"])
        }
        let days = finding.overdueDays(on: today)
        if days > 0 { text += " · " + words.text("card.overdue", ["days": String(days)]) }
        return fact("field.deadline", text, days > 0 ? .alarm : .fact)
    }

    private func work(_ finding: Finding) -> [Line] {
        var lines = fact("field.goal", finding.goal)
        if !finding.liveMeasures.isEmpty { lines.append(heading("dossier.measures")) }
        for measure in finding.liveMeasures {
            var text = "\(measure.isDone ? "☑" : "☐") \(measure.number). \(measure.draft.text)"
            let details = [
                measure.draft.kind.map { words.word($0) }, measure.draft.person, measure.draft.due?.description,
            ].compactMap { $0 }
            if !details.isEmpty { text += " (\(details.joined(separator: " · ")))" }
            lines.append(item(text))
            if let progress = measure.progress { lines.append(Line(kind: .dim, label: "      ", text: progress)) }
        }
        lines += fact("field.completion", finding.stage.code == .assigned ? nil : words.word(finding.completion))
        lines += fact("field.summary", finding.progress)
        lines += fact("field.effect", finding.effect)
        lines += fact("field.inference", finding.inference)
        switch finding.publicity {
        case .open: lines += fact("field.publicity", words["publicity.open"])
        case .withheld(let reason):
            lines += fact("field.publicity", words["publicity.withheld"] + words["list.colon"] + reason)
        case nil: break
        }
        if !finding.liveEvidence.isEmpty { lines.append(heading("dossier.evidence")) }
        for evidence in finding.liveEvidence {
            lines.append(
                item(
                    "\(evidence.number). \(evidence.file.name) · \(Self.size(evidence.file.bytes)) · \(evidence.file.digest.prefix(12))…"
                ))
        }
        return lines
    }

    static func size(_ bytes: Int) -> String {
        bytes < 1024 ? "\(bytes) B" : bytes < 1 << 20 ? "\(bytes / 1024) KiB" : "\(bytes >> 20) MiB"
    }

    private func review(_ finding: Finding) -> [Line] {
        var lines: [Line] = []
        if let submission = finding.submission {
            lines.append(heading("dossier.review", ["round": String(finding.reviewRound), "date": "\(submission.on)"]))
            lines += fact("dossier.pledge", submission.pledge)
            for party in policy.partiesNeeded(for: finding.deadline) {
                let opinion = submission.decision(of: party.code) ?? submission.opinions.last { $0.party == party.code }
                lines.append(
                    item(
                        "\(CardWords.mark(opinion?.verdict.code)) \(party.name) "
                            + (opinion.map(say) ?? words["dossier.awaited"])))
            }
        }
        if let closure = finding.closure {
            lines.append(
                heading(
                    "dossier.closed",
                    ["kind": words.word(closure.kind), "date": "\(closure.on)", "by": closure.by ?? ""]))
            switch closure.consolidation {
            case .pending(let from):
                lines += fact("dossier.consolidation", words.text("dossier.consolidateFrom", ["date": "\(from)"]))
            case .held(let on, let note): lines += fact("dossier.consolidation", "\(on) \(note)")
            case .none: break
            }
        }
        let earlier = finding.opinions.filter { finding.submission == nil || $0.reviewRound < finding.reviewRound }
        if !earlier.isEmpty { lines.append(heading("dossier.opinions")) }
        for opinion in earlier {
            let party = policy.party(opinion.party)?.name ?? opinion.party.description
            lines.append(
                item("\(opinion.reviewRound) \(CardWords.mark(opinion.verdict.code)) \(party) \(say(opinion))"))
        }
        return lines
    }

    private func say(_ opinion: Opinion) -> String {
        "\(opinion.reviewerName) \(words.word(opinion.verdict.code)) \(say(opinion.verdict)) \(time(opinion.at))"
    }

    func say(_ verdict: Verdict) -> String {
        switch verdict {
        case .agree: ""
        case .disagree(let code, let reason, let deadline):
            "\(policy.reason(code)?.words ?? code)\(words["list.colon"])\(reason) → \(deadline)"
        case .defer(let note, let until): "\(note) → \(until)"
        }
    }

    private func beside(_ finding: Finding) -> [Line] {
        var lines: [Line] = []
        if !finding.extensions.isEmpty { lines.append(heading("dossier.extensions")) }
        for `extension` in finding.extensions {
            let state: String =
                switch `extension`.state {
                case .pending: words["extension.pending"]
                case .granted(let until): words.text("extension.granted", ["date": "\(until)"])
                case .refused(let reason): words.text("extension.refused", ["reason": reason])
                case .withdrawn: words["extension.withdrawn"]
                }
            lines.append(item("→ \(`extension`.until) \(`extension`.reason) · \(state)"))
        }
        if !finding.supervisions.isEmpty { lines.append(heading("dossier.supervisions")) }
        for step in finding.supervisions {
            let due = step.due.map { " → \($0)" } ?? ""
            lines.append(
                item("\(step.number). \(step.on) \(words.word(step.kind)) \(step.addressee)\(due) \(step.text)"))
            lines += beside(step).map { Line(kind: .dim, label: "      ", text: $0) }
        }
        if !finding.clues.isEmpty { lines.append(heading("dossier.clues")) }
        for clue in finding.clues {
            let end =
                clue.concludedOn.map { words.text("clue.concluded", ["date": "\($0)"]) }
                ?? words.text("clue.dueBack", ["date": "\(clue.dueBack)"])
            lines.append(item("\(clue.number). \(clue.reference) → \(clue.receiver) \(clue.transferredOn) · \(end)"))
        }
        return lines
    }

    /// Who came along, why it ran ahead of the ladder, and what was answered to what asks for an answer.
    private func beside(_ step: Supervision) -> [String] {
        var texts: [String] = []
        if !step.attendees.isEmpty {
            texts.append(words.text("dossier.with", ["names": step.attendees.joined(separator: words["letter.and"])]))
        }
        if let reason = step.reason { texts.append(words.text("dossier.ahead", ["reason": reason])) }
        if let answer = step.answer {
            let facts = ["date": step.answeredOn?.description ?? "", "text": answer]
            texts.append(words.text("dossier.answered", facts))
        } else if step.due != nil {
            texts.append(words["dossier.awaitingAnswer"])
        }
        return texts
    }

    private func timeline(_ dossier: FindingDossier) -> [Line] {
        [heading("dossier.timeline")]
            + dossier.history.map { entry in
                let detail = detail(entry.event)
                return Line(
                    kind: .item, label: "  ",
                    text: "\(time(entry.at)) \(entry.name)@\(entry.login) \(words["event.\(entry.event.code)"])"
                        + (detail.isEmpty ? "" : " · " + detail))
            }
    }

    /// What an event carries, on one line.
    package func detail(_ event: FindingEvent) -> String {
        switch event {
        case .filed(let filing):
            return
                "\(filing.facts.unit.path) · \(filing.deadline.written ?? filing.deadline.day?.description ?? words["deadline.longTerm"])"
        case .broughtForward(let brought): return words.word(brought.stage)
        case .returned(let reason), .returnRefused(let reason), .recalled(_, let reason), .delisted(let reason),
            .extensionRefused(let reason), .measureDropped(_, let reason):
            return reason
        case .reassigned(let unit, let reason, _): return "\(unit.path) · \(reason)"
        case .started(let plan): return [plan.responsible, plan.goal].compactMap { $0 }.joined(separator: " · ")
        case .measureAdded(let number, let draft), .measureChanged(let number, let draft):
            return "\(number). \(draft.text)"
        case .reported(let report): return detail(report)
        case .evidenceAttached(let number, let file): return "\(number). \(file.name)"
        case .evidenceDetached(let number, let reason): return "\(number) \(reason ?? "")"
        case .submitted(let round, let pledge, _):
            return words.text("card.review", ["round": String(round)]) + " · " + pledge
        case .withdrawn, .ungrouped: return ""
        case .opined(let opined):
            let party = policy.party(opined.party)?.name ?? opined.party.description
            return "\(party) \(words.word(opined.verdict.code)) \(say(opined.verdict))"
        case .closed(_, let kind, let from):
            return "\(words.word(kind)) · \(words.text("dossier.consolidateFrom", ["date": "\(from)"]))"
        case .sentBack(_, let deadline, let isListed, let supervisor):
            return "→ \(deadline)" + (isListed ? " · \(words["sign.listed"]) \(supervisor ?? "")" : "")
        case .listed(let supervisor, let limit): return supervisor + (limit.map { " → \($0)" } ?? "")
        case .extensionRequested(let until, let reason): return "→ \(until) \(reason)"
        case .extensionGranted(let until): return "→ \(until)"
        case .consolidated(let note): return note
        case .relapsed(_, let note, let deadline, let isListed, _):
            return "\(note) → \(deadline)" + (isListed ? " · \(words["sign.listed"])" : "")
        case .clueTransferred(_, let reference, let receiver, _, _): return "\(reference) → \(receiver)"
        case .clueConcluded(let number, let on): return "\(number) \(on)"
        case .supervised(_, let draft): return "\(words.word(draft.kind)) \(draft.addressee) \(draft.text)"
        case .answered(let number, let text): return "\(number). \(text)"
        case .grouped(let group): return group.title
        case .flagged(let flag, let isOn): return (isOn ? "+ " : "− ") + words.word(flag)
        case .commented(let text): return text
        case .corrected(let correction, let was):
            return
                "\(words["field.\(correction.field.rawValue)"]) \(was ?? "∅") → \(say(correction.value)) · \(correction.reason)"
        case .undone(let version, let event): return "\(version) \(words["event.\(event)"])"
        }
    }

    private func detail(_ report: Report) -> String {
        var parts = report.steps.map { step in
            "\(step.number)\(step.isDone == true ? "☑" : "")" + (step.progress.map { " \($0)" } ?? "")
        }
        if let completion = report.completion { parts.append(words.word(completion)) }
        parts += [report.progress, report.effect, report.inference].compactMap { $0 }
        if let amount = report.amount { parts.append(words.text("amount", ["amount": amount.description])) }
        return parts.joined(separator: " · ")
    }

    private func say(_ value: Correction.Value) -> String {
        switch value {
        case .text(let text): text
        case .source(let source): words.word(source)
        case .amount(let amount): amount.description
        case .deadline(let deadline): deadline.written ?? deadline.day?.description ?? words["deadline.longTerm"]
        case .unit(let unit): unit.path
        case .nothing: "∅"
        }
    }
}
