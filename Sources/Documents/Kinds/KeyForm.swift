package import Rectification
internal import Wording

/// 密钥登记表: signed by hand, it is what binds a key and a person (trust.md, “Keys”).
package struct KeyForm: Sendable {
    package let person: Person
    package let fingerprint: String
    package let crypto: LedgerSettings.Crypto
    package let offered: Day
    package let enrolled: Day?
    package let retired: Day?

    package init(
        person: Person, fingerprint: String, crypto: LedgerSettings.Crypto, offered: Day, enrolled: Day?, retired: Day?
    ) {
        self.person = person
        self.fingerprint = fingerprint
        self.crypto = crypto
        self.offered = offered
        self.enrolled = enrolled
        self.retired = retired
    }

    package func record(_ setting: DocumentSetting) -> DocumentRecord {
        let algorithm =
            switch crypto {
            case .standard: "Ed25519 · SHA-256"
            case .gm: "SM2 · SM3"
            }
        return setting.record([
            "person": .text(person.name), "personId": .text(person.id.description),
            "organisation": .text(setting.text(person.organisation?.path)),
            "parties": .text(setting.text(person.parties.sorted().map(setting.party).joined(separator: " · "))),
            "roles": .text(person.roles.sorted().map(setting.words.word).joined(separator: " · ")),
            "fingerprint": .text(fingerprint), "algorithm": .text(algorithm), "offered": .text(setting.date(offered)),
            "enrolled": .text(setting.date(enrolled)), "retired": .text(setting.date(retired)),
            "isEnrolled": .flag(enrolled != nil),
        ])
    }
}
