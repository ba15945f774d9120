internal import Attestation
internal import Ledger
internal import Rectification
internal import Signing

/// One thread's share of the findings: ranges of streams, each checked, folded and decided again.
struct FindingPass {
    let reader: LedgerReader
    let history: LogHistory
    private let grounds: Grounds
    /// Events after this position came while the ledger was being verified.
    let head: Int
    private(set) var report = VerifyReport()
    private(set) var numbers: [(position: Int, number: Int)] = []
    private(set) var evidence: [String: EvidencePlace] = [:]
    /// Positions of the signatures that events needed and have.
    private(set) var signed: [Int] = []
    private(set) var tally = FindingTally()
    /// Something of a finding could not be read: what is summed up lacks it.
    private(set) var hasUnread = false
    private let signatures: SignatureCheck
    private var rows: StoredRows<RowMark>

    /// Where a finding's row belongs.
    private struct RowMark {
        let stream: String
        let version: Int?
        let position: Int
        let number: FindingNumber

        init(_ last: CheckedEvent, _ number: FindingNumber) {
            stream = last.stream
            version = last.text?.version
            position = last.position
            self.number = number
        }
    }

    struct EvidencePlace: Sendable {
        let file: EvidenceFile
        let stream: String
        let version: Int
        let position: Int
    }

    init(_ reader: LedgerReader, _ history: LogHistory, calendars: [String: WorkCalendar], head: Int) {
        self.reader = reader
        self.history = history
        grounds = Grounds(history.policies, calendars)
        self.head = head
        rows = StoredRows(reader)
        signatures = SignatureCheck(history)
    }

    /// - Parameter progress: called with how many events were read since it was called last.
    mutating func run(from start: String, to end: String, _ progress: (Int) -> Void) throws {
        var check = EventCheck(ledger: history.ledger, algorithm: reader.algorithm)
        var replay: FindingReplay?
        var last: CheckedEvent?
        var read = 0
        try reader.connection.scan(
            """
            SELECT \(EventCheck.columns) FROM events WHERE stream >= ? AND stream < ? AND position <= ?
            ORDER BY stream, version
            """, [.text(start), .text(end), .integer(head)]
        ) { row in
            let checked = check.read(row, &report)
            if checked.stream != last?.stream {
                if let last { try finish(&replay, last) }
                replay = Stream(checked.stream).flatMap { stream in
                    if case .finding(let id) = stream { FindingReplay(id, history, grounds) } else { nil }
                }
            }
            if replay == nil {
                report.add(
                    Fault(
                        .text, stream: checked.stream, position: checked.position, "fault.form.bad",
                        ["found": "stream"]))
            }
            replay?.take(checked, &report)
            if let text = checked.text { try note(text, checked) }
            last = checked
            read += 1
            if read % 1024 == 0 { progress(1024) }
            return true
        }
        progress(read % 1024)
        if let last { try finish(&replay, last) }
        name(try rows.finish())
    }

    private mutating func note(_ text: EventText, _ checked: CheckedEvent) throws {
        guard case .finding(let event) = text.event else { return }
        if event.isOpinion, !history.settings.isPractice {
            let signature = try reader.signature(at: checked.position)
            signatures.check(checked, text, .opinion, signature, &report)
            if signature != nil { signed.append(checked.position) }
        }
        switch event {
        case .filed(let filing): numbers.append((checked.position, filing.number.value))
        case .broughtForward(let brought): numbers.append((checked.position, brought.filing.number.value))
        case .evidenceAttached(_, let file):
            if evidence[file.digest] == nil {
                evidence[file.digest] = EvidencePlace(
                    file: file, stream: checked.stream, version: text.version, position: checked.position)
            }
        case _: break
        }
    }

    private mutating func finish(_ replay: inout FindingReplay?, _ last: CheckedEvent) throws {
        guard var done = replay.take() else { return }
        done.finish(last, &report)
        for submission in done.submissions {
            guard let isSame = try reader.isContent(submission.content, submission.text) else {
                report.add(
                    Fault(
                        .content, stream: last.stream, position: submission.position, "fault.content.missing",
                        ["found": submission.content]))
                continue
            }
            if !isSame {
                report.add(
                    Fault(
                        .content, stream: last.stream, position: submission.position, "fault.content.stored",
                        ["found": submission.content]))
            }
        }
        guard !done.isBlind else {
            hasUnread = true
            return
        }
        guard let finding = done.finding, last.position <= head else { return }
        let record = FindingRecord(of: finding, changed: last.position)
        tally.add(record)
        name(try rows.expect(record, RowMark(last, finding.number)))
    }

    private mutating func name(_ differing: [RowMark]) {
        for mark in differing {
            report.add(
                Fault(
                    .readModel, stream: mark.stream, version: mark.version, position: mark.position,
                    "fault.readModel", ["table": "findings #\(mark.number)"]))
        }
    }
}
