package import Ledger
package import Rectification

/// Finds what a person named: by id, name or path (cli.md, “Naming things”).
extension LedgerReader {
    /// Throws `unit.missing` 66 or `unit.ambiguous` 65 with the candidates.
    package func unit(_ written: String) throws -> OrganisationReference {
        let found = try units(written)
        guard let first = found.first else { throw Complaint(66, "unit.missing", ["found": written]) }
        guard found.count == 1 else {
            throw Complaint(65, "unit.ambiguous", ["found": written], candidates: found.map(\.path))
        }
        return first
    }

    /// Every organisation that an id, a name or a path can mean.
    package func units(_ written: String) throws -> [OrganisationReference] {
        if let id = OrganisationID(written) { return try reference(to: id).map { [$0] } ?? [] }
        let written = WrittenUnit(written)
        guard let last = written.names.last else { return [] }
        return try organisations(named: last).compactMap { organisation in
            guard written.means(try tree(around: [organisation.id]).chain(from: organisation.id)) else { return nil }
            return try reference(to: organisation.id)
        }
    }

    package func person(_ written: String) throws -> Person {
        if let id = PersonID(written), let person = try person(id) { return person }
        let parts = written.split(whereSeparator: { $0 == "/" || $0 == "／" }).map { String($0).trimmed }
        var found = try persons(named: parts.last ?? written)
        if parts.count > 1 {
            let units = Set(try units(parts.dropLast().joined(separator: "/")).map(\.id))
            found = found.filter { person in person.organisation.map { units.contains($0.id) } ?? false }
        }
        let active = found.filter { !$0.isRetired }
        guard let first = active.first ?? found.first else { throw Complaint(66, "person.missing", ["found": written]) }
        guard active.count <= 1 else {
            throw Complaint(
                65, "person.ambiguous", ["found": written],
                candidates: active.map { "\($0.organisation?.path ?? "") / \($0.name) \($0.id)" })
        }
        return first
    }

    package func round(_ written: String) throws -> Round {
        if let round = try round(named: written) { return round }
        let all = try rounds()
        if let id = RoundID(written), let round = all.first(where: { $0.id == id }) { return round }
        throw Complaint(66, "round.missing", ["found": written], candidates: all.map(\.name))
    }

    /// Who acts: as named, else the person bound to the login (cli.md, “A finding's life”).
    ///
    /// - Parameter key: fingerprint of the key that signs the command: a live key of the person's own counts more than any login.
    package func actor(named name: String?, login: String, key: String? = nil) throws -> Person {
        if let key, let owner = try owner(ofKey: key), let person = try person(owner),
            try keys(of: owner)[key]?.isLive == true, try name == nil || self.person(name ?? "").id == owner
        {
            return person
        }
        if let name {
            let person = try person(name)
            guard person.logins.isEmpty || person.logins.contains(login) else {
                throw Complaint(
                    77, "person.otherLogin",
                    ["person": person.name, "login": login, "logins": person.logins.sorted().joined(separator: ", ")])
            }
            return person
        }
        let bound = try persons(boundTo: login)
        guard let first = bound.first else {
            if let former = try persons().first(where: { $0.isRetired && $0.logins.contains(login) }) {
                throw FindingRefusal(.retired, ["person": former.name])
            }
            throw Complaint(66, "person.unknownLogin", ["login": login])
        }
        guard bound.count == 1 else {
            throw Complaint(65, "person.ambiguous", ["found": login], candidates: bound.map(\.name))
        }
        return first
    }
}
