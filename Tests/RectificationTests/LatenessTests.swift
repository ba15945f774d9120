import Rectification
import Testing

/// When a finding was overdue and is so no longer.
@Suite("Past times of being overdue")
struct LatenessTests {
    static func life(due: String = "2026-11-10") throws -> Life {
        try Life.ready(deadline: Deadline(.date(World.day(due))), in: World.context(today: World.day("2026-11-01")))
    }

    @Test("submission ends one, and one before the deadline leaves none")
    func submitted() throws {
        var late = try Self.life()
        late.context = World.context(today: World.day("2026-11-20"))
        #expect(late.finding.lateSpells.isEmpty)
        try late.do(.submit(pledge: "张书记"), by: World.clerk)
        let spell = LateSpell(deadline: World.day("2026-11-10"), until: World.day("2026-11-20"))
        #expect(late.finding.lateSpells == [spell])
        // Withdrawn, the clock runs from the same day again, and the next submission ends that.
        try late.do(.withdraw, by: World.clerk)
        #expect(late.finding.lateSpells == [spell] && late.finding.overdueDays(on: World.day("2026-11-20")) == 10)
        var onTime = try Self.life()
        onTime.context = World.context(today: World.day("2026-11-10"))
        try onTime.do(.submit(pledge: "张书记"), by: World.clerk)
        #expect(onTime.finding.lateSpells.isEmpty)
    }

    @Test("an extension that is granted late ends one; a correction and an undo make none")
    func moved() throws {
        var life = try Self.life()
        life.context = World.context(today: World.day("2026-11-09"))
        try life.do(.requestExtension(until: World.day("2026-12-10"), reason: "资料多"), by: World.clerk)
        life.context = World.context(today: World.day("2026-11-15"))
        try life.do(.grantExtension(until: nil), by: World.office)
        #expect(
            life.finding.lateSpells == [LateSpell(deadline: World.day("2026-11-10"), until: World.day("2026-11-15"))])
        var corrected = try Self.life()
        corrected.context = World.context(today: World.day("2026-11-15"))
        try corrected.do(
            .correct(
                Correction(
                    field: .deadline, value: .deadline(Deadline(.date(World.day("2026-11-30")))), reason: "录错")),
            by: World.office)
        #expect(corrected.finding.lateSpells.isEmpty)
    }

    @Test("an older ledger's closure after its day is one")
    func broughtForward() throws {
        for (closed, count) in [("2026-11-10", 0), ("2026-11-18", 1)] {
            let filing = World.filing(deadline: Deadline(.date(World.day("2026-11-10"))))
            let life = try Life(
                .bringForward(
                    BroughtForward(
                        filing: filing, stage: .closed, completion: .done, effect: "已改", closedOn: World.day(closed))))
            #expect(life.finding.lateSpells.count == count)
        }
    }
}
