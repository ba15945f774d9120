import BoardUI
import Foundation
import Rectification
import Requests

/// The list of a bulletin as it is kept between two boards: everything a person sees of it, so that it comes back as it was.
struct KeptIntake: Codable {
    let at: Date
    let source, round, deadline: String
    let isDeadlineProposed: Bool
    let items: [Item]

    struct Item: Codable {
        let id, line: Int
        let writtenUnit: String
        let headings: [String]
        let text: String
        let unit: Unit
        let category: Category?
        let deadline: String?
        let repeated: Like?
        let isIn: Bool
    }

    enum Unit: Codable {
        case known(id: String, path: String, Basis)
        case several([String])
        case unknown([String])
    }

    struct Category: Codable {
        let name: String
        let basis: Basis
    }

    enum Basis: Codable {
        case written, given, party, nearby
        case heading(String)
        case named(String)
        case filed([Like])
    }

    struct Like: Codable {
        let number: Int
        let likeness: Double
        let words: [String]
    }
}

extension KeptIntake {
    init(_ sheet: IntakeSheet, at: Date) {
        self.at = at
        source = sheet.source
        round = sheet.round
        deadline = sheet.deadline
        isDeadlineProposed = sheet.isDeadlineProposed
        items = sheet.items.map { Item($0) }
    }

    /// `nil` when a unit's id cannot be read.
    var sheet: IntakeSheet? {
        let items = items.compactMap(\.item)
        guard items.count == self.items.count, !items.isEmpty else { return nil }
        return IntakeSheet(
            source: source, round: round, deadline: deadline, isDeadlineProposed: isDeadlineProposed, items: items)
    }
}

extension KeptIntake.Item {
    init(_ item: IntakeItem) {
        id = item.id
        line = item.line
        writtenUnit = item.writtenUnit
        headings = item.headings
        text = item.text
        switch item.unit {
        case .known(let unit, let basis):
            self.unit = .known(id: unit.id.description, path: unit.path, KeptIntake.Basis(basis))
        case .several(let paths): unit = .several(paths)
        case .unknown(let paths): unit = .unknown(paths)
        }
        category = item.category.map { KeptIntake.Category(name: $0.name, basis: KeptIntake.Basis($0.basis)) }
        deadline = item.deadline
        repeated = item.repeated.map { KeptIntake.Like($0) }
        isIn = item.isIn
    }

    var item: IntakeItem? {
        let unit: IntakeItem.Unit
        switch self.unit {
        case .known(let id, let path, let basis):
            guard let id = OrganisationID(id) else { return nil }
            unit = .known(OrganisationReference(id: id, path: path), basis.basis)
        case .several(let paths): unit = .several(paths)
        case .unknown(let paths): unit = .unknown(paths)
        }
        return IntakeItem(
            id: id, line: line, writtenUnit: writtenUnit, headings: headings, text: text, unit: unit,
            category: category.map { IntakeItem.Category($0.name, $0.basis.basis) }, deadline: deadline,
            repeated: repeated?.like, isIn: isIn)
    }
}

extension KeptIntake.Basis {
    init(_ basis: IntakeItem.Basis) {
        switch basis {
        case .written: self = .written
        case .given: self = .given
        case .party: self = .party
        case .nearby: self = .nearby
        case .heading(let word): self = .heading(word)
        case .named(let word): self = .named(word)
        case .filed(let likes): self = .filed(likes.map { KeptIntake.Like($0) })
        }
    }

    var basis: IntakeItem.Basis {
        switch self {
        case .written: .written
        case .given: .given
        case .party: .party
        case .nearby: .nearby
        case .heading(let word): .heading(word)
        case .named(let word): .named(word)
        case .filed(let likes): .filed(likes.map(\.like))
        }
    }
}

extension KeptIntake.Like {
    init(_ like: LikeFiled) {
        number = like.number.value
        likeness = like.likeness
        words = like.words
    }

    var like: LikeFiled { LikeFiled(number: FindingNumber(number), likeness: likeness, words: words) }
}
