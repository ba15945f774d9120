/// A unit in the tree city → district → town → village, or a bureau, an enterprise, a team beside it (domain §2, 单位).
package struct Organisation: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// 市
        case city
        /// 区(县、市)
        case district
        /// 镇(街道)
        case town
        /// 村(社区)
        case village
        /// 部门
        case bureau
        /// 国企
        case enterprise
        /// 巡察组, 纪检组织 and whoever else reviews without being inspected
        case team
    }

    package let id: OrganisationID
    package var name: String
    package var kind: Kind
    package var parent: OrganisationID?
    /// 一把手, the first person responsible.
    package var head: String?

    package init(id: OrganisationID, name: String, kind: Kind, parent: OrganisationID? = nil, head: String? = nil) {
        self.id = id
        self.name = name
        self.kind = kind
        self.parent = parent
        self.head = head
    }
}

/// An organisation as a finding remembers it: its identity, and the path of names it had that day.
package struct OrganisationReference: Hashable, Sendable {
    package let id: OrganisationID
    /// Names from the top down, joined by ` / ` (trust.md, `unit`).
    package let path: String

    package init(id: OrganisationID, path: String) {
        self.id = id
        self.path = path
    }

    package static let separator = " / "

    /// The last name of the path.
    package var name: String {
        let bytes = path.utf8
        var index = bytes.endIndex
        // Backwards to ` / `; both are ASCII, which no other character contains.
        while let slash = bytes[..<index].lastIndex(of: UInt8(ascii: "/")) {
            let after = bytes.index(after: slash)
            let isSeparator =
                slash > bytes.startIndex && bytes[bytes.index(before: slash)] == 0x20 && after < bytes.endIndex
                && bytes[after] == 0x20
            if isSeparator { return String(path[bytes.index(after: after)...]) }
            index = slash
        }
        return path
    }
}

/// The organisations that a decision needs, by identity; it may be a part of the ledger's tree as long as whole chains of parents are in it.
package struct OrganisationTree: Hashable, Sendable {
    private var organisations: [OrganisationID: Organisation]

    package init(_ organisations: some Sequence<Organisation> = []) {
        self.organisations = [:]
        for organisation in organisations { self.organisations[organisation.id] = organisation }
    }

    package subscript(id: OrganisationID) -> Organisation? { organisations[id] }

    package var all: some Collection<Organisation> { organisations.values }

    package mutating func insert(_ organisation: Organisation) {
        organisations[organisation.id] = organisation
    }

    /// The organisation and everything above it, nearest first; a loop in bad data ends the walk.
    package func chain(from id: OrganisationID) -> [Organisation] {
        var chain: [Organisation] = []
        var seen: Set<OrganisationID> = []
        var next: OrganisationID? = id
        while let current = next, seen.insert(current).inserted, let organisation = organisations[current] {
            chain.append(organisation)
            next = organisation.parent
        }
        return chain
    }

    /// Whether one organisation is another or stands below it.
    package func isWithin(_ id: OrganisationID, _ ancestor: OrganisationID) -> Bool {
        if id == ancestor { return true }
        var next: OrganisationID? = id
        // A chain is no longer than there are organisations, unless bad data goes round in a loop.
        for _ in 0..<organisations.count {
            guard let current = next, let organisation = organisations[current] else { return false }
            if current == ancestor { return true }
            next = organisation.parent
        }
        return false
    }

    /// Identity and path of names; `nil` when the organisation is not in the tree.
    package func reference(to id: OrganisationID) -> OrganisationReference? {
        let names = chain(from: id).map(\.name)
        guard !names.isEmpty else { return nil }
        return OrganisationReference(id: id, path: names.reversed().joined(separator: OrganisationReference.separator))
    }
}

/// What happened to an organisation; a change holds the whole new state, the log keeps the old one.
package enum OrganisationEvent: Hashable, Sendable {
    case added(Organisation)
    case changed(Organisation)
}
