internal import Exchange
internal import Ledger
internal import Rectification
internal import Requests
internal import Similarity

/// What the ledger makes of proposed findings: whose they are, of which category, what they repeat.
struct IntakeJudge {
    private let reader: LedgerReader
    /// Whose findings those are that name no unit.
    private let givenUnit: OrganisationReference?
    private let givenCategory: String?
    private var units: [String: IntakeItem.Unit] = [:]
    private var repeats: RepeatSearch
    /// The findings filed before; what one proposal asked for serves the others.
    private let filed: NeighbourSearch<LedgerNeighbours>
    private let names: CategoryNames
    /// The unit of the item before, beside which a name of several is looked for.
    private var before: OrganisationReference?

    init(
        _ ledger: OpenLedger, _ reader: LedgerReader, unit: OrganisationReference? = nil, category: String? = nil
    ) throws {
        self.reader = reader
        repeats = try RepeatSearch(reader, today: ledger.today)
        filed = NeighbourSearch(OpenLedger.similarity, in: LedgerNeighbours(reader: reader))
        names = CategoryNames(try ledger.policy(reader))
        givenUnit = unit
        givenCategory = category
    }

    /// What a person gave stays; everything else is looked up anew.
    mutating func judge(_ item: IntakeItem) throws -> IntakeItem {
        var item = item
        let likes = try filed.nearest(to: item.text, limit: 12)
        if !item.unit.isGiven { item.unit = try unit(of: item, likes) }
        if case .known(let unit, _) = item.unit { before = unit }
        if item.category?.basis != .given { item.category = try category(of: item, likes) }
        item.repeated = nil
        if case .known(let unit, _) = item.unit {
            item.repeated = try repeats.repeated(item.text, of: unit.id, reader)
        }
        return item
    }

    // MARK: Whose it is

    private mutating func unit(of item: IntakeItem, _ likes: [NearFinding]) throws -> IntakeItem.Unit {
        if item.writtenUnit.isBlank {
            if let givenUnit { return .known(givenUnit, .given) }
            // Who had the like before is worth a look, and no more than that.
            var paths: [String] = []
            for like in likes.prefix(6) {
                guard let id = OrganisationID(like.unit), let path = try reader.reference(to: id)?.path,
                    !paths.contains(path)
                else { continue }
                paths.append(path)
            }
            return .unknown(Array(paths.prefix(4)))
        }
        let found = try units[item.writtenUnit] ?? lookUp(item.writtenUnit)
        units[item.writtenUnit] = found
        guard case .several(let paths) = found, let before else { return found }
        let near = paths.filter { Self.isNear($0, before.path) }
        guard near.count == 1, let reference = try reader.units(near[0].asPath).first else { return found }
        return .known(reference, .nearby)
    }

    private func lookUp(_ written: String) throws -> IntakeItem.Unit {
        let bare = BulletinHeading.withoutParty(written)
        for (name, basis) in [(written, IntakeItem.Basis.written), (bare, .party), (bare + "村", .party)] {
            var found = try reader.units(name)
            if found.count > 1, let givenUnit {
                let inside = found.filter { $0.path.hasPrefix(givenUnit.path + OrganisationReference.separator) }
                if !inside.isEmpty { found = inside }
            }
            if let only = found.first, found.count == 1 { return .known(only, basis) }
            if found.count > 1 { return .several(found.map(\.path)) }
        }
        return .unknown(try candidates(bare))
    }

    /// Paths that could be meant: those that hold the name, or what is left of it without 县 or 本市 before it.
    private func candidates(_ name: String) throws -> [String] {
        for dropped in 0...2 where name.count - dropped > 1 {
            let found = try reader.paths(containing: String(name.dropFirst(dropped)), limit: 5)
            if !found.isEmpty { return found }
        }
        return []
    }

    /// Below the same town, or below the unit itself.
    private static func isNear(_ path: String, _ other: String) -> Bool {
        let town = other.split(separator: OrganisationReference.separator).dropLast()
            .joined(separator: OrganisationReference.separator)
        return path.hasPrefix(other + OrganisationReference.separator)
            || !town.isEmpty && path.hasPrefix(town + OrganisationReference.separator)
    }

    // MARK: Of which category

    /// Less like than this proposes nothing.
    private static let leastLike = 0.15

    private func category(of item: IntakeItem, _ likes: [NearFinding]) throws -> IntakeItem.Category? {
        if let givenCategory { return IntakeItem.Category(givenCategory, .given) }
        for heading in item.headings.reversed() {
            if let (name, word) = names.first(in: heading) { return IntakeItem.Category(name, .heading(word)) }
        }
        var weights: [String: Double] = [:]
        for like in likes where like.likeness >= Self.leastLike && !like.category.isEmpty {
            weights[like.category, default: 0] += like.likeness * like.likeness
        }
        guard let best = weights.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else {
            return names.first(in: item.text).map { IntakeItem.Category($0.name, .named($0.word)) }
        }
        let reasons = try likes.filter { $0.category == best }.prefix(3).map {
            LikeFiled(
                number: FindingNumber($0.number), likeness: $0.likeness,
                words: try filed.words(of: $0.number, and: item.text))
        }
        return IntakeItem.Category(best, .filed(reasons))
    }
}

/// The names of a policy's categories, looked for in texts.
private struct CategoryNames {
    private let names: [(phrase: [UInt16], word: String, name: String)]

    /// Those of the deepest level come first.
    init(_ policy: Policy) {
        let children = policy.categories.flatMap { category in
            category.children.map { (word: $0, name: "\(category.name) / \($0)") }
        }
        names = (children + policy.categories.map { (word: $0.name, name: $0.name) }).map {
            (Array($0.word.utf16), $0.word, $0.name)
        }
    }

    func first(in text: String) -> (name: String, word: String)? {
        let units = Array(text.utf16)
        return names.first { Self.stands($0.phrase, in: units) }.map { ($0.name, $0.word) }
    }

    private static func stands(_ phrase: [UInt16], in units: [UInt16]) -> Bool {
        guard let first = phrase.first, phrase.count <= units.count else { return false }
        return (0...(units.count - phrase.count)).contains { start in
            units[start] == first && units[start..<(start + phrase.count)] == phrase[...]
        }
    }
}

extension IntakeItem.Unit {
    fileprivate var isGiven: Bool { if case .known(_, .given) = self { true } else { false } }
}

extension String {
    /// A path of names as `LedgerReader.units` takes it.
    fileprivate var asPath: String { replacing(OrganisationReference.separator, with: "/") }
}
