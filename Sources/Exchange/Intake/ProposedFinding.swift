/// What a bulletin is taken to say of one unit, for a person to confirm, join, split or drop (ledgers.md, “Feedback texts”).
package struct ProposedFinding: Hashable, Sendable {
    /// The unit as written; empty where the bulletin names none.
    package var unit: String
    /// Headings above it, outermost first.
    package var headings: [String]
    package var text: String

    package init(unit: String, headings: [String] = [], text: String) {
        self.unit = unit
        self.headings = headings
        self.text = text
    }
}

/// The proposals of one bulletin and what a person may do with them; positions count from 0.
package struct Proposals: Hashable, Sendable {
    package private(set) var findings: [ProposedFinding]

    package init(_ findings: [ProposedFinding]) { self.findings = findings }

    /// Makes one of a proposal and the next of the same unit; `false` when there is none.
    package mutating func join(at index: Int) -> Bool {
        guard findings.indices.contains(index), findings.indices.contains(index + 1),
            findings[index].unit == findings[index + 1].unit
        else { return false }
        let next = findings.remove(at: index + 1)
        findings[index].text +=
            (findings[index].text.last.map { "。；！？".contains($0) } ?? true ? "" : "；") + next.text
        return true
    }

    /// Cuts a proposal before a character; `false` when a piece would hold nothing.
    package mutating func split(at index: Int, before offset: Int) -> Bool {
        guard findings.indices.contains(index) else { return false }
        let text = findings[index].text
        let first = BulletinReader.stripped(String(text.prefix(offset)))
        let second = BulletinReader.stripped(String(text.dropFirst(offset)))
        guard offset > 0, !first.isEmpty, !second.isEmpty else { return false }
        findings[index].text = first
        var other = findings[index]
        other.text = second
        findings.insert(other, at: index + 1)
        return true
    }

    package mutating func drop(at index: Int) -> Bool {
        guard findings.indices.contains(index) else { return false }
        findings.remove(at: index)
        return true
    }

    /// Corrects whose finding it is.
    package mutating func assign(_ unit: String, at index: Int) -> Bool {
        guard findings.indices.contains(index) else { return false }
        findings[index].unit = unit
        return true
    }
}
