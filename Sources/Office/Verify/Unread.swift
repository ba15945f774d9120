internal import Attestation
internal import Rectification

/// Events that could not be read, by stream: what stands on them can be judged by nobody, and is not accused of their loss.
struct Unread: Sendable {
    /// Positions, smallest first.
    private var places: [Stream: [Int]] = [:]

    var isEmpty: Bool { places.isEmpty }

    mutating func add(_ stream: Stream, at position: Int) { places[stream, default: []].append(position) }

    /// Whether something before a position could not be read in a stream.
    func touches(_ stream: Stream, before position: Int) -> Bool { (places[stream]?.first ?? .max) < position }

    /// Whether something before a position could not be read in any stream of a kind.
    func touches(_ kind: Kind, before position: Int) -> Bool { last(kind, before: position) != nil }

    /// The last position of a kind before another one that could not be read.
    func last(_ kind: Kind, before position: Int) -> Int? {
        places.lazy.filter { kind.holds($0.key) }.compactMap { $0.value.last { $0 < position } }.max()
    }

    enum Kind {
        case ledger, person, policy, round, triage

        func holds(_ stream: Stream) -> Bool {
            switch (self, stream) {
            case (.ledger, .ledger), (.person, .person), (.policy, .policy), (.round, .round), (.triage, .group),
                (.triage, .letter):
                true
            case _: false
            }
        }
    }
}

extension LogHistory {
    /// Whether what an event was decided by cannot all be read any more: who did it, the rules of the day, what its own stream says before it.
    func isBlind(to text: EventText, at position: Int) -> Bool {
        guard !unread.isEmpty else { return false }
        if case .person = text.stream, lacksRootKey(at: position) || unread.touches(.ledger, before: position) {
            return true
        }
        return unread.touches(.person(text.person), before: position)
            || unread.touches(text.stream, before: position) || lacksPolicy(at: position)
    }

    /// Whether the enrolment of the first key may be among what could not be read before a position.
    func lacksRootKey(at position: Int) -> Bool {
        !hasRootKey(before: position) && unread.touches(.person, before: position)
    }

    /// Whether the policy in force at a position could not be read.
    func lacksPolicy(at position: Int) -> Bool {
        guard let lost = unread.last(.policy, before: position) else { return false }
        return lost > policies.changes.last { $0.position < position }?.position ?? 0
    }

    /// Whether some of these units, or what they belong to, could not be read.
    func lacks(_ units: [OrganisationID?], at position: Int) -> Bool {
        guard !unread.isEmpty else { return false }
        return units.contains { id in
            var next = id
            while let current = next {
                if unread.touches(.organisation(current), before: position) { return true }
                next = tree[current]?.parent
            }
            return false
        }
    }
}
