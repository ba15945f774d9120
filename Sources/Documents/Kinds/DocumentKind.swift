package import Rectification

/// The documents that the program writes (cli.md, `document KIND`).
package enum DocumentKind: String, Sendable, CaseIterable {
    /// 过堂会议纪要
    case minutes
    /// 销号审批表
    case closureForm = "closure-form"
    /// 密钥登记表
    case keyForm = "key-form"
    /// 工作提示单
    case slip
    /// 督办通知书
    case notice
    /// 点对点提醒
    case reminder
    /// 约谈通知书
    case interview
    /// 上门走访记录
    case visit
    /// 告诫书
    case admonition
    /// 面对面评估记录
    case evaluation
    /// 挂牌公示
    case publicList = "public-list"
    /// 督办日报
    case digest
    /// 巡察建议书
    case letter
    /// 一村一档
    case dossier
    /// 一把手专题材料
    case headReport = "head-report"
    /// 专项报告
    case specialReport = "special-report"

    /// What a template of this kind may name.
    package var fields: TemplateFields {
        TemplateFields(Self.common + " " + written)
    }

    /// In every document: whose ledger, which day.
    private static let common = "ledger today"

    private static let rows = """
        findings[place number externalNumber unit text category stage deadline overdueDays leader round reviewRound \
        isOverdue? isListed?]
        """
    private static let opinions = """
        opinions[party reviewer verdict code reason deadline time key isDisagreement? isDeferral? isBefore?]
        """
    private static let line = "number unit head state text"
    private static let sums = "total open closed overdue listed relapsed units rate"

    private var written: String {
        switch self {
        case .minutes:
            """
            number kind date place opened adjourned chair checkpoint total closed sentBack listedCount rehearCount \
            undecidedCount unheardCount settled votes? isOpen? seats[party name organisation key] others[party name organisation key] \
            absent[party] \
            decisions[place number unit text outcome \(Self.opinions) remarks[about text by time]] \
            listed[number unit text supervisor limit] rehear[number unit reason] unheard[number unit text] \
            notes[about text by time]
            """
        case .closureForm:
            """
            number externalNumber round unit leadUnit leader person category source flags text amount deadline \
            originalDeadline goal completion effect inference publicity pledge reviewRound closedOn closure \
            consolidateFrom content measures[number text person progress hasPerson?] \
            evidence[number name bytes digest] \(Self.opinions)
            """
        case .keyForm:
            "person personId organisation parties roles fingerprint algorithm offered enrolled retired isEnrolled?"
        case .slip, .notice, .reminder, .interview, .visit, .admonition, .evaluation:
            "to unit head text due count reason attendees[name] \(Self.rows)"
        case .publicList: "count listed[place number unit text supervisor since limit isPastLimit?]"
        case .digest:
            """
            weekday scope isNarrowed? label since isNeeded? total newCount soonDays soonCount unansweredCount extensionCount decidedCount \
            newlyOverdue[\(Self.line)] soon[\(Self.line)] unanswered[\(Self.line)] extensions[\(Self.line)] \
            letterCount letters[code to subject due days] decisions[number unit event by on text] units[name count] \
            leaders[name count] newlyOverdueMore soonMore unansweredMore extensionsMore lettersMore decisionsMore \
            unitsMore leadersMore
            """
        case .letter:
            """
            to code subject issued due count unitCount basis[text] suggestions[text] units[unit count] \
            pairs[unit count otherUnit otherCount] examples[place number unit text]
            """
        case .dossier:
            """
            unit path head kind children hasUnitsBelow? total open overdue rate fullyClosed counted onTime firstPassRate \
            relapseRate assigned inProgress review closed listed starred provincial leaderOwned immediate \
            immediateClosed broughtForward stageClosed late extended closedHere relapsed decided passedFirst \
            rounds[name mode entered feedback count assigned inProgress review closed rate] \
            months[month entered closed open] opinions[party verdict reason count] \
            supervisions[numbers unit kind to text on due answer unanswered isUnanswered?] people[name roles] \
            \(Self.rows) isCut? shown
            """
        case .headReport:
            "unit head \(Self.sums) categories[name count closed] starred[number unit text stage deadline] \(Self.rows)"
        case .specialReport:
            """
            subject \(Self.sums) categories[name count closed] places[name count closed overdue] \
            rounds[name count closed] issues[number title state scope count units closed words] \
            letters[code to issued due state answer] decisions[on body text] \(Self.rows)
            """
        }
    }
}

extension DocumentKind {
    /// The paper of a step of pressing.
    package init(_ kind: Supervision.Kind) {
        switch kind {
        case .reminder: self = .reminder
        case .slip: self = .slip
        case .notice: self = .notice
        case .interview: self = .interview
        case .visit: self = .visit
        case .admonition: self = .admonition
        case .evaluation: self = .evaluation
        }
    }
}
