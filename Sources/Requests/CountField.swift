/// What findings can be counted by (cli.md, `count --by`; `#` on the board).
package enum CountField: String, Sendable, CaseIterable {
    case stage, unit, round, category, leader, source
    /// The month of the deadline, `2026-11`; empty without one.
    case month
}

/// How many findings have one value of a field.
package struct FieldCount: Hashable, Sendable {
    /// The code or identity; empty when the field is.
    package let value: String
    /// How a person knows it.
    package let label: String
    package let count: Int

    package init(value: String, label: String, count: Int) {
        self.value = value
        self.label = label
        self.count = count
    }
}
