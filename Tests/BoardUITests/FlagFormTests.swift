import BoardUI
import Rectification
import Requests
import Testing

@Suite("The forms of marks")
struct FlagFormTests {
    /// A finding as its office filed it.
    private static func finding(_ deadline: Deadline, _ flags: Set<Finding.Flag>) throws -> Finding {
        let facts = Facts(
            round: "第六轮", unit: OrganisationReference(id: BoardFixture.id(3), path: "下应街道 / 江六村"), text: "误工补助",
            category: "作风", source: .inspection, flags: flags)
        return try #require(
            Finding(
                id: BoardFixture.id(1001),
                first: .filed(Filing(number: FindingNumber(1), facts: facts, deadline: deadline)),
                stamp: EventStamp(
                    version: 1, at: Moment(seconds: 0), day: BoardFixture.today, person: BoardFixture.id(2),
                    name: "张会计")))
    }

    private static func offered(_ action: FindingAction, _ finding: Finding) -> [String] {
        FormState.action(action, finding, BoardFixture.setting()).fields.first?.choices.map(\.code) ?? []
    }

    @Test("立行立改 is not offered to what is immediate already, by its deadline or by its mark")
    func immediate() throws {
        let byDeadline = try Self.finding(Deadline(.immediate(BoardFixture.today)), [.key])
        #expect(Self.offered(.flag, byDeadline) == ["provincial", "leaderOwned"])
        #expect(Self.offered(.unflag, byDeadline) == ["key"])
        let byMark = try Self.finding(Deadline(.date(BoardFixture.today)), [.immediate])
        #expect(Self.offered(.flag, byMark) == ["key", "provincial", "leaderOwned"])
        #expect(Self.offered(.unflag, byMark) == ["immediate"])
    }
}
