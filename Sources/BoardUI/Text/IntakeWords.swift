package import Requests
internal import Rectification
package import Wording

/// Proposed findings in words: nothing that was only proposed looks as if it had been written.
package struct IntakeWords: Sendable {
    private let words: Catalogue

    package init(_ words: Catalogue) { self.words = words }

    /// The unit by name, or what is wrong with it.
    package func unit(_ item: IntakeItem) -> String {
        switch item.unit {
        case .known(let unit, _): unit.name
        case .several: words.text("intake.unit.several", ["unit": item.writtenUnit])
        case .unknown:
            item.writtenUnit.isBlank
                ? words["intake.unit.none"] : words.text("intake.unit.unknown", ["unit": item.writtenUnit])
        }
    }

    /// Path and reason, or what could be meant.
    package func unitInFull(_ item: IntakeItem) -> String {
        switch item.unit {
        case .known(let unit, let basis):
            [unit.path, reason(basis, item)].compactMap { $0 }.joined(separator: " · ")
        case .several(let paths):
            words.text(
                "intake.unit.which",
                ["unit": item.writtenUnit, "choices": paths.prefix(4).joined(separator: "、")])
        case .unknown(let paths):
            unit(item)
                + (paths.isEmpty
                    ? "" : words.text("intake.unit.like", ["choices": paths.prefix(4).joined(separator: "、")]))
        }
    }

    /// The category with the sign of a proposal before it.
    package func category(_ item: IntakeItem) -> String {
        guard let category = item.category else { return words["intake.category.none"] }
        return isProposed(category.basis) ? "≈" + category.name : category.name
    }

    /// Its deepest level alone, for a narrow column.
    package func categoryShort(_ item: IntakeItem) -> String {
        guard let category = item.category else { return words["intake.category.none"] }
        let last = category.name.split(separator: " / ").last.map(String.init) ?? category.name
        return isProposed(category.basis) ? "≈" + last : last
    }

    package func categoryInFull(_ item: IntakeItem) -> String {
        guard let category = item.category else { return words["intake.category.none"] }
        return [category.name, reason(category.basis, item)].compactMap { $0 }.joined(separator: " · ")
    }

    /// `重复 #12？`, or nothing.
    package func repeated(_ item: IntakeItem) -> String? {
        item.repeated.map { words.text("intake.repeats", ["number": $0.number.description]) }
    }

    package func repeatedInFull(_ item: IntakeItem) -> String? {
        item.repeated.map { other in
            words.text(
                "intake.repeats.full",
                [
                    "number": other.number.description, "likeness": String(Int(other.likeness * 100)),
                    "words": other.words.joined(separator: "、"),
                ])
        }
    }

    private func isProposed(_ basis: IntakeItem.Basis) -> Bool {
        switch basis {
        case .written, .given: false
        case .party, .nearby, .heading, .named, .filed: true
        }
    }

    /// Why it stands there; nothing for what the bulletin or a person says.
    private func reason(_ basis: IntakeItem.Basis, _ item: IntakeItem) -> String? {
        switch basis {
        case .written, .given: nil
        case .party: words.text("intake.basis.party", ["unit": item.writtenUnit])
        case .nearby: words["intake.basis.nearby"]
        case .heading(let word): words.text("intake.basis.heading", ["word": word])
        case .named(let word): words.text("intake.basis.named", ["word": word])
        case .filed(let likes):
            words.text(
                "intake.basis.filed",
                [
                    "numbers": likes.map { "#\($0.number)" }.joined(separator: " "),
                    "words": (likes.first?.words.prefix(3) ?? []).joined(separator: "、"),
                ])
        }
    }
}
