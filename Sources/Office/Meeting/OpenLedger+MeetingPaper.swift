internal import Attestation
internal import Foundation
package import Ledger
package import Rectification
package import Requests

extension OpenLedger {
    /// What the meeting's screen shows where the meetings are listed: what waits for one, those that are open and those that were.
    ///
    /// - Parameter name: who acts; `nil` for whoever is bound to the login.
    package func meetingList(as name: String?) throws -> MeetingReply {
        try read { reader in
            let meetings = try reader.meetings(limit: 50)
            let actor = try? reader.actor(named: name, login: surroundings.login)
            let (towns, rounds) = try reader.inReview()
            var papers: [Int: String] = [:]
            for row in meetings where FileManager.default.fileExists(atPath: papersFolder(row.number)) {
                papers[row.number] = papersFolder(row.number)
            }
            return MeetingReply(
                meetings: meetings,
                waiting: MeetingWaiting(
                    findings: rounds.reduce(0) { $0 + $1.count }, towns: towns, rounds: rounds,
                    refusal: try actor.flatMap { try signingRefusal(of: $0, reader) }),
                papers: papers, sheet: nil, paper: nil)
        }
    }

    /// Why a reviewer cannot sign whatever the finding.
    private func signingRefusal(of person: Person, _ reader: LedgerReader) throws -> FindingRefusal? {
        guard person.roles.contains(.reviewer) else { return nil }
        let standing = try reader.standing(of: nil, for: person.id)
        do throws(FindingRefusal) {
            try standing.requireKey(of: person.name)
            return nil
        } catch {
            return error
        }
    }

    /// What the meeting's screen shows: a meeting (the newest open one when none is named), and one finding of it (the one that is heard when none is named). Without a meeting to show, what `meetingList` says.
    package func meetingReply(
        _ number: Int?, finding: FindingNumber?, as name: String? = nil
    ) throws -> MeetingReply {
        let open = try number ?? read { try $0.meetings(openOnly: true, limit: 1).first?.number }
        guard let open else { return try meetingList(as: name) }
        return try read { reader in
            let meetings = try reader.meetings(limit: 50)
            let sheet = try self.sheet(open, reader)
            let shown =
                finding.flatMap { sheet.line($0)?.row.number } ?? sheet.current ?? sheet.lines.last?.row.number
            return MeetingReply(
                meetings: meetings,
                waiting: MeetingWaiting(
                    findings: try reader.counts(FindingFilter(), today: today).count(of: .review)),
                sheet: sheet, paper: try shown.map { try paper($0, sheet.meeting, reader) })
        }
    }

    /// Everybody who may take a seat.
    package func reviewers() throws -> [Person] {
        try read { try $0.persons().filter { !$0.isRetired && $0.roles.contains(.reviewer) } }
    }

    /// The text under review and the seats of one finding, as a meeting seats them.
    package func paper(_ number: FindingNumber, _ meeting: Meeting, _ reader: LedgerReader) throws -> MeetingPaper {
        let dossier = try reader.dossier(number)
        let finding = dossier.finding
        // What was decided is still shown as it was submitted.
        let submitted = dossier.history.reversed().lazy.compactMap { entry -> String? in
            if case .submitted(_, _, let content) = entry.event { content } else { nil }
        }.first
        let text = try submitted.flatMap { try reader.content($0) } ?? ""
        let lines = try CanonicalLines(Array(text.utf8)).lines.map {
            MeetingPaper.ContentLine(key: $0.key, value: $0.value)
        }
        return MeetingPaper(dossier: dossier, content: lines, seats: try seats(finding, meeting, reader))
    }

    private func seats(
        _ finding: Finding, _ meeting: Meeting, _ reader: LedgerReader
    ) throws -> [MeetingPaper.Seat] {
        let policy = try policy(reader)
        let review = try reviewPolicy(of: finding, reader) ?? policy
        let needed = review.partiesNeeded(for: finding.deadline).map(\.code)
        // Parties that the review asks and the policy names no more stand last.
        let parties = policy.parties + review.parties.filter { policy.party($0.code) == nil }
        return try parties.map { party in
            let seat = meeting.seat(of: party.code)
            let said = finding.said(by: party.code)
            return MeetingPaper.Seat(
                party: party.code, name: party.name, reviewer: seat,
                refusal: try seat.flatMap { try refusal(of: $0, on: finding, reader) }, opinion: said,
                isNeeded: needed.contains(party.code))
        }
    }

    private func refusal(
        of seat: Meeting.Seat, on finding: Finding, _ reader: LedgerReader
    ) throws -> FindingRefusal? {
        guard let submission = finding.submission, let person = try reader.person(seat.reviewer),
            submission.decision(of: seat.party) == nil
        else { return nil }
        let context = try context(reader, for: finding, by: person)
        do throws(FindingRefusal) {
            try finding.admitsSeat(seat.party, on: submission, by: Actor(person), in: context)
        } catch {
            return error
        }
        do throws(FindingRefusal) {
            try context.key.requireKey(of: person.name)
        } catch {
            return error
        }
        return nil
    }
}

extension Finding {
    /// What a party said in the running review round, or in the one that was decided last.
    fileprivate func said(by party: PartyCode) -> Opinion? {
        if let submission { return submission.decision(of: party) ?? submission.deferral(of: party) }
        let round = opinions.last?.reviewRound
        return opinions.last { $0.party == party && $0.reviewRound == round }
    }
}
