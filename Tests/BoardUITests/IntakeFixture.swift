import BoardUI
import Rectification
import Requests

/// What the driver would answer the intake list: six proposals of every kind.
enum IntakeFixture {
    static let village = OrganisationReference(id: BoardFixture.id(3), path: "下应街道 / 江六村")
    static let like = LikeFiled(number: FindingNumber(12), likeness: 0.71, words: ["误工补助", "考勤记录"])

    static let sheet = IntakeSheet(
        source: "反馈.txt", round: "第六轮", deadline: "2027-10-30", isDeadlineProposed: true,
        items: [
            IntakeItem(
                id: 1, line: 4, writtenUnit: "江六村党支部", headings: ["误工补助支出异常"],
                text: "误工补助发放无考勤记录，由一人代签，2023年涉及16.6万元；另有17笔无事由说明",
                unit: .known(village, .party),
                category: .init("群众身边不正之风 / 误工补助", .filed([like])), repeated: like),
            IntakeItem(
                id: 2, line: 4, writtenUnit: "江六村党支部", text: "村务公开不及时", unit: .known(village, .party),
                category: .init("群众身边不正之风 / 三资管理", .heading("三资管理"))),
            IntakeItem(
                id: 3, line: 5, writtenUnit: "江六村党支部", text: "固定资产未入账", unit: .known(village, .written),
                category: .init("群众身边不正之风 / 三资管理", .given)),
            IntakeItem(
                id: 4, line: 7, writtenUnit: "李家村", text: "白条入账未整改",
                unit: .several(["云龙镇 / 李家村", "姜山镇 / 李家村"]), category: .init("群众身边不正之风 / 三资管理", .filed([like]))),
            IntakeItem(
                id: 5, line: 9, writtenUnit: "县卫生健康局", text: "药品采购未集体研究", unit: .unknown(["市卫生健康局"])),
            IntakeItem(id: 6, line: 11, writtenUnit: "", text: "公务接待无公函，仅附菜单", unit: .unknown([]), isIn: false),
        ])

    static func answer(_ effect: IntakeEffect) -> IntakeMessage? {
        switch effect {
        case .take: return .opened(sheet)
        case .judge(let items): return .judged(items)
        case .resolve(var items, _):
            for index in items.indices { items[index].unit = .known(village, .given) }
            return .resolved(items)
        case .file(let sheet):
            return .filed(
                .init(
                    source: sheet.source, done: Set(sheet.ready.map(\.id)), filed: sheet.ready.count, unchanged: 0,
                    problems: sheet.lacking.isEmpty ? [] : ["反馈.txt 第 7 行：应为唯一的单位"], head: 120))
        case .keep, .forget, .recall: return nil
        }
    }
}
