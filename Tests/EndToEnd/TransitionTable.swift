/// Every row of domain §4 as it is done: from where, by whom, with which command, with which keys; and who is refused, by which rule.
struct Transition: Sendable, CustomStringConvertible {
    /// The row and what it is called.
    let description: String
    /// Where the finding stands before; see `Stations`.
    let station: Stations.Name
    let person: String
    /// The command line after the program's name.
    let command: [String]
    /// The letter behind `.`; `nil` where the finding is not there yet.
    let letter: String?
    /// What is typed behind it.
    let keys: String
    /// Whether the board asks once more.
    var isAsked = false
    let event: String
    /// Who is refused the same, by which rule.
    let refused: String
    let rule: String

    static let all: [Transition] =
        [
            Transition(
                description: "0 结转", station: .empty, person: "周主任", command: ["import", "旧台账.csv", "--round", "第六轮"],
                letter: nil, keys: ":import 旧台账.csv --round 第六轮<enter>", event: "broughtForward", refused: "张会计",
                rule: "role"),
            Transition(
                description: "1 交办", station: .empty, person: "周主任",
                command: [
                    "file", "--round", "第六轮", "--unit", "江六村", "--text", "误工补助支出异常", "--category", "作风", "--deadline",
                    "2027-06-30",
                ], letter: nil, keys: "c<wait>第六轮<tab>江六村<tab>误工补助支出异常<tab><tab><tab>2027-06-30<c-s>", event: "filed",
                refused: "张会计",
                rule: "role"),
            Transition(
                description: "2 退回", station: .assigned, person: "张会计", command: ["return", "1", "--reason", "不归本村"],
                letter: "T", keys: "不归本村<c-s>", event: "returned", refused: "周主任", rule: "role"),
            Transition(
                description: "2 退回：巡察办确认，改派", station: .returned, person: "周主任",
                command: ["reassign", "1", "--unit", "东港社区", "--reason", "资产归东港社区"], letter: "A",
                keys: "东港社区<tab>资产归东港社区<c-s>", event: "reassigned", refused: "张会计", rule: "role"),
            Transition(
                description: "2 退回：巡察办驳回", station: .returned, person: "周主任",
                command: ["return", "1", "refuse", "--reason", "应由本村整改"], letter: "B", keys: "应由本村整改<c-s>",
                event: "returnRefused", refused: "张会计", rule: "role"),
            Transition(
                description: "3 改派", station: .started, person: "周主任",
                command: ["reassign", "1", "--unit", "东港社区", "--reason", "分工调整"], letter: "A",
                keys: "东港社区<tab>分工调整<c-s>", event: "reassigned", refused: "王五", rule: "role"),
            Transition(
                description: "4 启动整改", station: .assigned, person: "张会计",
                command: ["start", "1", "--goal", "制度健全", "--measure", "修订办法", "--person", "张会计"], letter: "s",
                keys: "制度健全<tab>修订办法<c-s>", event: "started", refused: "周主任", rule: "role"),
            Transition(
                description: "5 报进展", station: .started, person: "张会计",
                command: ["report", "1", "--measure-done", "1"],
                letter: "b", keys: "1<c-s>", event: "reported", refused: "周主任", rule: "role"),
            Transition(
                description: "5 增加措施", station: .started, person: "张会计",
                command: ["measure", "1", "add", "--text", "逐笔核查"],
                letter: "m", keys: "逐笔核查<c-s>", event: "measureAdded", refused: "周主任", rule: "role"),
            Transition(
                description: "5 修改措施", station: .started, person: "张会计",
                command: ["measure", "1", "change", "--measure", "1", "--text", "修订管理办法"], letter: "M",
                keys: "1<tab>管理<c-s>", event: "measureChanged", refused: "周主任", rule: "role"),
            Transition(
                description: "5 取消措施", station: .twoMeasures, person: "张会计",
                command: ["measure", "1", "drop", "--measure", "2", "--reason", "重复"], letter: "X",
                keys: "2<tab>重复<c-s>",
                event: "measureDropped", refused: "周主任", rule: "role"),
            Transition(
                description: "6 附佐证", station: .started, person: "张会计", command: ["attach", "1", "票据.txt"], letter: "f",
                keys: "票据.txt<c-s>", event: "evidenceAttached", refused: "周主任", rule: "role"),
            Transition(
                description: "6 撤佐证", station: .ready, person: "张会计", command: ["detach", "1", "1", "--reason", "附错"],
                letter: "F", keys: "1<c-s>", event: "evidenceDetached", refused: "周主任", rule: "role"),
            Transition(
                description: "7 提请联审", station: .ready, person: "张会计", command: ["submit", "1", "--pledge", "张书记"],
                letter: "t", keys: "张书记<c-s>", isAsked: true, event: "submitted", refused: "周主任", rule: "role"),
            Transition(
                description: "8 撤回", station: .review, person: "张会计", command: ["withdraw", "1"], letter: "c", keys: "",
                isAsked: true, event: "withdrawn", refused: "周主任", rule: "role"),
            Transition(
                description: "8a 撤会", station: .review, person: "周主任", command: ["recall", "1", "--reason", "一方不能到会"],
                letter: "C", keys: "一方不能到会<c-s>", isAsked: true, event: "recalled", refused: "张会计", rule: "role"),
            Transition(
                description: "9 同意", station: .review, person: "王五",
                command: ["opine", "1", "--party", "inspection", "agree"],
                letter: "y", keys: "", isAsked: true, event: "opined", refused: "张会计", rule: "role"),
            Transition(
                description: "9a 各方同意，销号", station: .halfway, person: "赵六",
                command: ["opine", "1", "--party", "organisation", "agree"], letter: "y", keys: "", isAsked: true,
                event: "closed", refused: "周主任", rule: "role"),
            Transition(
                description: "9b 不同意，退回整改", station: .review, person: "李四",
                command: [
                    "opine", "1", "--party", "discipline", "disagree", "--code", "noEvidence", "--reason", "只有文件",
                    "--deadline", "2027-03-31",
                ], letter: "d", keys: "只有文件<tab>2027-03-31<c-s>", event: "sentBack", refused: "张会计",
                rule: "role"),
            Transition(
                description: "9c 存疑", station: .review, person: "王五",
                command: [
                    "opine", "1", "--party", "inspection", "defer", "--note", "看现场", "--until", "2027-01-31",
                ], letter: "D", keys: "看现场<tab>2027-01-31<c-s>", event: "opined", refused: "张会计", rule: "role"),
            Transition(
                description: "10 挂牌", station: .started, person: "周主任",
                command: ["listing", "1", "start", "--supervisor", "区纪委"], letter: "l", keys: "<c-s>", event: "listed",
                refused: "张会计", rule: "role"),
            Transition(
                description: "10 摘牌", station: .listed, person: "周主任",
                command: ["listing", "1", "end", "--reason", "已见效"],
                letter: "L", keys: "已见效<c-s>", event: "delisted", refused: "张会计", rule: "role"),
            Transition(
                description: "11 申请延期", station: .started, person: "张会计",
                command: ["extend", "1", "request", "--until", "2027-08-31", "--reason", "资料多"], letter: "x",
                keys: "2027-08-31<tab>资料多<c-s>", event: "extensionRequested", refused: "周主任", rule: "role"),
            Transition(
                description: "11 同意延期", station: .extending, person: "周主任", command: ["extend", "1", "grant"],
                letter: "e",
                keys: "<c-s>", isAsked: true, event: "extensionGranted", refused: "张会计", rule: "role"),
            Transition(
                description: "11 不同意延期", station: .extending, person: "周主任",
                command: ["extend", "1", "refuse", "--reason", "时间够"], letter: "E", keys: "时间够<c-s>",
                event: "extensionRefused", refused: "张会计", rule: "role"),
            Transition(
                description: "12 巩固", station: .closed, person: "王五", command: ["consolidate", "1", "--note", "未反弹"],
                letter: "o", keys: "未反弹<c-s>", isAsked: true, event: "consolidated", refused: "张会计", rule: "role"),
            Transition(
                description: "13 反弹", station: .closed, person: "李四",
                command: ["relapse", "1", "--note", "又有代签", "--deadline", "2027-03-31"], letter: "O",
                keys: "又有代签<tab>2027-03-31<c-s>", event: "relapsed", refused: "张会计", rule: "role"),
            Transition(
                description: "14 线索移交", station: .started, person: "王五",
                command: ["clue", "1", "transfer", "--reference", "线2026-1", "--receiver", "市纪委"], letter: "I",
                keys: "线2026-1<tab>市纪委<c-s>", event: "clueTransferred", refused: "张会计", rule: "role"),
            Transition(
                description: "14 线索办结", station: .clue, person: "王五",
                command: ["clue", "1", "conclude", "--clue", "1"],
                letter: "K", keys: "1<c-s>", event: "clueConcluded", refused: "张会计", rule: "role"),
            Transition(
                description: "15 答复督办", station: .pressed, person: "张会计",
                command: ["answer", "1", "1", "--text", "已在改"],
                letter: "R", keys: "1<tab>已在改<c-s>", event: "answered", refused: "周主任", rule: "role"),
            Transition(
                description: "16 归并", station: .assigned, person: "周主任", command: ["group", "1", "--group", "误工补助"],
                letter: "z", keys: "误工补助<c-s>", event: "grouped", refused: "张会计", rule: "role"),
            Transition(
                description: "16 移出归并", station: .grouped, person: "周主任", command: ["ungroup", "1"], letter: "Z",
                keys: "",
                event: "ungrouped", refused: "张会计", rule: "role"),
            Transition(
                description: "17 加标记", station: .assigned, person: "周主任", command: ["flag", "1", "--flag", "key"],
                letter: "*", keys: "<c-s>", event: "flagged", refused: "张会计", rule: "role"),
            Transition(
                description: "17 去标记", station: .flagged, person: "周主任",
                command: ["flag", "1", "off", "--flag", "key"],
                letter: "-", keys: "<c-s>", event: "flagged", refused: "张会计", rule: "role"),
            Transition(
                description: "17 备注", station: .assigned, person: "张会计", command: ["comment", "1", "已约谈"], letter: ";",
                keys: "已约谈<c-s>", event: "commented", refused: "看客", rule: "role"),
            Transition(
                description: "17 更正", station: .assigned, person: "周主任",
                command: ["correct", "1", "--field", "leader", "--value", "李书记", "--reason", "录错"], letter: "=",
                keys: "录错<tab><right><tab>李书记<c-s>", event: "corrected", refused: "张会计", rule: "role"),
            Transition(
                description: "撤销", station: .started, person: "张会计", command: ["undo", "1"], letter: "u", keys: "",
                event: "undone", refused: "王五", rule: "undo.otherPerson"),
        ] + steps

    /// Row 15, kind by kind.
    private static let steps = [
        ("reminder", "r"), ("slip", "p"), ("notice", "n"), ("interview", "i"), ("visit", "v"), ("admonition", "w"),
        ("evaluation", "V"),
    ].map { kind, letter in
        Transition(
            description: "15 督办 \(kind)", station: .assigned, person: "督查员",
            command: ["supervise", "1", kind, "--to", "张书记", "--text", "请抓紧", "--reason", "情况紧急"], letter: letter,
            keys: "张书记<tab>请抓紧<tab><tab><tab>情况紧急<c-s>", event: "supervised", refused: "张会计", rule: "role")
    }
}
