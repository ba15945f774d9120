internal import Rectification

/// One finding's invented life: what is asked for, by whom, on which day.
struct DemonstrationStory {
    enum Player: Hashable { case office, clerk, inspection, discipline, organisation, supervisor }

    struct Step {
        let day: Day
        let player: Player
        let command: (Finding) -> FindingCommand
    }

    /// How far a finding has come.
    enum Outcome: CaseIterable {
        case assigned, returned, extensionAsked, working, workingOverdue, immediate, longTerm, readyToSubmit, inReview
        case inReviewHalf, inReviewDeferred, sentBack, closed, consolidated, relapsed, stageClosed, broughtForward

        /// How often it happens, by how long ago the round's feedback was.
        func weight(daysAgo: Int) -> Int {
            let isOld = daysAgo > 200
            let isFresh = daysAgo < 40
            return switch self {
            case .assigned: isOld ? 1 : isFresh ? 60 : 12
            case .returned: isOld ? 0 : 4
            case .extensionAsked: isOld ? 1 : 5
            case .working: isOld ? 4 : isFresh ? 25 : 26
            case .workingOverdue: isOld ? 8 : isFresh ? 0 : 7
            case .immediate: isOld ? 1 : 8
            case .longTerm: 5
            case .readyToSubmit: isFresh ? 0 : 6
            case .inReview: isFresh ? 0 : 5
            case .inReviewHalf: isFresh ? 0 : 4
            case .inReviewDeferred: isFresh ? 0 : 1
            case .sentBack: isFresh ? 0 : 6
            case .closed: isFresh ? 2 : isOld ? 40 : 16
            case .consolidated: daysAgo > 300 ? 24 : 0
            case .relapsed: isOld ? 4 : 0
            case .stageClosed: isOld ? 3 : 0
            case .broughtForward: daysAgo > 300 ? 10 : 0
            }
        }
    }

    let outcome: Outcome
    let today: Day
    /// The day of filing.
    let filed: Day
    var random: FixedRandom
    private(set) var steps: [Step] = []

    init(_ outcome: Outcome, filed: Day, today: Day, random: FixedRandom) {
        self.outcome = outcome
        self.filed = filed
        self.today = today
        self.random = random
    }

    /// The deadline it is filed with.
    mutating func deadline() -> Deadline {
        switch outcome {
        case .workingOverdue: Deadline(.date(today.adding(days: -Int.random(in: 1...45, using: &random))))
        case .immediate:
            Deadline(.immediate(today.adding(days: Int.random(in: -6...14, using: &random))), written: "立行立改")
        case .longTerm, .stageClosed: Deadline(.longTerm(milestone: nil), written: "长期坚持")
        case .assigned, .returned, .extensionAsked, .working, .readyToSubmit, .inReview, .inReviewHalf,
            .inReviewDeferred:
            Deadline(.date(today.adding(days: Int.random(in: 0...120, using: &random))))
        case .sentBack, .closed, .consolidated, .relapsed, .broughtForward:
            Deadline(.date(filed.adding(days: Int.random(in: 60...100, using: &random)).endOfMonth))
        }
    }

    private mutating func add(_ day: Day, _ player: Player, _ command: @escaping (Finding) -> FindingCommand) {
        steps.append(Step(day: min(day, today), player: player, command: command))
    }

    /// Writes the life after filing.
    mutating func write(
        _ problem: DemonstrationCorpus.Problem, goal: String, measures: [String], effect: String, clerk: String,
        head: String,
        evidence: EvidenceFile
    ) {
        let today = today
        if outcome == .broughtForward || outcome == .assigned { return writeNotes() }
        if outcome == .returned {
            return add(filed.adding(days: 3), .clerk) { _ in .requestReturn(reason: "该资产不属于本单位管理，建议改派") }
        }
        let span = max(4, filed.days(until: today))
        func at(_ share: Double) -> Day { filed.adding(days: max(1, Int(Double(span) * share))) }
        let pace = [Outcome.closed, .consolidated, .relapsed, .stageClosed, .sentBack].contains(outcome) ? 0.5 : 1.0
        add(at(0.1 * pace), .clerk) { _ in
            .start(Plan(goal: goal, measures: measures.map { MeasureDraft(text: $0) }, responsible: clerk))
        }
        if outcome == .extensionAsked {
            let reason = "涉及历史资料较多，需第三方审计复核"
            return add(at(0.9), .clerk) { finding in
                .requestExtension(until: (finding.deadline.day ?? today).adding(days: 30), reason: reason)
            }
        }
        add(at(0.35 * pace), .clerk) { _ in
            .report(Report(steps: [Report.Step(number: 1, isDone: true, progress: nil)], progress: "已召开专题会部署，正在推进"))
        }
        if outcome == .workingOverdue { return press(head) }
        if [.working, .immediate, .longTerm].contains(outcome) { return writeNotes() }
        let attach: (Finding) -> FindingCommand = { _ in .attach(evidence) }
        add(at(0.5 * pace), .clerk) { finding in
            .report(
                Report(
                    steps: finding.liveMeasures.map { Report.Step(number: $0.number, isDone: true, progress: nil) },
                    completion: .done, effect: effect, inference: problem.inference, publicity: .open))
        }
        add(at(0.5 * pace), .clerk, attach)
        if outcome == .readyToSubmit { return }
        review(from: at(0.6 * pace), until: at(0.7 * pace), head: head)
        if outcome == .relapsed {
            add(today.adding(days: -12), .inspection) { _ in
                .relapse(note: "回头看发现同类问题再次发生", deadline: today.adding(days: 40))
            }
        }
        if outcome == .consolidated {
            add(today.adding(days: -5), .discipline) { _ in .consolidate(note: "半年后抽查，制度执行到位，未见反弹") }
        }
    }

    private mutating func review(from submitted: Day, until decided: Day, head: String) {
        let isOpen = [.inReview, .inReviewHalf, .inReviewDeferred].contains(outcome)
        let submitDay = isOpen ? today.adding(days: -Int.random(in: 1...6, using: &random)) : submitted
        let voteDay = isOpen ? today : decided
        add(submitDay, .clerk) { _ in .submit(pledge: head) }
        func opine(_ party: PartyCode, _ verdict: Verdict) -> (Finding) -> FindingCommand {
            { finding in
                .opine(OpinionDraft(party: party, verdict: verdict, content: finding.submission?.content ?? ""))
            }
        }
        switch outcome {
        case .inReview: break
        case .inReviewHalf:
            add(voteDay, .inspection, opine(.inspection, .agree))
            add(voteDay, .discipline, opine(.discipline, .agree))
        case .inReviewDeferred:
            add(voteDay, .inspection, opine(.inspection, .defer(note: "须到现场核对资产台账", until: today.adding(days: 7))))
        case .sentBack:
            add(voteDay, .inspection, opine(.inspection, .agree))
            let deadline = today.adding(days: Int.random(in: -8...40, using: &random))
            let safe = max(deadline, voteDay)
            add(
                voteDay, .discipline,
                opine(.discipline, .disagree(code: "noEvidence", reason: "仅有文件，无数据及实例支撑", deadline: safe)))
        case .assigned, .returned, .extensionAsked, .working, .workingOverdue, .immediate, .longTerm, .readyToSubmit,
            .closed, .consolidated, .relapsed, .stageClosed, .broughtForward:
            add(voteDay, .inspection, opine(.inspection, .agree))
            add(voteDay, .discipline, opine(.discipline, .agree))
            add(voteDay, .organisation, opine(.organisation, .agree))
        }
    }

    /// What supervisors do about an overdue finding.
    private mutating func press(_ head: String) {
        let today = today
        if Bool.random(using: &random) {
            add(today.adding(days: -4), .supervisor) { finding in
                .supervise(
                    SupervisionDraft(
                        kind: .reminder, addressee: head, text: "整改时限已过，请三日内报送进展", due: today.adding(days: 3)))
            }
            if Bool.random(using: &random) {
                add(today.adding(days: -1), .clerk) { _ in .answer(number: 1, text: "已收到，正在补充核查资料") }
            }
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
            add(today.adding(days: -2), .office) { _ in .list(supervisor: "巡察办", limit: today.adding(days: 30)) }
        }
    }

    private mutating func writeNotes() {
        if Int.random(in: 0..<6, using: &random) == 0 {
            add(today.adding(days: -1), .office) { _ in .comment(text: "下次过堂前须看到首批佐证材料") }
        }
    }
}
