/// What is left of a table in a text: cells parted by tabs or `|`.
struct BulletinTable {
    let unit: String?
    let text: String

    enum Reading {
        case row(BulletinTable)
        /// Rules and sums say nothing.
        case frame
        /// Column heads; under heads without a problem the rows count or name something else.
        case heads(ofProblems: Bool)
    }

    private static let heads: Set<String> = [
        "序号", "编号", "责任单位", "整改责任单位", "被巡察单位", "单位", "单位名称", "反馈问题", "存在问题", "具体问题", "问题", "问题描述", "问题类别", "类别",
        "整改措施", "整改时限", "完成时限", "责任人", "责任领导", "备注", "完成情况", "整改情况", "问题数", "问题数量", "问题个数", "个数", "数量",
        "小计", "合计", "姓名", "职务", "单位及职务", "金额", "金额（万元）", "涉及金额", "处理结果", "处理情况", "处分情况", "日期", "时间",
    ]

    private static let ofProblems: Set<String> = ["反馈问题", "存在问题", "具体问题", "问题", "问题描述"]

    private static let sums: Set<String> = ["合计", "小计", "总计", "共计", "合 计", "总 计"]

    /// `nil` for a line that is no row of a table: a tab may indent a paragraph, and a bar may stand in one.
    static func read(_ line: Substring, _ heading: BulletinHeading) -> Reading? {
        let mark: Character = line.utf8.contains(UInt8(ascii: "\t")) ? "\t" : "|"
        guard mark == "\t" || line.utf8.contains(UInt8(ascii: "|")) else { return nil }
        let cells = line.split(separator: mark).map { String($0).trimmedOfSpace }.filter { !$0.isEmpty }
        let hasBars = mark == "|" && line.trimmedOfSpace.first == "|"
        let isPair = cells.count == 2 && heading.unit(in: cells[0])?.rest.isEmpty == true
        if let first = cells.first, cells.count > 1, sums.contains(first) { return .frame }
        guard cells.count > 2 || isPair || hasBars else { return nil }
        let words = cells.filter { cell in
            cell.contains { $0.isLetter }
                && BulletinNumber.leading(Array(cell.unicodeScalars.prefix(8)))?.length != cell.unicodeScalars.count
        }
        guard !words.allSatisfy(heads.contains) else {
            return words.count > 1 ? .heads(ofProblems: words.contains(where: ofProblems.contains)) : .frame
        }
        var unit: String?
        var rest: [String] = []
        for cell in words {
            if unit == nil, heading.unit(in: cell)?.rest.isEmpty == true { unit = cell } else { rest.append(cell) }
        }
        // The problem is what is longest; what stands beside it are names and dates.
        guard let text = rest.max(by: { $0.count < $1.count }) else { return .frame }
        return .row(BulletinTable(unit: unit, text: text))
    }
}

extension Substring {
    var trimmedOfSpace: String { String(self).trimmedOfSpace }
}
