import Exchange
import Spreadsheet
import Testing
import Wording

@Suite("Headers")
struct HeaderTests {
    static let synonyms = HeaderSynonyms(BundledResource.text("exchange/headers.txt") ?? "")

    /// Copied from ledgers as offices keep them, not from the program's own list.
    static let seen: [(LedgerField, String)] = [
        (.externalNumber, "序号 问题序号 编号 问题编号"),
        (.text, "反馈问题 巡察反馈的问题(包括例证) 具体问题 具体表现 问题表现 问题摘要 存在问题 整改任务 问题表述"),
        (.category, "问题类别 问题子类 问题分类 一级标题 二级标题 三级标题 对应聚焦 对应四个落实"),
        (.unit, "责任单位 具体责任单位 责任部门 整改责任单位 被巡察单位 被巡察党组织 单位名称"), (.leadUnit, "牵头单位 牵头部门"), (.supporting, "配合部门"),
        (.leader, "责任领导 牵头领导 整改第一责任人 协助整改工作的领导"), (.person, "责任人 责任部门(人) 具体经办人 联系人"),
        (.goal, "整改目标 整改落实目标 整改完成标准 整改要求"), (.measures, "整改措施 归零措施 措施内容 细化的整改措施"),
        (.deadline, "整改时限 完成时限 整改期限 预计完成时间 对应的完成时间 完成时间 整改类型"),
        (.progress, "整改进展 整改进展情况 落实情况 已采取的整改措施 整改措施完成情况"), (.effect, "整改成效 整改结果"), (.completion, "完成情况 是否已完成整改"),
        (.closed, "是否销号"), (.closedAt, "销号时间 闭环时间 整改到位时间"), (.closedBy, "销号人 验收人员"), (.evidence, "佐证材料 证明材料 附件"),
        (.inference, "举一反三检查情况"), (.reason, "产生问题的根本原因 未整改到位原因及下一步计划"), (.source, "问题来源"), (.key, "是否重点关注"),
        (.amount, "问题金额(万元)"), (.publicity, "拟不公开"), (.basis, "定性依据 法规政策依据"),
    ]
    static let pairs = seen.flatMap { field, headers in headers.split(separator: " ").map { (field, String($0)) } }

    @Test("a header as offices write it", arguments: pairs)
    func header(field: LedgerField, header: String) {
        #expect(Self.synonyms.field(header) == field)
        let spaced = header.map(String.init).joined(separator: " \n")
        #expect(Self.synonyms.field(spaced) == field, "with spaces and line breaks")
        #expect(Self.synonyms.field("【\(header)】") == field, "in brackets")
        let wide = String(
            String.UnicodeScalarView(header.unicodeScalars.map { $0 == "(" ? "（" : $0 == ")" ? "）" : $0 }))
        #expect(Self.synonyms.field(wide) == field, "in full-width forms")
    }

    @Test("an unknown header is nobody's")
    func unknown() {
        for header in ["群众评价", "备注", "电话", ""] { #expect(Self.synonyms.field(header) == nil) }
    }

    @Test("the words of closed lists")
    func words() {
        #expect(Self.synonyms.code(.completion, "持续整改") == "basic")
        #expect(Self.synonyms.code(.closed, "√") == "true")
        #expect(Self.synonyms.code(.source, "民呼我巡") == "petition")
        #expect(Self.synonyms.code(.completion, "也许") == nil)
    }

    @Test("lines of a mapping come back as they were; a line that is none is named")
    func mappingLines() throws {
        let overrides = try ColumnMapping.overrides("# 注\nunit = 村名\n\nnothing = 电话\n")
        #expect(overrides == ["村名": .field(.unit), "电话": .nothing])
        #expect(throws: MappingProblem(line: 2, found: "村名")) { try ColumnMapping.overrides("unit = 村\n村名") }
    }

    @Test(
        "measures in one cell are parted",
        arguments: [
            ("1.修订办法；2.追回资金", ["修订办法", "追回资金"]), ("①盘点\n②入账", ["盘点", "入账"]), ("（一）学习（二）研讨", ["学习", "研讨"]),
            ("①盘活②公开招标", ["盘活", "公开招标"]), ("1.修订制度2.按季督学", ["修订制度", "按季督学"]),
            ("一是清理；二是公示", ["清理", "公示"]), ("1.按第（二）款追回2.2万元", ["按第（二）款追回2.2万元"]), ("九、学习十、研讨十一、考试", ["学习", "研讨", "考试"]),
            ("规范记录", ["规范记录"]), ("一、学习；二、研讨", ["学习", "研讨"]), ("追回3.2万元", ["追回3.2万元"]), ("(1)甲\n(2)乙", ["甲", "乙"]),
            ("甲；乙；", ["甲", "乙"]), ("1.甲。2.乙。", ["甲。", "乙。"]), ("", []),
        ])
    func measures(cell: String, expected: [String]) {
        #expect(CellItems.parts(cell) == expected)
    }
}
