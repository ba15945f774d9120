internal import Exchange
internal import Attestation
internal import Ledger
package import Rectification
package import Requests
package import Wording

// 巡察建议书: drafted from a common issue, issued, answered, followed up until the field is rectified.

extension OpenLedger {
    /// Drafts a letter about a common issue; whatever the form leaves out is proposed from its members.
    package func draftLetter(
        _ form: LetterForm, about number: Int, _ words: Catalogue, as name: String?,
        _ options: WriteOptions = WriteOptions()
    ) throws -> Performed {
        try writeLetter("letter draft \(number) \(form)", nil, as: name, options) { session, work in
            let reader = session.reader
            let issue = try reader.issue(number)
            let basis = try basis(of: issue, reader)
            let draft = LetterDraft(
                number: try reader.nextLetterNumber(), issue: issue.reference,
                words: Letter.Words(
                    to: try reader.unit(form.to), basis: form.basis ?? words.letterBasis(basis, issue),
                    suggestions: form.suggestions ?? words.text("letter.proposal", ["title": issue.title]),
                    due: try form.due.map { try letterDay($0, "due", reader) }
                        ?? today.adding(months: try policy(reader).monthsToReply)))
            let context = LetterContext(issue: issue, lastSerial: 0, today: today)
            let events = try Letter.decide(.draft(draft), by: Actor(work.actor), in: context)
            return try session.append(events, to: nil, id: surroundings.make(), by: work.author)
        }
    }

    /// Does one thing to a letter, as a person, through the domain; issue and letter tell it both.
    package func perform(
        _ request: LetterRequest, onLetter number: Int, as name: String?, _ options: WriteOptions = WriteOptions()
    ) throws -> Performed {
        try writeLetter("letter \(number) \(request)", number, as: name, options) { session, work in
            let reader = session.reader
            let letter = try reader.letter(number)
            if let expected = options.ifVersion, expected != letter.version {
                throw LedgerError(
                    .versionMoved,
                    ["number": String(number), "expected": String(expected), "current": String(letter.version)])
            }
            guard let issue = try reader.issue(letter.issue.id) else {
                throw LedgerError(.issueMissing, ["number": String(letter.issue.number)])
            }
            var before = letter
            let context = LetterContext(
                issue: issue, lastSerial: try reader.lastSerial(in: today.year),
                pattern: try policy(reader).letterPattern, today: today)
            func decide(_ command: LetterCommand) throws -> Letter {
                let events = try before.decide(command, by: Actor(work.actor), in: context)
                return try session.append(events, to: before, id: before.id, by: work.author) ?? before
            }
            switch request {
            case .edit(let to, let basis, let suggestions, let due):
                return try decide(.edit(try edited(letter.words, to, basis, suggestions, due, reader)))
            case .issue(let due):
                // The day that is named when it goes out is the draft's last edit.
                if let due {
                    let words = try edited(letter.words, nil, nil, nil, due, reader)
                    if words != letter.words { before = try decide(.edit(words)) }
                }
                let after = try decide(.issue(try basis(of: issue, reader)))
                guard let code = after.code else { return after }
                _ = try self.decide(.noteIssue(of: after.id, code), on: issue, &session, work)
                return after
            case .answer(let text, let day, let path):
                let file = try path.map {
                    try evidence.take($0, store.settings.crypto, isDryRun: work.isDryRun)
                }
                let answer = Letter.Answer(
                    text: text, on: try day.map { try letterDay($0, "on", reader) } ?? today, evidence: file)
                let after = try decide(.answer(answer))
                _ = try self.decide(.noteAnswer(to: after.id), on: issue, &session, work)
                return after
            case .followUp(let text): return try decide(.followUp(text: text))
            case .discard: return try decide(.discard)
            case .undo: return try decide(.undo)
            }
        }
    }

    /// A letter with what happened to it. Throws `letter.missing` 66.
    package func letter(_ number: Int) throws -> Letter { try read { try $0.letter(number) } }

    /// Members by unit, most first, and one example from each of the units that have most.
    func basis(of issue: CommonIssue, _ reader: LedgerReader) throws -> Letter.Basis {
        var filter = FindingFilter()
        filter.group = issue.id
        let rows = try rows(filter, reader)
        let ofUnit = Dictionary(grouping: rows, by: \.unit).sorted { left, right in
            (right.value.count, left.key.path) < (left.value.count, right.key.path)
        }
        return Letter.Basis(
            units: ofUnit.map { Letter.Basis.Unit(name: $0.key.name, findings: $0.value.count) },
            examples: ofUnit.prefix(Self.examples).compactMap { unit, rows in
                rows.first.map { Letter.Basis.Example(finding: $0.number, unit: unit.name, text: $0.text) }
            })
    }

    private static let examples = 5

    private func edited(
        _ before: Letter.Words, _ to: String?, _ basis: String?, _ suggestions: String?, _ due: String?,
        _ reader: LedgerReader
    ) throws -> Letter.Words {
        var words = before
        if let to { words.to = try reader.unit(to) }
        if let basis { words.basis = basis }
        if let suggestions { words.suggestions = suggestions }
        if let due { words.due = try letterDay(due, "due", reader) }
        return words
    }

    private func letterDay(_ written: String, _ field: String, _ reader: LedgerReader) throws -> Day {
        let policy = try policy(reader)
        let phrase = DeadlinePhrase(
            round: nil, policy: policy, calendar: PublicCalendar.calendar(policy), today: today)
        guard let day = phrase.day(of: written) else { throw FieldProblem(.day, field: field, found: written) }
        return day
    }

    private func writeLetter(
        _ command: String, _ number: Int?, as name: String?, _ options: WriteOptions,
        _ body: (inout WriteSession, Work) throws -> Letter?
    ) throws -> Performed {
        var letter: Letter?
        var performed = try write(command, as: name, options, hasVersion: number != nil) { session, actor, author in
            letter = try body(&session, Work(actor: actor, author: author, isDryRun: options.isDryRun))
            return nil
        }
        if letter == nil {
            for case .letter(let id) in performed.events.map(\.text.stream) {
                letter = try read { try $0.letter(id) }
            }
        }
        performed.letter = letter
        return performed
    }
}

extension Catalogue {
    /// What was found, in prose, for a person to go on from.
    fileprivate func letterBasis(_ basis: Letter.Basis, _ issue: CommonIssue) -> String {
        let facts = [
            "title": issue.title, "count": String(basis.findings), "units": String(basis.units.count),
            "words": issue.words.prefix(4).joined(separator: self["letter.and"]),
        ]
        return text(issue.words.isEmpty ? "letter.basis" : "letter.basisWords", facts)
    }
}
