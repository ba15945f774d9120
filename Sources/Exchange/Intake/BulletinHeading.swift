/// Recognises the headings of bulletins: whose findings follow.
package struct BulletinHeading {
    /// Names the organisation tree knows.
    private let units: Set<String>

    init(units: some Sequence<String>) { self.units = Set(units) }

    /// No unit and no title of a section is longer.
    private static let longest = 48

    /// The unit and what is said of it on the same line: `马厂镇党委存在问题：…`; `nil` for a text that is no such heading.
    func unit(in text: String) -> (name: String, rest: String)? {
        let scalars = text.unicodeScalars
        var length = 0
        var index = scalars.startIndex
        while index < scalars.endIndex, scalars[index] != "：", scalars[index] != ":" {
            length += 1
            guard length <= Self.longest, !Self.partsClauses(scalars[index]) else { return nil }
            scalars.formIndex(after: &index)
        }
        let head = String(scalars[..<index])
        let rest = index < scalars.endIndex ? String(scalars[index...].dropFirst()).trimmedOfSpace : ""
        // `被巡察单位：县民政局` says itself what follows.
        if Self.labels.contains(head.trimmedOfSpace) { return Self.bare(rest).map { ($0, "") } }
        guard let name = Self.bare(head), !Self.isSender(name) else { return nil }
        guard
            units.contains(name) || units.contains(Self.withoutParty(name)) || Self.soundsLikeUnit(name)
        else {
            return nil
        }
        // A name alone is a heading; with something after it only where a colon parts them.
        return (name, rest)
    }

    /// The one unit that a title or an opening says was inspected: `关于巡察市水利局党组的反馈意见`, `对市水利局党组开展了常规巡察`.
    func inspected(in text: String) -> String? {
        guard text.contains("巡察") else { return nil }
        for match in text.prefix(400).matches(
            of: #/(?:对|向|巡察(?!组|办|工作)|关于)([^，。；：、“”《》\s对向]{2,28}?)(党委|党组|党工委|党总支|党支部|(?=开展|进行|的?巡察|的?反馈|的?村级巡察|常规巡察))/#)
        {
            let written = match.output.1.hasPrefix("巡察") ? match.output.1.dropFirst(2) : match.output.1
            let name = written.last == "的" ? String(written.dropLast()) : String(written)
            let full = name + match.output.2
            // Several that are named beside each other have headings of their own.
            if let next = text[match.range.upperBound...].first, "、和及与".contains(next) { return nil }
            if units.contains(name) || units.contains(full) { return full }
            // One that the tree does not know is believed only with its party organ.
            let isPlain =
                !name.contains(where: \.isNumber)
                && !["等", "各", "所属", "下属", "部分", "几个", "发现", "认为", "认真", "贯彻", "关于"].contains(where: name.contains)
            if !match.output.2.isEmpty, name.count > 2, isPlain { return full }
        }
        return nil
    }

    private static func partsClauses(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "，", "。", "；", "、", "！", "？", ",", ";": true
        case _: false
        }
    }

    private static let labels: Set = ["被巡察单位", "被巡察党组织", "被巡察党委", "责任单位", "整改责任单位", "单位名称"]

    /// Who sends a bulletin has no findings in it.
    static func isSender(_ text: String) -> Bool {
        ["巡察办公室", "巡察办", "巡察组", "巡察工作领导小组", "巡察工作领导小组办公室"].contains(where: text.hasSuffix)
            && !text.contains { "，。；：、,;:".contains($0) }
    }

    /// What stands behind `存在问题：`, `主要问题：` or `具体表现：`, which only announce it; `nil` for a text that begins otherwise.
    static func announced(in text: String) -> String? {
        guard let colon = text.firstIndex(where: { "：:".contains($0) }), text[..<colon].count <= 12 else { return nil }
        let head = String(text[..<colon]).trimmedOfSpace
        let isAnnouncement =
            ["问题", "表现"].contains(where: head.hasSuffix)
            && head.dropLast(2).allSatisfy { "存在的主要突出具体反馈发现巡察以下如方面几个".contains($0) }
        return isAnnouncement ? String(text[text.index(after: colon)...]).trimmedOfSpace : nil
    }

    /// `（责任单位：县水利局）` at the end of a finding.
    static func responsible(in text: String) -> (text: String, unit: String)? {
        guard text.suffix(2).contains(where: { "）)".contains($0) }), text.suffix(60).contains("单位"),
            let match = text.firstMatch(
                of: #/[（(](?:整改)?(?:责任|被巡察)单位[：:]\s*([^（）()]{2,40})[）)][。；;]?$/#)
        else { return nil }
        return (
            String(text[..<match.range.lowerBound]).trimmedOfSpace, String(match.output.1).trimmedOfSpace
        )
    }

    /// The name of the unit itself, without its party committee.
    package static func withoutParty(_ name: String) -> String {
        for suffix in ["党总支委员会", "党支部委员会", "党总支", "党支部", "党工委", "党委会", "党委", "党组", "支部"]
        where name.hasSuffix(suffix) {
            let rest = String(name.dropLast(suffix.count))
            return rest.hasPrefix("中共") ? String(rest.dropFirst(2)) : rest
        }
        return name
    }

    private static func bare(_ text: String) -> String? {
        var name = text.trimmedOfSpace
        name = String(withoutPreamble(name[...])).trimmedOfSpace
        for prefix in ["对", "关于"] where name.hasPrefix(prefix) {
            name = String(name.dropFirst(prefix.count))
        }
        guard (2...28).contains(name.count), !name.contains(where: { "，。；、“”《》？！,;".contains($0) })
        else { return nil }
        return name
    }

    /// Without `（方面）存在的（以下）（突出）问题（及表现）（…）` at its end.
    private static func withoutPreamble(_ name: Substring) -> Substring {
        func dropped(_ text: Substring, _ endings: [String]) -> Substring? {
            endings.first(where: text.hasSuffix).map { text.dropLast($0.count) }
        }
        var rest = name
        if rest.last == "）", let open = rest.lastIndex(of: "（") { rest = rest[..<open] }
        rest = dropped(rest, ["及表现"]) ?? rest
        guard let named = dropped(rest, ["问题", "情况"]) else { return name }
        let counted = dropped(named, ["主要", "突出", "方面的", "方面"]) ?? named
        let bare = dropped(counted, ["以下几个", "如下几个", "以下", "如下"]) ?? counted
        guard let verb = dropped(dropped(bare, ["的"]) ?? bare, ["存在", "反馈", "发现", "巡察"]) else { return name }
        return dropped(verb, ["方面"]) ?? verb
    }

    private static let endings = [
        "党委", "党组", "党工委", "党总支", "党支部", "支部", "村", "社区", "居委会", "村委会", "镇", "乡", "街道", "街道办", "局",
        "委员会", "委", "办公室",
        "中心", "公司", "集团", "医院", "卫生院", "学校", "中学", "小学", "幼儿园", "联社", "管委会", "站", "大队", "总队", "支队",
        "法院", "检察院", "馆",
        "农场",
        "林场", "所", "学院", "银行",
    ]

    /// Ends like an organisation and says nothing of it.
    private static func soundsLikeUnit(_ name: String) -> Bool {
        endings.contains { name.hasSuffix($0) } && !name.contains { "不未的是有没".contains($0) }
    }
}
