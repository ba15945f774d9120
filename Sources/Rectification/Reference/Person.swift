/// What a person may do; roles add up (domain §4, interplay).
package enum Role: String, Sendable, CaseIterable, Comparable {
    /// 巡察办
    case office
    /// 整改单位经办人
    case unit
    /// 联审人员
    case reviewer
    /// 督查
    case supervisor
    /// 研判
    case triage
    /// 管理员: reference data, keys and policy; no work on findings
    case admin
    /// 只读
    case viewer

    package static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}

/// The code of a review party; policy names them (`inspection`, `discipline`, `organisation` by default).
package struct PartyCode: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let description: String

    package init(_ code: String) { description = code }

    /// 巡察组, the party that may sign immediate findings alone when policy says so.
    package static let inspection = PartyCode("inspection")
    /// 镇街纪委
    package static let discipline = PartyCode("discipline")
    /// 组织部
    package static let organisation = PartyCode("organisation")

    package static func < (left: PartyCode, right: PartyCode) -> Bool { left.description < right.description }
}

/// Somebody who acts in a ledger (domain §2, 人员).
package struct Person: Hashable, Sendable {
    package let id: PersonID
    package var name: String
    package var organisation: OrganisationReference?
    package var roles: Set<Role>
    /// The parties for which this person may sit, for reviewers.
    package var parties: Set<PartyCode>
    /// Login names this person is bound to; empty: anybody at the keyboard may act for them in what is not signed.
    package var logins: Set<String>
    /// 回避: organisations of former posts and of kin, whose findings this person must not judge.
    package var avoids: Set<OrganisationID>
    /// No longer acts; the history keeps the name.
    package var isRetired: Bool

    package init(
        id: PersonID, name: String, organisation: OrganisationReference? = nil, roles: Set<Role> = [],
        parties: Set<PartyCode> = [], logins: Set<String> = [], avoids: Set<OrganisationID> = [],
        isRetired: Bool = false
    ) {
        self.id = id
        self.name = name
        self.organisation = organisation
        self.roles = roles
        self.parties = parties
        self.logins = logins
        self.avoids = avoids
        self.isRetired = isRetired
    }
}

/// What happened to a person; a change holds the whole new state.
package enum PersonEvent: Hashable, Sendable {
    case added(Person)
    case changed(Person)
    /// The person's own new key, signed by it: who offers a key has it.
    case keyOffered(key: String, publicKey: String)
    /// An administrator compared the fingerprint with the person; signed by the administrator's key `signer`. When that is the person's own key, it is retired by this.
    case keyEnrolled(key: String, signer: String)
    /// From here on the key signs nothing; signed by `signer`.
    case keyRetired(key: String, signer: String, reason: String?)
}
