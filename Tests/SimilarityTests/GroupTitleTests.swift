import Similarity
import Testing

@Suite("The title of a group")
struct GroupTitleTests {
    @Test("is the clause that most of the findings have")
    func clause() {
        let texts = [
            "误工补助支出异常，2023年发放误工补助3.2万元，其中4笔无考勤记录", "误工补助支出异常，2024年发放误工补助1.1万元，其中2笔无考勤记录",
            "误工补助发放不规范，无事由说明",
        ]
        #expect(GroupTitle.of(texts, words: ["误工补助", "无考勤记录"]) == "误工补助支出异常")
        #expect(GroupTitle.of(texts.reversed(), words: ["误工补助", "无考勤记录"]) == "误工补助支出异常")
    }

    @Test("is what most of them begin with, though the strongest word stands beside the figures")
    func beside() {
        let texts = ["党费收缴不及时，8名党员欠缴党费超过半年", "党费收缴不及时，21名党员欠缴党费超过半年"]
        #expect(GroupTitle.of(texts, words: ["名党员欠缴党费", "半年"]) == "党费收缴不及时")
        let split = ["小型工程化整为零规避招标，2024年3个工程拆分后直接发包", "小型工程化整为零规避招标，2025年7个工程拆分后直接发包"]
        #expect(GroupTitle.of(split, words: ["程拆分后直接发包", "零规避招标"]) == "小型工程化整为零规避招标")
    }

    @Test("is no clause with a figure and none too short or too long, and then the words")
    func words() {
        let texts = ["2023年误工补助3.2万元", "误工补助", "误工补助在村级支出中占比过高且多年来未经村民代表会议讨论并公示的问题长期存在"]
        #expect(GroupTitle.of(texts, words: ["误工补助", "占比"]) == "误工补助")
        #expect(GroupTitle.of(["一、二"], words: ["占比", "过高", "三"]) == "占比、过高")
        #expect(GroupTitle.of([], words: []) == "")
    }
}
