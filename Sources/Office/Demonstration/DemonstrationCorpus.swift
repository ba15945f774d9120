internal import Rectification
internal import Wording

/// The names and problems of the demonstration's invented city (`demo/corpus.txt`).
struct DemonstrationCorpus {
    /// A problem in the words of one team, and how it is put right.
    struct Problem {
        let category: String
        /// The kinds of units it is found in; empty: all.
        let kinds: Set<Organisation.Kind>
        let text, goal: String
        let measures: [String]
        let effect, inference: String

        func worded(_ text: String) -> Problem {
            Problem(
                category: category, kinds: kinds, text: text, goal: goal, measures: measures, effect: effect,
                inference: inference)
        }
    }

    struct PersonLine {
        let name, organisation: String
        let roles: Set<Role>
        let parties: Set<PartyCode>
    }

    struct RoundLine {
        let name: String
        let mode: Round.Mode
        let enteredDaysAgo, feedbackDaysAgo: Int
    }

    private(set) var organisations: [(kind: Organisation.Kind, path: [String], head: String?)] = []
    private(set) var persons: [PersonLine] = []
    private(set) var rounds: [RoundLine] = []
    private(set) var problems: [Problem] = []
    private(set) var surnames: [String] = []
    private(set) var leaders: [String] = []
    private(set) var evidence: [String] = []

    init() {
        for line in (BundledResource.text("demo/corpus.txt") ?? "").split(separator: "\n") where !line.hasPrefix("#") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let rest = line[line.index(after: colon)...]
            let parts = rest.split(separator: "|", omittingEmptySubsequences: false).map { String($0).trimmed }
            switch line[..<colon] {
            case "organisation" where parts.count == 3:
                guard let kind = Organisation.Kind(rawValue: parts[0]) else { continue }
                organisations.append(
                    (kind, parts[1].split(separator: "/").map(String.init), parts[2].isEmpty ? nil : parts[2]))
            case "person" where parts.count == 4:
                persons.append(
                    PersonLine(
                        name: parts[0], organisation: parts[1],
                        roles: Set(parts[2].split(separator: " ").compactMap { Role(rawValue: String($0)) }),
                        parties: Set(parts[3].split(separator: " ").map { PartyCode(String($0)) })))
            case "round" where parts.count == 4:
                guard let mode = Round.Mode(rawValue: parts[1]), let entered = Int(parts[2]),
                    let feedback = Int(parts[3])
                else {
                    continue
                }
                rounds.append(RoundLine(name: parts[0], mode: mode, enteredDaysAgo: entered, feedbackDaysAgo: feedback))
            case "problem" where parts.count == 7:
                problems.append(
                    Problem(
                        category: parts[0],
                        kinds: Set(
                            parts[1].split(separator: " ").compactMap { Organisation.Kind(rawValue: String($0)) }),
                        text: parts[2], goal: parts[3], measures: parts[4].split(separator: "；").map(String.init),
                        effect: parts[5], inference: parts[6]))
            case "wording" where parts.count == 1:
                if let problem = problems.last { problems.append(problem.worded(parts[0])) }
            case "clerks": surnames = rest.split(separator: " ").map(String.init)
            case "leaders": leaders = rest.split(separator: " ").map(String.init)
            case "evidence": evidence = rest.split(separator: " ").map(String.init)
            case _: continue
            }
        }
    }

    /// What is found in units of a kind, in the order of the file.
    func problems(of kind: Organisation.Kind) -> [Problem] {
        problems.filter { $0.kinds.isEmpty || $0.kinds.contains(kind) }
    }
}

/// A sequence of numbers that is the same every time, so that two demonstrations are alike.
struct FixedRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
