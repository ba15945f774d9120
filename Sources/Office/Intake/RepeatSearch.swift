internal import Ledger
internal import Rectification
internal import Requests
internal import Similarity

/// Looks for the open finding of a unit that a new one seems to repeat; each unit's findings are read once.
struct RepeatSearch {
    private let today: Day
    /// Only findings that stood there before: numbers below this one.
    private let before: FindingNumber
    private var filed: [OrganisationID: Filed] = [:]

    private struct Filed {
        var numbers: [FindingNumber] = []
        var texts = RepeatableTexts()
    }

    /// Findings of one unit that are looked through.
    private static let most = 1_000

    init(_ reader: LedgerReader, today: Day) throws {
        self.today = today
        before = try reader.nextNumber()
    }

    mutating func repeated(_ text: String, of unit: OrganisationID, _ reader: LedgerReader) throws -> LikeFiled? {
        guard before.value > 1 else { return nil }
        let all = try filed[unit] ?? open(unit, reader)
        filed[unit] = all
        guard !all.numbers.isEmpty else { return nil }
        let similarity = OpenLedger.similarity
        let mine = similarity.comparable(text)
        guard let best = all.texts.repeated(mine) else { return nil }
        return LikeFiled(
            number: all.numbers[best.index], likeness: best.likeness,
            words: similarity.words(mine, all.texts[best.index]))
    }

    private func open(_ unit: OrganisationID, _ reader: LedgerReader) throws -> Filed {
        var filter = FindingFilter()
        filter.exactUnit = unit
        filter.isOpen = true
        var found = Filed()
        try reader.forEach(filter, order: .number, today: today) { row in
            guard row.number < before else { return true }
            found.numbers.append(row.number)
            found.texts.append(OpenLedger.similarity.comparable(row.text))
            return found.numbers.count < Self.most
        }
        return found
    }
}

extension ImportReport {
    /// Repetitions that are named one by one.
    private static let mostRepeats = 200

    /// Says that a new finding seems to repeat an open one of the same unit.
    mutating func noteRepeat(line: Int, unit: String, of other: LikeFiled) {
        repeats += 1
        guard repeats <= Self.mostRepeats else { return }
        notice(
            "repeat",
            [
                "row": String(line), "unit": unit, "number": other.number.description,
                "likeness": String(Int(other.likeness * 100)), "words": other.words.joined(separator: " · "),
            ])
    }

    /// Says how many more there are than were named.
    mutating func closeRepeats() {
        guard repeats > Self.mostRepeats else { return }
        notice("repeatsMore", ["count": String(repeats - Self.mostRepeats)])
    }
}
