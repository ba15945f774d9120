package import Rectification
internal import Wording

/// 巡察建议书: tells a functional department what recurs in its field, as the ledger holds the letter.
package struct Recommendation: Sendable {
    package let letter: Letter
    /// What it rests on: as it stood when the letter went out, of a draft as it stands today.
    package let basis: Letter.Basis

    package init(_ letter: Letter, basis: Letter.Basis) {
        self.letter = letter
        self.basis = basis
    }

    package func record(_ setting: DocumentSetting) -> DocumentRecord {
        let words = letter.words
        var values: [String: DocumentRecord.Value] = [
            "to": .text(words.to.name), "subject": .text(letter.issue.title),
            "code": .text(letter.code?.description ?? setting.words["document.draft"]),
            "issued": .text(setting.date(letter.issuedOn ?? setting.today)),
            "due": .text(words.due.map { setting.date($0) } ?? setting.words["document.soon"]),
            "count": .init(basis.findings), "unitCount": .init(basis.units.count),
            "basis": words.basis.paragraphs, "suggestions": words.suggestions.paragraphs,
        ]
        values["examples"] = .list(
            basis.examples.enumerated().map { index, example in
                DocumentRecord([
                    "place": String(index + 1), "number": example.finding.description, "unit": example.unit,
                    "text": example.text,
                ])
            })
        values["units"] = .list(
            basis.units.map { DocumentRecord(["unit": $0.name, "count": String($0.findings)]) })
        // Two units a line, since a letter may rest on hundreds.
        values["pairs"] = .list(
            stride(from: 0, to: basis.units.count, by: 2).map { index in
                let right = index + 1 < basis.units.count ? basis.units[index + 1] : nil
                return DocumentRecord([
                    "unit": basis.units[index].name, "count": String(basis.units[index].findings),
                    "otherUnit": right?.name, "otherCount": right.map { String($0.findings) },
                ])
            })
        return setting.record(values)
    }
}

extension String {
    /// One record a line that says something.
    fileprivate var paragraphs: DocumentRecord.Value {
        .list(
            split(separator: "\n").filter { !String($0).isBlank }.map { DocumentRecord(["text": String($0)]) })
    }
}
