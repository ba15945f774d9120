internal import Attestation
import Dispatch
import Foundation
internal import Ledger
package import Rectification
internal import Signing
internal import Synchronization

/// What is to be verified.
package struct VerifyRequest: Sendable {
    /// One finding alone, with the reference data it stands on; `nil`: everything.
    package let finding: FindingNumber?
    /// Checkpoints held outside: files, or `size:root`.
    package let against: [String]

    package init(finding: FindingNumber? = nil, against: [String] = []) {
        self.finding = finding
        self.against = against
    }
}

extension OpenLedger {
    /// Replays the ledger: every text, chain, signature, rule, head, read model and piece of evidence, on all cores.
    ///
    /// - Parameter progress: called with the number of events done and in all; from one thread at a time.
    ///
    /// Throws `Complaint`: what reading the checkpoints throws, `finding.missing` 66.
    package func verify(
        _ request: VerifyRequest, drivers: Drivers, cores: Int = ProcessInfo.processInfo.activeProcessorCount,
        progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) throws -> VerifyReport {
        let held = try request.against.map { path in
            try requireOther(path)
            return try HeldCheckpoint(path: path)
        }
        let done = Progressing(total: try head(), progress)
        return try read { reader in
            let head = try reader.lastPosition()
            var report = VerifyReport()
            let replay = try references(reader, head: head, &report)
            done.add(report.events)
            let history = replay.history
            let calendars = replay.calendars
            let wanted = wantedHeads(history, held, &report)
            let ranges = try request.finding.map { [try reader.range(of: $0)] } ?? reader.ranges(cores * 8)
            let results = Mutex(Collected(report: report, evidence: replay.evidence, signed: replay.signed))
            let queue = Mutex(ranges[...])
            let isWhole = request.finding == nil
            DispatchQueue.concurrentPerform(iterations: max(1, cores)) { worker in
                do {
                    let own = try OpenLedger.open(
                        path, isReadOnly: true, drivers: drivers, surroundings: surroundings)
                    try own.read { reader in
                        if worker == 0, isWhole || !wanted.isEmpty {
                            var pass = PositionPass(reader, head: max(head, try reader.head()), wanted: wanted)
                            try pass.run()
                            results.withLock { $0.report.add(pass.report) }
                        }
                        var pass = FindingPass(reader, history, calendars: calendars, head: head)
                        while let range = queue.withLock({ $0.popFirst() }) {
                            try pass.run(from: range.start, to: range.end) { done.add($0) }
                        }
                        let sums = pass.tally.sums(history.tree)
                        results.withLock { $0.add(pass, sums) }
                    }
                } catch {
                    results.withLock { $0.failure = $0.failure ?? error }
                }
            }
            var collected = results.withLock { $0 }
            if let failure = collected.failure { throw failure }
            if isWhole {
                collected.checkNumbers()
                try closeBooks(reader, history, head, &collected)
            }
            try checkEvidence(collected.evidence, cores, &collected.report)
            collected.report.sort()
            done.finish()
            return collected.report
        }
    }

    private struct Collected: Sendable {
        var report: VerifyReport
        var numbers: [(position: Int, number: Int)] = []
        var evidence: [String: FindingPass.EvidencePlace] = [:]
        var signed: Set<Int>
        var totals = CounterSums()
        var hasUnread = false
        var failure: (any Error)?

        init(report: VerifyReport, evidence: [String: FindingPass.EvidencePlace], signed: Set<Int>) {
            self.report = report
            self.evidence = evidence
            self.signed = signed
        }

        mutating func add(_ pass: FindingPass, _ sums: CounterSums) {
            report.add(pass.report)
            numbers.append(contentsOf: pass.numbers)
            evidence.merge(pass.evidence) { old, _ in old }
            signed.formUnion(pass.signed)
            totals.add(sums)
            hasUnread = hasUnread || pass.hasUnread
        }

        /// Numbers rise with their positions and are never given twice.
        mutating func checkNumbers() {
            numbers.sort { $0.position < $1.position }
            var largest = 0
            for (position, number) in numbers {
                if number <= largest {
                    report.add(Fault(.number, position: position, "fault.number.twice", ["found": String(number)]))
                }
                largest = max(largest, number)
            }
        }
    }

    private func references(
        _ reader: LedgerReader, head: Int, _ report: inout VerifyReport
    ) throws -> ReferenceReplay {
        var check = EventCheck(ledger: store.ledger, algorithm: reader.algorithm)
        var events: [CheckedEvent] = []
        for condition in ["stream < 'finding/'", "stream >= 'finding0'"] {
            try reader.connection.scan(
                """
                SELECT \(EventCheck.columns) FROM events WHERE \(condition) AND position <= \(head)
                ORDER BY stream, version
                """, []
            ) { row in
                events.append(check.read(row, &report))
                return true
            }
        }
        events.sort { $0.position < $1.position }
        var replay = ReferenceReplay(settings: store.settings, ledger: store.ledger, reader: reader)
        for event in events {
            try replay.take(event, signature: { try reader.signature(at: event.position) }, &report)
        }
        replay.finish(&report)
        return replay
    }

    private func wantedHeads(
        _ history: LogHistory, _ held: [HeldCheckpoint], _ report: inout VerifyReport
    ) -> [PositionPass.Wanted] {
        var wanted = history.heads.map { position, head in
            PositionPass.Wanted(
                head: head, position: position, stream: "ledger/\(store.ledger)", sentence: "fault.head.root",
                facts: ["head": head.description])
        }
        if let remembered = seen.remembered {
            wanted.append(
                PositionPass.Wanted(
                    head: remembered, position: nil, stream: "", sentence: "fault.head.remembered",
                    facts: ["head": remembered.description]))
        }
        let keys = history.keys.values.map { ($0, history.persons[$0.person]?.last?.name ?? "") }
        for checkpoint in held {
            let facts = ["head": checkpoint.head.description, "path": checkpoint.path]
            wanted.append(
                PositionPass.Wanted(
                    head: checkpoint.head, position: nil, stream: "", sentence: "fault.head.kept", facts: facts))
            if let ledger = checkpoint.ledger, ledger != store.ledger {
                report.add(Fault(.ledger, "fault.ledger", ["found": ledger.description]))
            }
            switch checkpoint.signer(keys) {
            case .good: break
            case .none: report.notice(nil, "notice.checkpointUnsigned", facts)
            case .bad: report.add(Fault(.signature, "fault.signature.checkpoint", facts))
            }
        }
        return wanted
    }

    /// What can only be said of the whole: counters, tables of reference data, signatures that belong to nothing.
    private func closeBooks(
        _ reader: LedgerReader, _ history: LogHistory, _ head: Int, _ collected: inout Collected
    ) throws {
        // What lacks an event that cannot be read is not held against what was made with it.
        if history.unread.isEmpty, !collected.hasUnread {
            var problems: [IntegrityProblem] = []
            try reader.checkTotals(collected.totals, &problems)
            for problem in problems {
                let kind: FaultKind = problem.kind == "number" ? .number : .readModel
                collected.report.add(Fault(kind, position: problem.position, problem.sentence, problem.facts))
            }
            for table in try reader.referenceTables(differingFrom: history) {
                collected.report.add(Fault(.readModel, "fault.readModel", ["table": table]))
            }
        }
        // A signature that its event needs was looked at with it.
        var others: [Int] = []
        try reader.connection.scan("SELECT position FROM signatures", []) { row in
            if !collected.signed.contains(row.int(0)) { others.append(row.int(0)) }
            return true
        }
        for position in others {
            try judgeUnasked(position, reader, history, &collected.report)
        }
    }

    /// A signature that no event was found to need.
    private func judgeUnasked(
        _ position: Int, _ reader: LedgerReader, _ history: LogHistory, _ report: inout VerifyReport
    ) throws {
        try reader.connection.forEach(
            """
            SELECT s.position, e.text, e.stream, e.version FROM signatures s LEFT JOIN events e ON e.position = s.position
            WHERE s.position = ?
            """, [.integer(position)]
        ) { row in
            let event = (try? EventText(row.bytes(1)))?.event
            let isNeeded =
                !store.settings.isPractice
                && event?.namespace(hasRootKey: history.hasRootKey(before: position)) != nil
            // Whether what cannot be read needs one, nobody knows.
            let isJudged = (event != nil || row.bytes(1).isEmpty) && !history.lacksRootKey(at: position)
            if !isNeeded, isJudged {
                report.add(
                    Fault(
                        .signature, stream: row.text(2), version: row.optionalInt(3), position: position,
                        "fault.signature.surplus"))
            }
            return true
        }
    }

    private func checkEvidence(
        _ places: [String: FindingPass.EvidencePlace], _ cores: Int, _ report: inout VerifyReport
    ) throws {
        let queue = Mutex(Array(places.values)[...])
        let faults = Mutex<[Fault]>([])
        let failure = Mutex<(any Error)?>(nil)
        DispatchQueue.concurrentPerform(iterations: max(1, min(cores, places.count))) { _ in
            while let place = queue.withLock({ $0.popFirst() }) {
                let found = Result { try evidence.problem(with: place.file, store.settings.crypto) }
                guard case .success(let problem) = found else {
                    if case .failure(let error) = found { failure.withLock { $0 = error } }
                    return
                }
                guard let problem else { continue }
                let fault = Fault(
                    .evidence, stream: place.stream, version: place.version, position: place.position,
                    "fault.evidence.\(problem)", ["name": place.file.name, "digest": place.file.digest])
                faults.withLock { $0.append(fault) }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
        for fault in faults.withLock({ $0 }) { report.add(fault) }
    }
}

/// Counts from many threads, tells from one at a time.
private final class Progressing: Sendable {
    private let total: Int
    private let done = Mutex(0)
    private let tell: @Sendable (Int, Int) -> Void

    init(total: Int, _ tell: @escaping @Sendable (Int, Int) -> Void) {
        self.total = total
        self.tell = tell
    }

    func add(_ count: Int) {
        done.withLock { done in
            done += count
            tell(min(done, max(0, total - 1)), total)
        }
    }

    func finish() { tell(total, total) }
}

extension LedgerReader {
    /// Position of the last event that is there, whatever the head row says.
    func lastPosition() throws -> Int {
        try connection.first("SELECT max(position) FROM events") { $0.int(0) } ?? 0
    }

    /// The streams of all findings in about so many ranges of about equal size; neighbours meet, nothing is left out.
    func ranges(_ count: Int) throws -> [(start: String, end: String)] {
        let last = try nextNumber().value - 1
        var bounds: Set<String> = []
        // Numbers at equal distances: their identities are spread over the streams as all are.
        let steps = min(last, count * 8)
        for step in 1..<max(2, steps) where steps >= count {
            let number = last * step / steps
            if let id = try connection.first(
                "SELECT id FROM findings WHERE number = ?", [.integer(number)], { $0.text(0) })
            {
                bounds.insert("finding/\(id)")
            }
        }
        let sorted = bounds.sorted()
        let chosen = sorted.indices.filter { $0 % 8 == 7 }.map { sorted[$0] }
        return zip(["finding/"] + chosen, chosen + ["finding0"]).map { ($0, $1) }
    }

    /// The stream of one finding, as a range.
    func range(of number: FindingNumber) throws -> (start: String, end: String) {
        let stream = Stream.finding(try id(of: number)).description
        return (stream, stream + "0")
    }
}
