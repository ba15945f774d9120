import Attestation
import Ledger
import Office
import Rectification
import Requests
import Wording

/// A fault as it is told to a person: of what kind, on which event of what, and what is wrong with it.
struct FaultText {
    private let kind: String
    private let stream: String
    private let version: Int?
    private let position: Int?
    private let message: String
    private let words: Catalogue
    private let name: (String) -> String?

    /// - Parameter name: what a stream is called; `nil` when nothing says it.
    init(
        kind: String, stream: String, version: Int?, position: Int?, message: String, _ words: Catalogue,
        name: @escaping (String) -> String?
    ) {
        self.kind = kind
        self.stream = stream
        self.version = version
        self.position = position
        self.message = message
        self.words = words
        self.name = name
    }

    init(_ fault: Fault, _ words: Catalogue, name: @escaping (String) -> String?) {
        self.init(
            kind: fault.kind.rawValue, stream: fault.stream, version: fault.version, position: fault.position,
            message: words.text(of: fault), words, name: name)
    }

    /// `签名  #11 第 6 个事件（日志第 203 条）  应有签名而没有`
    var line: String {
        [words["faultKind.\(kind)"], place, message].filter { !$0.isEmpty }
            .joined(separator: "  ")
    }

    private var place: String {
        let kindOfStream = FaultText.noun(of: stream)
        let noun = kindOfStream.map { words["stream.\($0)"] }
        let what = name(stream).map { named in
            kindOfStream == "meeting" ? words.text("meeting.number", ["number": named]) : named
        }
        let version = version.map { words.text("verify.version", ["version": String($0)]) }
        let position = position.map { words.text("verify.position", ["position": String($0)]) } ?? ""
        return ([what ?? noun, version].compactMap { $0 }.joined(separator: " ") + position).trimmed
    }

    /// `finding` of `finding/<uuid>`.
    static func noun(of stream: String) -> String? { stream.split(separator: "/").first.map(String.init) }
}

extension Catalogue {
    /// The sentence of a fault; that of a rule with its codes in words, and events by what they are called.
    func text(of fault: Fault) -> String {
        guard !fault.sentence.hasPrefix("rule.") else {
            return explain(rule: String(fault.sentence.dropFirst(5)), fault.facts).message
        }
        guard fault.sentence.hasPrefix("fault.rule.") else { return text(fault.sentence, fault.facts) }
        let noun = FaultText.noun(of: fault.stream) ?? ""
        return text(
            fault.sentence,
            fault.facts.mapValues { fact in
                ["event.\(fact)", "event.\(noun).\(fact)"].first { has($0) }.map { self[$0] } ?? fact
            })
    }
}

extension LedgerReader {
    /// The stream and version of the event at a position; `nil` where none is.
    func place(of position: Int) throws -> (stream: String, version: Int)? {
        try connection.first("SELECT stream, version FROM events WHERE position = ?", [.integer(position)]) {
            ($0.text(0), $0.int(1))
        }
    }

    /// What a stream is called: `#12`, a person's name, a meeting's number; `nil` for what has no name of its own, or is not there.
    func name(of stream: String) throws -> String? {
        switch Stream(stream) {
        case .finding(let id): try row(id: id).map { "#\($0.number)" }
        case .person(let id): try person(id)?.name
        case .meeting(let id): try meeting(id).map { String($0.meeting.number) }
        case .ledger, .round, .organisation, .group, .letter, .policy, nil: nil
        }
    }
}
