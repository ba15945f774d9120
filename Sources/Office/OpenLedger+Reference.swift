internal import Attestation
internal import Ledger
package import Rectification
internal import Signing

// Reference data: organisations, people, rounds, policy; all of it through events.

/// What is said of a person; `nil` leaves what is there.
package struct PersonDraft: Hashable, Sendable {
    package var name: String
    package var organisation: String?
    package var roles: [Role]
    package var parties: [String]
    package var logins: [String]
    package var avoids: [String]
    package var isRetired: Bool?

    package init(
        name: String, organisation: String? = nil, roles: [Role] = [], parties: [String] = [], logins: [String] = [],
        avoids: [String] = [], isRetired: Bool? = nil
    ) {
        self.name = name
        self.organisation = organisation
        self.roles = roles
        self.parties = parties
        self.logins = logins
        self.avoids = avoids
        self.isRetired = isRetired
    }
}

extension OpenLedger {
    package func addOrganisation(
        _ name: String, kind: Organisation.Kind, parent: String?, head: String?, as actor: String?,
        _ options: WriteOptions
    ) throws -> Performed {
        // A name with a stroke is a path, as wherever a unit is named.
        let names = ((parent.map { [$0] } ?? []) + [name]).joined(separator: "/")
            .split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "／" }.map { String($0).trimmed }
        for name in names { try Self.requireName(name) }
        let name = names.last ?? name
        let parent = names.count > 1 ? names.dropLast().joined(separator: "/") : nil
        return try write("organisation add \(name) \(kind) \(parent ?? "") \(head ?? "")", as: actor, options) {
            session, person, author in
            try person.mayManage([.admin, .office])
            let above = try parent.map { try session.reader.unit($0) }
            let same = try session.reader.organisations(named: name).first { $0.parent == above?.id }
            if let same {
                guard same.kind != kind || (head != nil && same.head != head) else {
                    throw Complaint(65, "organisation.exists", ["name": name])
                }
                var changed = same
                changed.kind = kind
                if let head { changed.head = head }
                try session.append(.organisation(.changed(changed)), to: .organisation(same.id), by: author)
                return nil
            }
            let organisation = Organisation(
                id: surroundings.make(), name: name, kind: kind, parent: above?.id, head: head)
            try session.append(.organisation(.added(organisation)), to: .organisation(organisation.id), by: author)
            return nil
        }
    }

    /// Throws `name.missing` 64 for a name that nobody could call.
    static func requireName(_ name: String) throws {
        guard !name.isBlank else { throw Complaint(64, "name.missing") }
    }

    /// Adds a person, or changes the one of that name in that organisation. An organisation that is not known yet is added as a team.
    package func addPerson(
        _ draft: PersonDraft, as actor: String?, _ options: WriteOptions, signedBy key: UnlockedKey? = nil
    ) throws -> Performed {
        try Self.requireName(draft.name)
        if let organisation = draft.organisation { try Self.requireName(organisation) }
        return try write("person add \(draft)", as: actor, options, signedBy: key) { session, manager, author in
            try manager.mayManage([.admin])
            try session.reader.keyContext(for: manager, presented: key?.fingerprint).admitsReferenceChange()
            let organisation = try draft.organisation.map { try unitOrTeam($0, &session, author) }
            let parties = try policy(session.reader).parties
            for party in draft.parties
            where !parties.contains(where: { $0.code.description == party || $0.name == party }) {
                throw Complaint(
                    65, "code.unknown", ["field": "party", "found": party],
                    candidates: parties.map { "\($0.code) \($0.name)" })
            }
            let codes = draft.parties.map { written in
                parties.first { $0.name == written }?.code ?? PartyCode(written)
            }
            let avoided = try draft.avoids.map { try session.reader.unit($0).id }
            let known = try session.reader.persons(named: draft.name).filter {
                draft.organisation == nil || $0.organisation?.id == organisation?.id
            }
            guard known.count <= 1 else {
                throw Complaint(
                    65, "person.ambiguous", ["found": draft.name],
                    candidates: known.map { $0.organisation?.path ?? $0.name })
            }
            var person = known.first ?? Person(id: surroundings.make(), name: draft.name)
            let before = person
            if let organisation { person.organisation = organisation }
            if !draft.roles.isEmpty { person.roles = Set(draft.roles) }
            if !codes.isEmpty { person.parties = Set(codes) }
            if !draft.logins.isEmpty { person.logins = Set(draft.logins) }
            if !avoided.isEmpty { person.avoids = Set(avoided) }
            if let isRetired = draft.isRetired { person.isRetired = isRetired }
            guard known.isEmpty || person != before else { throw Complaint(65, "person.exists", ["name": draft.name]) }
            try session.append(
                .person(known.isEmpty ? .added(person) : .changed(person)), to: .person(person.id), by: author)
            return nil
        }
    }

    private func unitOrTeam(
        _ written: String, _ session: inout WriteSession, _ author: Author
    ) throws -> OrganisationReference {
        if try !session.reader.units(written).isEmpty { return try session.reader.unit(written) }
        let organisation = Organisation(id: surroundings.make(), name: written.trimmed, kind: .team)
        try session.append(.organisation(.added(organisation)), to: .organisation(organisation.id), by: author)
        return OrganisationReference(id: organisation.id, path: organisation.name)
    }

    package func addRound(
        _ name: String, mode: Round.Mode?, entered: Day?, feedback: Day?, as actor: String?, _ options: WriteOptions
    ) throws -> Performed {
        try Self.requireName(name)
        return try write(
            "round add \(name) \(mode?.rawValue ?? "") \(entered?.description ?? "") \(feedback?.description ?? "")",
            as: actor, options
        ) {
            session, person, author in
            try person.mayManage([.admin, .office])
            if var round = try session.reader.round(named: name) {
                let before = round
                if let mode { round.mode = mode }
                if let entered { round.entered = entered }
                if let feedback { round.feedback = feedback }
                guard round != before else { throw Complaint(65, "round.exists", ["name": name]) }
                try Self.requireOrder(of: round)
                try session.append(.round(.changed(round)), to: .round(round.id), by: author)
                return nil
            }
            let round = Round(
                id: surroundings.make(), name: name, mode: mode ?? .routine, entered: entered, feedback: feedback)
            try Self.requireOrder(of: round)
            try session.append(.round(.added(round)), to: .round(round.id), by: author)
            return nil
        }
    }

    /// Throws `round.days` 65 for a feedback before the entry.
    private static func requireOrder(of round: Round) throws {
        guard let entered = round.entered, let feedback = round.feedback, feedback < entered else { return }
        throw Complaint(
            65, "round.days",
            ["name": round.name, "entered": entered.description, "feedback": feedback.description])
    }

    package func adoptPolicy(
        _ file: PolicyFile, as actor: String?, _ options: WriteOptions, signedBy key: UnlockedKey? = nil
    ) throws -> Performed {
        try write("policy adopt \(file.policy.digest)", as: actor, options, signedBy: key) {
            session, person, author in
            try person.mayManage([.admin])
            try session.reader.keyContext(for: person, presented: key?.fingerprint).admitsReferenceChange()
            try session.append(.policy(file.adopted), to: .policy(session.reader.ledger), by: author)
            return nil
        }
    }
}

extension Person {
    /// Reference data, keys and policy are for these roles (domain §4, interplay); exit 77 otherwise.
    func mayManage(_ roles: Set<Role>) throws {
        guard !isRetired else { throw FindingRefusal(.retired, ["person": name]) }
        guard !self.roles.isDisjoint(with: roles) else {
            throw Complaint(
                77, "admin.needed",
                ["person": name, "roles": roles.sorted().map(\.rawValue).joined(separator: ",")])
        }
    }
}
