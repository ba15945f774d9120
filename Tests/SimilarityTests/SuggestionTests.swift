import LabelledFindings
import Similarity
import Testing

/// Which findings say the same thing, on themes that no threshold has seen (proof.md 10).
@Suite("Suggestions")
struct SuggestionTests {
    static let similarity = Similarity(LabelledSet.boilerplate)

    @Test("the labelled set holds at least 400 findings over 25 themes, and findings of none")
    func size() throws {
        let halves = try [LabelledSet(.chosenOn), LabelledSet(.reportedOn)]
        #expect(halves.map(\.findings.count).reduce(0, +) >= 400)
        #expect(Set(halves.flatMap(\.themes).compactMap { $0 }).count >= 25)
        #expect(halves.flatMap(\.themes).count { $0 == nil } >= 60)
        let shared = Set(halves[0].themes.compactMap { $0 }).intersection(halves[1].themes.compactMap { $0 })
        #expect(shared.isEmpty, "a theme stands in both halves")
    }

    @Test("on the half that chose nothing, at least 0.85 of pairwise F1, above both baselines at their best")
    func heldOut() throws {
        let set = try LabelledSet(.reportedOn)
        let quality = set.quality(of: Self.similarity.suggestions(over: set.findings).map(\.members))
        #expect(quality.f1 >= 0.85, "\(quality)")
        let texts = set.findings.map(\.text)
        let cosine = Baselines.cosine(texts) { set.quality(of: $0).f1 }
        let minHash = Baselines.minHash(texts) { set.quality(of: $0).f1 }
        #expect(cosine > 0.05 && minHash > 0.05, "a baseline that finds nothing is none: \(cosine) \(minHash)")
        #expect(quality.f1 > cosine && quality.f1 > minHash, "\(quality.f1) \(cosine) \(minHash)")
    }

    @Test("bulletins of three cities are grouped as a clerk would: well beside an older ledger, passably alone")
    func bulletins() throws {
        let set = try LabelledSet(.bulletins)
        let alone = set.quality(of: Self.similarity.suggestions(over: set.findings).map(\.members))
        #expect(alone.f1 >= 0.6, "\(alone)")
        let older = try (LabelledSet(.chosenOn).findings + LabelledSet(.reportedOn).findings).enumerated().map {
            ComparedFinding(number: 1_000 + $0.offset, unit: $0.element.unit, text: $0.element.text)
        }
        let groups = Self.similarity.suggestions(over: set.findings + older)
        let beside = set.quality(of: groups.map { $0.members.filter { $0 < 1_000 } })
        #expect(beside.f1 >= 0.83 && beside.precision >= 0.85, "\(beside)")
    }

    @Test("what an earlier inspection found is no tie: 上轮巡察 and 反馈 stand in findings of every theme")
    func earlierInspections() {
        let wordings: [(Int) -> String] = [
            { "巡察整改方案照抄反馈意见，\($0)条措施无时限、无责任人" }, { "上轮巡察指出的往来款长期挂账问题未整改到位，仍有\($0)万元未清理" },
            { "上轮巡察反馈问题整改虚假销号，\($0)个问题上报已完成实际未动" }, { "低保、工程发包等群众关心事项公示期不足，\($0)项事项公示照片缺失" },
            { "限额以下工程发包随意，\($0)个工程未经比选直接指定施工队" },
        ]
        let findings = (0..<50).map {
            ComparedFinding(number: $0 + 1, unit: "u\($0 % 9)", text: wordings[$0 % 5]($0 + 2))
        }
        let groups = Self.similarity.suggestions(over: findings)
        #expect(groups.map { Set($0.members.map { ($0 - 1) % 5 }) }.allSatisfy { $0.count == 1 })
        #expect(groups.count == 5)
    }

    @Test("a ledger in which every finding says the same is one group, though nothing in it is rare")
    func nothingElse() {
        let findings = (1...60).map {
            ComparedFinding(number: $0, unit: "u\($0 % 20)", text: "误工补助发放依据不足，共发放\($0)人次未附考勤记录，金额约\($0).2万元")
        }
        let groups = Self.similarity.suggestions(over: findings)
        #expect(groups.map(\.members) == [Array(1...60)])
        #expect(groups.first?.words.contains { $0.contains("误工补助") } == true)
    }

    @Test("the words that two findings share are shown once, not again as a piece of themselves")
    func pieces() {
        let similarity = Self.similarity
        let words = similarity.words(
            similarity.comparable("公车加油卡一卡多用"), similarity.comparable("公车加油卡一卡多用，22次加油车号不符"))
        #expect(words == ["公车加油卡一卡多用"])
    }

    @Test("the order of the input changes nothing", arguments: [1, 2, 3])
    func permutation(seed: UInt64) throws {
        let set = try LabelledSet(.reportedOn)
        var random = Sequential(state: seed)
        let shuffled = set.findings.shuffled(using: &random)
        #expect(shuffled != set.findings)
        #expect(Self.similarity.suggestions(over: shuffled) == Self.similarity.suggestions(over: set.findings))
    }

    @Test("the order of the input changes nothing where only a sample is clustered")
    func permutationOfSamples() throws {
        let set = try LabelledSet(.chosenOn)
        var settings = Similarity.Settings()
        settings.sample = 60
        let sampling = Similarity(LabelledSet.boilerplate, settings)
        var random = Sequential(state: 7)
        let groups = sampling.suggestions(over: set.findings)
        #expect(groups.count > 5)
        #expect(sampling.suggestions(over: set.findings.shuffled(using: &random)) == groups)
    }

    @Test("two wordings that many units have, with one word in common, are two themes")
    func repeatedWordings() {
        let wordings: [(Int) -> String] = [
            { "理论学习中心组学习不经常，2024年仅组织学习\($0)次，以传达文件代替研讨" }, { "议事决策不规范，\($0)项重大事项未经集体研究，以碰头会代替党组会" },
            { "党费收缴不及时，\($0)名党员欠缴党费超过半年" }, { "公务用车管理松懈，节假日加油\($0)次无派车记录" },
        ]
        let findings = (0..<40).map {
            ComparedFinding(number: $0 + 1, unit: "u\($0 % 9)", text: wordings[$0 % 4]($0 + 2))
        }
        let groups = Self.similarity.suggestions(over: findings)
        #expect(groups.map(\.members.count) == [10, 10, 10, 10])
        #expect(groups.allSatisfy { group in Set(group.members.map { ($0 - 1) % 4 }).count == 1 })
    }

    @Test("groups come biggest first, across units, named by their members, with words to show")
    func shape() throws {
        let set = try LabelledSet(.reportedOn)
        let groups = Self.similarity.suggestions(over: set.findings)
        #expect(groups.map(\.members.count) == groups.map(\.members.count).sorted(by: >))
        #expect(Set(groups.map(\.id)).count == groups.count)
        for group in groups {
            #expect(group.units.count > 1 && group.members == group.members.sorted())
            #expect((0...1).contains(group.cohesion) && (1...5).contains(group.words.count))
            #expect(group.id == SimilarGroup.id(of: group.members))
            for word in group.words {
                let holders = group.members.count { set.findings[$0 - 1].text.contains(word) }
                #expect(holders > 1, "\(word) ties nothing in \(group.members)")
            }
        }
    }

    @Test(
        "words of the work tie findings together, whole",
        arguments: ["三重一大", "意识形态", "第一议题", "误工", "固定资产", "三会一课"])
    func topics(word: String) throws {
        let set = try [LabelledSet(.chosenOn), LabelledSet(.reportedOn)].first { half in
            half.findings.count { $0.text.contains(word) } > 5
        }
        let groups = Self.similarity.suggestions(over: try #require(set).findings)
        #expect(groups.contains { $0.words.contains { $0.contains(word) } })
    }

    @Test("a group shows whole phrases, not the pieces that were compared: no measure words, no verdicts, no halves")
    func phrases() {
        let cases: [(texts: [String], phrase: String)] = [
            (["小型工程化整为零规避招标，2023年5个工程拆分", "小型工程化整为零规避招标，2021年12个工程拆分"], "小型工程化整为零规避招标"),
            (["向3名不符合条件人员发放补贴1.2万元", "向26名不符合条件人员发放补贴8万元"], "不符合条件人员发放补贴"),
            (["民生实事项目承诺未兑现，2024年4项", "民生实事项目承诺未兑现，2023年9项"], "民生实事项目承诺未兑现"),
            (["对群众诉求办理拖沓，7件信访件超期未答复", "对群众诉求办理拖沓，31件信访件超期未答复"], "信访件超期未答复"),
            (["落实意识形态责任制不到位", "意识形态责任制压得不实", "对意识形态责任制没有研究"], "意识形态责任制"),
        ]
        // Other texts say which characters belong together elsewhere.
        let others = [
            "落实第一议题不够", "落实河长制有差距", "工程款支付不及时", "条件保障不足", "项目库管理混乱", "事项公开不全", "向上级报送不实",
            "超期服役车辆未报废", "责任区划分不清", "责任田面积不准",
        ]
        let all = cases.flatMap(\.texts) + others
        let findings = all.enumerated().map { ComparedFinding(number: $0 + 1, unit: "u\($0)", text: $1) }
        let groups = Self.similarity.suggestions(over: findings)
        for (texts, phrase) in cases {
            let group = groups.first { $0.members.contains { all[$0 - 1] == texts[0] } }
            #expect(group?.words.contains(phrase) == true, "\(phrase): \(group?.words ?? [])")
        }
    }

    @Test("boilerplate alone ties nothing")
    func boilerplate() {
        let texts = [
            "落实主体责任不到位，存在差距", "工作中存在差距，重视不够", "重视不够，落实不力，不扎实", "制度执行不严格，流于形式",
            "监督检查流于形式，有差距", "责任落实不到位，压力传导层层递减",
        ]
        let findings = texts.enumerated().map { ComparedFinding(number: $0 + 1, unit: "\($0)", text: $1) }
        #expect(Self.similarity.suggestions(over: findings).isEmpty)
    }

    @Test("nothing, one finding, empty and foreign texts are no groups")
    func degenerate() {
        #expect(Self.similarity.suggestions(over: []).isEmpty)
        let texts = ["", "。。。", "2024-12-31", "no words", "\u{1B}[31m", "村务公开"]
        let findings = texts.enumerated().map { ComparedFinding(number: $0 + 1, unit: "\($0)", text: $1) }
        #expect(Self.similarity.suggestions(over: findings).isEmpty)
    }

    @Test("the same sentence in many units is one group; in one unit it is none")
    func duplicates() {
        let text = "村务公开栏长期未更新，集体收入去向不明"
        let other = "食堂采购未索证索票"
        let far = (1...40).map { ComparedFinding(number: $0, unit: "u\($0)", text: $0 % 2 == 0 ? text : other) }
        #expect(Self.similarity.suggestions(over: far).map(\.members.count) == [20, 20])
        let near = (1...4).map { ComparedFinding(number: $0, unit: "u", text: text) }
        #expect(Self.similarity.suggestions(over: near).isEmpty)
    }
}

/// A generator whose numbers are known, for shuffles that repeat.
struct Sequential: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
