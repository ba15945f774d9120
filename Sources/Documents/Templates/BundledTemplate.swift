package import Wording

/// The templates that the program carries, one for each document and language; an office's own stand in their place.
package enum BundledTemplate {
    /// `minutes.zh-Hans.txt`
    package static func fileName(_ kind: DocumentKind, _ language: Language) -> String {
        "\(kind.rawValue).\(language.rawValue).txt"
    }

    package static func text(_ kind: DocumentKind, _ language: Language) -> String {
        BundledResource.text("templates/" + fileName(kind, language)) ?? ""
    }

    package static func of(_ kind: DocumentKind, _ language: Language) throws -> Template {
        try Template(text(kind, language), fields: kind.fields)
    }
}

extension Template {
    /// The document in the setting's language, with its mark.
    package func fill(_ record: DocumentRecord, _ setting: DocumentSetting) -> Document {
        let numbering: Numbering =
            switch setting.words.language {
            case .simplified, .traditional: .chinese
            case .english: .arabic
            }
        return fill(record, mark: setting.mark, numbering: numbering)
    }
}
