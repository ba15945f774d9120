internal import Rectification

extension ShellText {
    /// The shell command that equals what was asked of a meeting.
    ///
    /// - Parameter name: what a person is called whose id was chosen.
    package static func meeting(_ request: MeetingRequest, name: (String) -> String? = { _ in nil }) -> String {
        var words = ["xiaohao", "meeting"]
        func numbers(_ findings: [FindingNumber]) -> [String] { findings.map(\.description) }
        switch request {
        case .seat(let draft):
            words += ["seat", quoted(draft.party)] + (draft.person.map { [quoted(name($0) ?? $0)] } ?? ["--empty"])
        case .add(let findings): words += ["agenda", "add"] + numbers(findings)
        case .drop(let findings): words += ["agenda", "drop"] + numbers(findings)
        case .order(let findings): words += ["agenda", "order"] + numbers(findings)
        case .sort: words += ["agenda", "sort"]
        case .note(let finding, let text):
            words += ["note"] + (finding.map { [$0.description] } ?? []) + ["--text", quoted(text)]
        case .skip(let finding): words += ["skip", finding.description]
        case .rehear(let finding, let reason):
            words += ["rehear", finding.description] + (reason.map { ["--reason", quoted($0)] } ?? [])
        case .move(let finding): words += ["go", finding.description]
        case .adjourn: words += ["adjourn"]
        }
        return words.joined(separator: " ")
    }
}
