internal import Attestation
package import Rectification
package import Requests

/// A meeting with its span of the log: what was decided in it stands between these positions.
package struct LoggedMeeting: Hashable, Sendable {
    package private(set) var meeting: Meeting
    /// Position of the event that opened it.
    package let opened: Int
    /// Position of the event that adjourned it.
    package private(set) var adjourned: Int?

    init(_ meeting: Meeting, opened: Int) {
        self.meeting = meeting
        self.opened = opened
    }

    mutating func evolve(_ event: MeetingEvent, _ stamp: EventStamp, at position: Int) {
        meeting.evolve(event, stamp)
        if case .adjourned = event { adjourned = position }
    }

    /// Whether an event at a position of the log fell while the meeting was open.
    package func holds(_ position: Int) -> Bool { position > opened && position < adjourned ?? .max }
}

/// How a meeting stands in the tables `meetings` and `meeting_agenda`.
struct MeetingRecord: Hashable, Sendable {
    let logged: LoggedMeeting

    init(of logged: LoggedMeeting) { self.logged = logged }

    static let columns = "number, id, version, kind, date, place, seats, opened, adjourned"

    static let upsert = """
        INSERT INTO meetings (\(columns)) VALUES (?,?,?,?,?,?,?,?,?)
        ON CONFLICT (number) DO UPDATE SET version = excluded.version, seats = excluded.seats,
          adjourned = excluded.adjourned
        """

    var values: [SQLValue] {
        let meeting = logged.meeting
        return [
            .integer(meeting.number), .text(meeting.id.description), .integer(meeting.version),
            .text(meeting.kind.rawValue), .integer(meeting.date.number), .text(meeting.place),
            .text(meeting.seats.map { "\($0.party)=\($0.name)" }.joined(separator: "\n")), .integer(logged.opened),
            SQLValue(logged.adjourned),
        ]
    }
}

extension Projection {
    func write(_ record: MeetingRecord) throws {
        let meeting = record.logged.meeting
        try reader.connection.execute(MeetingRecord.upsert, record.values)
        try reader.connection.execute("DELETE FROM meeting_agenda WHERE meeting = ?", [.integer(meeting.number)])
        for (place, item) in meeting.agenda.enumerated() {
            try reader.connection.execute(
                "INSERT INTO meeting_agenda (meeting, place, finding) VALUES (?, ?, ?)",
                [.integer(meeting.number), .integer(place + 1), .integer(item.finding.value)])
        }
    }
}

extension LedgerReader {
    /// The meeting folded from its events, never from a read model. Throws `meeting.missing`.
    package func meeting(_ number: Int) throws -> LoggedMeeting {
        let id = try connection.first("SELECT id FROM meetings WHERE number = ?", [.integer(number)]) {
            MeetingID($0.text(0))
        }
        guard let id, let id, let meeting = try meeting(id) else {
            throw LedgerError(.meetingMissing, ["number": String(number)])
        }
        return meeting
    }

    package func meeting(_ id: MeetingID) throws -> LoggedMeeting? {
        var logged: LoggedMeeting?
        for stored in try events(of: .meeting(id)) { fold(stored, into: &logged) }
        return logged
    }

    private func fold(_ stored: StoredEvent, into logged: inout LoggedMeeting?) {
        guard case .meeting(let event) = stored.text.event, case .meeting(let id) = stored.text.stream else { return }
        let stamp = stored.text.stamp(in: zone)
        if logged == nil {
            logged = Meeting(id: id, first: event, stamp: stamp).map { LoggedMeeting($0, opened: stored.position) }
        } else {
            logged?.evolve(event, stamp, at: stored.position)
        }
    }

    /// 第几次: how many meetings of its kind there were up to this one.
    package func ordinal(of meeting: Meeting) throws -> Int {
        try connection.first(
            "SELECT count(*) FROM meetings WHERE kind = ? AND number <= ?",
            [.text(meeting.kind.rawValue), .integer(meeting.number)]
        ) { $0.int(0) } ?? 0
    }

    package func nextMeetingNumber() throws -> Int {
        (try connection.first("SELECT max(number) FROM meetings") { $0.int(0) } ?? 0) + 1
    }

    /// Meetings, newest first.
    package func meetings(openOnly: Bool = false, limit: Int = 1000) throws -> [MeetingRow] {
        try connection.rows(
            """
            SELECT \(MeetingRecord.columns), (SELECT count(*) FROM meeting_agenda a WHERE a.meeting = m.number),
              (SELECT count(*) FROM meetings o WHERE o.kind = m.kind AND o.number <= m.number)
            FROM meetings m \(openOnly ? "WHERE adjourned IS NULL" : "") ORDER BY number DESC LIMIT \(limit)
            """
        ) { row -> MeetingRow? in
            guard let id = MeetingID(row.text(1)), let kind = Meeting.Kind(rawValue: row.text(3)) else { return nil }
            return MeetingRow(
                number: row.int(0), ordinal: row.int(10), id: id, version: row.int(2), kind: kind,
                date: Day(number: row.int(4)),
                place: row.text(5),
                seats: row.text(6).split(separator: "\n").compactMap {
                    $0.split(separator: "=", maxSplits: 1).last.map(String.init)
                },
                agenda: row.int(9), isOpen: row.isNull(8))
        }.compactMap { $0 }
    }

    /// The first checkpoint after a position of the log, `size:root`.
    package func checkpoint(after position: Int) throws -> String? {
        for stored in try events(of: .ledger(ledger)) where stored.position > position {
            if case .ledger(.checkpointed(let size, let root, _)) = stored.text.event { return "\(size):\(root)" }
        }
        return nil
    }

    /// The open meeting that votes on a finding.
    package func openMeeting(hearing finding: FindingNumber) throws -> Int? {
        try connection.first(
            """
            SELECT a.meeting FROM meeting_agenda a JOIN meetings m ON m.number = a.meeting
            WHERE a.finding = ? AND m.kind = ? AND m.adjourned IS NULL
            """, [.integer(finding.value), .text(Meeting.Kind.closure.rawValue)]
        ) { $0.int(0) }
    }

    /// Every meeting folded from its events; one in memory at a time.
    func forEachMeeting(_ each: (LoggedMeeting) throws -> Void) throws {
        var current: LoggedMeeting?
        try connection.forEach(
            """
            SELECT position, hash, text FROM events WHERE stream >= 'meeting/' AND stream < 'meeting0'
            ORDER BY stream, version
            """, []
        ) { row in
            let stored = try StoredEvent(row)
            if stored.text.version == 1 {
                if let current { try each(current) }
                current = nil
            }
            fold(stored, into: &current)
            return true
        }
        if let current { try each(current) }
    }

    func checkMeetings(_ problems: inout [IntegrityProblem]) throws {
        var meetings = 0
        try forEachMeeting { logged in
            meetings += 1
            let expected = MeetingRecord(of: logged)
            let stored = try connection.first(
                "SELECT \(MeetingRecord.columns) FROM meetings WHERE number = ?", [.integer(logged.meeting.number)]
            ) { row in
                [
                    SQLValue.integer(row.int(0)), .text(row.text(1)), .integer(row.int(2)), .text(row.text(3)),
                    .integer(row.int(4)), .text(row.text(5)), .text(row.text(6)), .integer(row.int(7)),
                    SQLValue(row.optionalInt(8)),
                ]
            }
            let agenda = try connection.rows(
                "SELECT finding FROM meeting_agenda WHERE meeting = ? ORDER BY place",
                [.integer(logged.meeting.number)]
            ) { FindingNumber($0.int(0)) }
            if stored != expected.values || agenda != logged.meeting.agenda.map(\.finding) {
                problems.append(
                    IntegrityProblem(
                        readModel: "meetings \(logged.meeting.number)", position: logged.adjourned ?? logged.opened))
            }
        }
        let count = try connection.first("SELECT count(*) FROM meetings") { $0.int(0) }
        if count != meetings { problems.append(IntegrityProblem(readModel: "meetings", position: nil)) }
    }
}
