/// What frames a bulletin and finds nothing: titles, dates, who sent whom, what is asked for and promised.
enum BulletinFrame {
    static func isFormal(_ sentence: String) -> Bool { formal.stands(in: sentence) }

    private static let formal = PhraseSet([
        "统一部署", "现将", "反馈如下", "通报如下", "公布如下", "表态发言", "会议强调", "会议要求", "巡察组要求", "反馈要求", "意见建议", "提出了",
        "主持会议", "出席会议", "参加会议", "联系电话", "邮箱", "欢迎", "整改期限", "已按规定转", "取得了", "总体较好", "给予肯定", "召开巡察",
        "向被巡察党组织反馈", "反馈了巡察", "开展个别谈话", "受理信访举报", "受理来信来访", "请于", "反馈之日起",
    ])

    /// Whether a heading or a lead sentence announces what a unit is asked to do: `针对以上问题，提出以下意见建议：`.
    static func asks(_ text: String) -> Bool { asking.stands(in: text) && !announcing.stands(in: text) }

    private static let asking = PhraseSet([
        "意见建议", "整改建议", "工作建议", "以下建议", "如下建议", "整改要求", "会议强调", "会议要求", "巡察组要求", "反馈要求", "以下要求", "如下要求",
    ])

    /// `现将问题和意见建议反馈如下：` announces both.
    private static let announcing = PhraseSet(["反馈如下", "通报如下", "公布如下"])

    /// `（2026年10月28日）` `二〇二六年十月`
    static func isDate(_ text: String) -> Bool {
        text.contains("年") && text.count <= 16
            && text.allSatisfy { "（）()年月日 〇○零一二三四五六七八九十".contains($0) || $0.isNumber }
    }

    /// A line of the title after its first.
    static func isTitle(_ text: String) -> Bool {
        var bare = text[...]
        if bare.last == "）", let open = bare.lastIndex(of: "（") { bare = bare[..<open] }
        return ["反馈", "反馈意见", "通报", "清单", "公告", "情况", "摘要"].contains(where: bare.hasSuffix)
    }

    /// `问题汇总表` stands over a table.
    static func isCaption(_ text: String) -> Bool {
        text.count <= 24 && ["汇总表", "一览表", "统计表", "明细表", "分布表", "问题表"].contains(where: text.hasSuffix)
            && !text.contains { "，。；：未无不没".contains($0) }
    }

    /// `群众身边不正之风和腐败问题方面` names what comes, whatever number that goes on with.
    static func isHeading(_ text: String) -> Bool {
        ["方面", "方面问题", "方面的问题", "方面存在的问题"].contains(where: text.hasSuffix)
    }

    /// Without `；问题数：3个` at its end, which counts what stands before it.
    static func withoutCount(_ clause: String) -> String {
        guard clause.suffix(16).contains("问题"),
            let count = clause.firstMatch(of: #/[；;。，,]\s*(?:共|合计)?问题(?:总|个)?数(?:量)?[：:为]?\s*[0-9０-９]+\s*个?[。；;]?$/#)
        else { return clause }
        return String(clause[..<count.range.lowerBound])
    }

    /// Without `首先，` or `此外，` at its beginning.
    static func withoutOrder(_ sentence: String) -> String {
        let bare = sentence.trimmedOfSpace
        guard let word = order.first(where: bare.hasPrefix), let mark = bare.dropFirst(word.count).first,
            "，,".contains(mark)
        else { return sentence }
        return String(bare.dropFirst(word.count + 1))
    }

    private static let order = ["首先", "其次", "再次", "再者", "此外", "另外", "最后"]
}
