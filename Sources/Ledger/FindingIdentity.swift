package import Rectification
package import Requests

/// What a row of a ledger is recognised by: (round, unit, external number), else the text without spaces and punctuation (domain §4, interplay).
package struct FindingIdentity: Hashable, Sendable {
    private let text: String
    /// 64 bits of it, by which the index finds it; whoever is found is compared in full.
    package let number: Int

    package init(round: String, unit: OrganisationID, externalNumber: String?, text: String) {
        if let externalNumber, !externalNumber.isBlank {
            self.text = "\(round)\n\(unit)\nn\(externalNumber)"
        } else {
            self.text = "\(round)\n\(unit)\nt\(Self.normalised(text))"
        }
        // FNV-1a, since it must be the same in every program and at every start.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in self.text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        number = Int(truncatingIfNeeded: hash)
    }

    package init(of row: FindingRow) {
        self.init(round: row.round, unit: row.unit.id, externalNumber: row.externalNumber, text: row.text)
    }

    /// The text without spaces and punctuation.
    private static func normalised(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where isWord(scalar) { scalars.append(scalar) }
        return scalars.isEmpty ? text : String(scalars)
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // The common Chinese characters all are, and the properties of each would have to be looked up.
        case 0x4E00...0x9FA5: true
        case _: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
    }
}
