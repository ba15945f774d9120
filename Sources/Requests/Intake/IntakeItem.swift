package import Rectification

/// One finding that a bulletin is taken to hold, with what the ledger makes of it, for a person to confirm (ledgers.md, “Feedback texts”).
package struct IntakeItem: Hashable, Sendable, Identifiable {
    /// Why something stands there: nothing that was only proposed looks as if it had been written.
    package enum Basis: Hashable, Sendable {
        /// The bulletin says it.
        case written
        /// A person said it, with an option, in a form or at the prompt.
        case given
        /// The bulletin names its party committee: 县教育局党组 for 县教育局.
        case party
        /// One of several units of this name: the one that stands with the unit before it.
        case nearby
        /// A heading above it holds the category's name.
        case heading(String)
        /// It holds the category's name itself.
        case named(String)
        /// The nearest findings filed before have it.
        case filed([LikeFiled])
    }

    /// Whose finding it is.
    package enum Unit: Hashable, Sendable {
        case known(OrganisationReference, Basis)
        /// Several units have this name; their paths.
        case several([String])
        /// No unit has this name, or the bulletin names none; paths that could be meant.
        case unknown([String])
    }

    package struct Category: Hashable, Sendable {
        package let name: String
        package let basis: Basis

        package init(_ name: String, _ basis: Basis) {
            self.name = name
            self.basis = basis
        }
    }

    /// What is missing before it can be filed.
    package enum Gap: String, Hashable, Sendable, CaseIterable {
        case unitAmbiguous, unitUnknown, unitUnnamed, category
    }

    package let id: Int
    /// Line of the bulletin, from 1.
    package var line: Int
    /// The unit as the bulletin has it; blank where it names none.
    package var writtenUnit: String
    /// Headings above it, outermost first.
    package var headings: [String]
    package var text: String
    package var unit: Unit
    package var category: Category?
    /// As a person wrote it for this one; `nil`: as for the whole bulletin.
    package var deadline: String?
    /// The open finding of the same unit that it seems to repeat.
    package var repeated: LikeFiled?
    /// Whether it is to be filed.
    package var isIn = true

    package init(
        id: Int, line: Int, writtenUnit: String, headings: [String] = [], text: String, unit: Unit = .unknown([]),
        category: Category? = nil, deadline: String? = nil, repeated: LikeFiled? = nil, isIn: Bool = true
    ) {
        self.id = id
        self.line = line
        self.writtenUnit = writtenUnit
        self.headings = headings
        self.text = text
        self.unit = unit
        self.category = category
        self.deadline = deadline
        self.repeated = repeated
        self.isIn = isIn
    }

    package var gaps: [Gap] {
        var gaps: [Gap] = []
        switch unit {
        case .known: break
        case .several: gaps.append(.unitAmbiguous)
        case .unknown: gaps.append(writtenUnit.isBlank ? .unitUnnamed : .unitUnknown)
        }
        if category == nil { gaps.append(.category) }
        return gaps
    }

    package var isWhole: Bool { if case .known = unit { category != nil } else { false } }
}

/// A finding filed before that says something like it.
package struct LikeFiled: Hashable, Sendable {
    package let number: FindingNumber
    /// 0…1
    package let likeness: Double
    /// Words both hold.
    package let words: [String]

    package init(number: FindingNumber, likeness: Double, words: [String]) {
        self.number = number
        self.likeness = likeness
        self.words = words
    }
}
