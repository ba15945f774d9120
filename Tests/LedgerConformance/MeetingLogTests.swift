import Ledger
import Rectification
import Requests
import Testing

@Suite("Meetings in the log", .timeLimit(.minutes(5)))
struct MeetingLogTests {
    static func meeting(_ rig: Rig) throws -> LoggedMeeting {
        try rig.file("一")
        try rig.file("二")
        let seat = Meeting.Seat(party: .inspection, reviewer: Rig.id(9), name: "周主任")
        let opening = MeetingOpening(
            number: 1, kind: .closure, date: Day(number: 20_000), place: "三楼", seats: [seat],
            agenda: [FindingNumber(2), FindingNumber(1)])
        let opened = try rig.store.write(Rig.request("open")) { session in
            try session.append([.opened(opening)], to: nil, id: Rig.id(70), by: Rig.author)
        }
        guard case .some(.some(let before)) = opened.value else { throw Rig.NoFinding() }
        let after = try rig.store.write(Rig.request("walk")) { session in
            try session.append(
                [.skipped(FindingNumber(2)), .noted(nil, text: "记"), .adjourned], to: before, id: Rig.id(70),
                by: Rig.author)
        }
        guard case .some(.some(let meeting)) = after.value else { throw Rig.NoFinding() }
        return meeting
    }

    @Test("a meeting folds from its events, and knows its span of the log", arguments: Driver.allCases)
    func folds(driver: Driver) throws {
        let rig = try Rig(driver)
        let written = try Self.meeting(rig)
        let read = try rig.store.read { try $0.meeting(1) }
        #expect(read == written)
        #expect(read.meeting.version == 4 && !read.meeting.isOpen)
        #expect(!read.holds(read.opened) && read.holds(read.opened + 1) && !read.holds((read.adjourned ?? 0) + 1))
        #expect(try rig.store.read { try $0.nextMeetingNumber() } == 2)
        #expect(try rig.store.read { try $0.meetings() }.map(\.agenda) == [2])
        #expect(try rig.store.read { try $0.meetings(openOnly: true) }.isEmpty)
        #expect(try rig.store.read { try $0.openMeeting(hearing: FindingNumber(1)) } == nil)
        #expect(throws: LedgerError(.meetingMissing, ["number": "2"])) { try rig.store.read { try $0.meeting(2) } }
    }

    @Test("rebuild gives the same tables, and check is content", arguments: Driver.allCases)
    func rebuild(driver: Driver) throws {
        let rig = try Rig(driver)
        _ = try Self.meeting(rig)
        let before = try rig.readModels()
        #expect(before.contains { $0.hasPrefix("meetings: ") } && before.contains { $0.hasPrefix("meeting_agenda: ") })
        _ = try rig.store.rebuild()
        #expect(try rig.readModels() == before)
        #expect(try rig.store.check().isEmpty)
    }

    @Test(
        "a table that differs from the log is found",
        arguments: [
            "UPDATE meetings SET place = '别处'", "UPDATE meetings SET adjourned = NULL", "DELETE FROM meetings",
            "UPDATE meeting_agenda SET finding = 9 WHERE place = 1", "DELETE FROM meeting_agenda WHERE place = 2",
        ])
    func tampering(statement: String) throws {
        let rig = try Rig(.sqlite)
        _ = try Self.meeting(rig)
        try rig.store.database.write { connection in
            try connection.execute(statement, [])
            return ((), true)
        }
        #expect(try rig.store.check().contains { $0.kind == "readModel" })
    }
}
