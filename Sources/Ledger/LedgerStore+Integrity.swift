import Attestation
import Rectification
import Requests
import Signing

extension LedgerStore {
    /// Empties the read models and makes them again from the events; returns how many events were read.
    @discardableResult
    package func rebuild() throws -> Int {
        try database.write { connection in (try reader(over: connection).rebuild(), true) }
    }

    /// Everything `check` finds: the database's own faults, broken chains, indexes and read models that differ from the log. Empty when whole.
    ///
    /// - Parameter isLogChecked: the log was looked through just now, and its read models were made since.
    package func check(isLogChecked: Bool = false) throws -> [IntegrityProblem] {
        var problems = try database.integrityProblems().map {
            IntegrityProblem(kind: "database", position: nil, detail: $0, "fault.database", ["found": $0])
        }
        do {
            try read { reader in
                if !isLogChecked { try reader.checkLog(&problems) }
                guard problems.isEmpty else { return }
                try reader.checkReadModels(&problems)
            }
        } catch let error as LedgerError where error.rule == .noGrant && !problems.isEmpty {
            // The right that is missing is among what was found.
        }
        return problems
    }
}

/// One fault, by its kind (trust.md, fault kinds).
package struct IntegrityProblem: Hashable, Sendable {
    package let kind: String
    package let position: Int?
    package let detail: String
    /// Key of its sentence in the catalogues, and what stands in its blanks.
    package let sentence: String
    package let facts: [String: String]

    package init(
        kind: String, position: Int?, detail: String, _ sentence: String, _ facts: [String: String] = [:]
    ) {
        self.kind = kind
        self.position = position
        self.detail = detail
        self.sentence = sentence
        self.facts = facts
    }

    /// A read model that differs from the log.
    package init(readModel table: String, position: Int?) {
        self.init(kind: "readModel", position: position, detail: table, "fault.readModel", ["table": table])
    }
}

struct LoggedOpinion {
    let opined: Opined
    let person: PersonID
    let position: Int
    /// Whose finding it was then.
    let unit: OrganisationID
}

/// A finding folded from its events, with what read models keep of the way there.
struct LoggedFinding {
    var finding: Finding
    /// Of its last event.
    var position: Int
    var opinions: [LoggedOpinion] = []
    /// By the number of a step of supervision: whose finding it was then.
    var stepUnits: [Int: OrganisationReference] = [:]
}

extension LedgerReader {
    /// See `LedgerStore.rebuild`.
    func rebuild(progress: (Int) -> Void = { _ in }) throws -> Int {
        for table in Schema.readModels { try connection.execute("DELETE FROM \(table)", []) }
        try connection.execute(dialect.deleteAllWords, [])
        let remade = dialect.remakesIndexes ? Schema.lookupIndexes + Schema.findingIndexes : []
        for index in remade { try connection.execute(index.dropped, []) }
        let projection = Projection(self)
        var count = 0
        try events(after: 0) { stored in
            count += 1
            try projection.project(
                stored.text.event, in: stored.text.stream, at: stored.position, stored.text.stamp(in: zone))
            if count % 1000 == 0 { progress(count) }
            return true
        }
        let tree = OrganisationTree(try organisations())
        var counters = CounterChanges()
        try forEachFinding { logged in
            let finding = logged.finding
            let record = FindingRecord(of: finding, changed: logged.position)
            _ = try projection.write(record, replacing: nil)
            try projection.write(finding.supervisions, replacing: [], of: finding.number) {
                logged.stepUnits[$0.number] ?? finding.unit
            }
            counters.move(from: nil, to: record)
            try counters.move(latenessFrom: nil, to: finding, tree.identities(from:))
            for opinion in logged.opinions {
                try projection.recordOpinion(
                    opinion.opined, of: finding.id, by: opinion.person, at: opinion.position)
                try counters.add(
                    opinion.opined.verdict, of: opinion.opined.party, on: opinion.unit, tree.identities(from:))
            }
        }
        for index in remade { try connection.execute(index.made, []) }
        try counters.write(to: connection, tree.identities(from:))
        try forEachMeeting { try projection.write(MeetingRecord(of: $0)) }
        try forEachIssue { issue, _ in try projection.write(IssueRecord(of: issue)) }
        try forEachLetter { letter, _ in try projection.write(LetterRecord(of: letter)) }
        return count
    }

    /// Every finding folded from its events; one finding in memory at a time.
    func forEachFinding(_ each: (LoggedFinding) throws -> Void) throws {
        var current: LoggedFinding?
        try connection.scan(
            """
            SELECT position, hash, text FROM events WHERE stream >= 'finding/' AND stream < 'finding0'
            ORDER BY stream, version
            """, []
        ) { row in
            let stored = try StoredEvent(row)
            guard case .finding(let event) = stored.text.event, case .finding(let id) = stored.text.stream else {
                return true
            }
            if stored.text.version == 1 {
                if let current { try each(current) }
                current = Finding(id: id, first: event, stamp: stored.text.stamp(in: zone)).map {
                    LoggedFinding(finding: $0, position: stored.position)
                }
            } else {
                current?.finding.evolve(event, stored.text.stamp(in: zone))
                current?.position = stored.position
            }
            guard let unit = current?.finding.unit else { return true }
            switch event {
            case .opined(let opined):
                current?.opinions.append(
                    LoggedOpinion(
                        opined: opined, person: stored.text.person, position: stored.position, unit: unit.id))
            case .supervised(let number, _): current?.stepUnits[number] = unit
            case _: break
            }
            return true
        }
        if let current { try each(current) }
    }

    /// - Parameter last: events up to there were checked before.
    func checkLog(_ problems: inout [IntegrityProblem], after last: Int = 0) throws {
        func fault(
            _ kind: String, _ position: Int, _ detail: String, _ sentence: String, _ facts: [String: String] = [:]
        ) {
            if problems.count < 1000 {
                problems.append(
                    IntegrityProblem(kind: kind, position: position, detail: detail, sentence, facts))
            }
        }
        var expected = last + 1
        var operations: [String: (first: Int, count: Int)] = [:]
        try connection.scan(
            "SELECT operation, first, count FROM operations WHERE first + count > ?", [.integer(expected)]
        ) { row in
            operations[row.text(0)] = (row.int(1), row.int(2))
            return true
        }
        try connection.scan(
            """
            SELECT position, stream, version, operation, hash, text FROM events WHERE position > ? ORDER BY position
            """, [.integer(last)]
        ) { row in
            let position = row.int(0)
            if position != expected {
                fault(
                    "position", position, "expected \(expected)", "fault.position", ["expected": String(expected)])
            }
            expected = position + 1
            let bytes = row.bytes(5)
            let text: EventText
            do {
                text = try EventText(strictly: bytes)
            } catch {
                let (sentence, facts) = (error as? CanonicalTextError).said
                fault("text", position, "not in canonical form", sentence, facts)
                return true
            }
            if EventText.hash(of: bytes, algorithm).bytes != row.bytes(4) {
                fault("text", position, "hash differs", "fault.hash")
            }
            if text.ledger != ledger {
                let found = text.ledger.description
                fault("ledger", position, found, "fault.ledger", ["found": found])
            }
            func column(_ name: String, _ found: String, _ expected: String) {
                guard found != expected else { return }
                fault(
                    "column", position, name, "fault.column",
                    ["column": name, "found": found, "expected": expected])
            }
            column("stream", row.text(1), text.stream.description)
            if text.version != row.int(2) { column("version", String(row.int(2)), String(text.version)) }
            column("operation", row.text(3), text.operation.description)
            if let span = operations[row.text(3)], position >= span.first, position < span.first + span.count {
                return true
            }
            fault("operation", position, row.text(3), "fault.operation", ["found": row.text(3)])
            return true
        }
        let head = try self.head()
        if head != expected - 1 {
            fault(
                "position", head, "head is not \(expected - 1)", "fault.cut",
                ["expected": String(head), "found": String(expected - 1)])
        }
        try checkChains(&problems, of: last)
    }

    /// - Parameter last: of the streams that have events after it.
    private func checkChains(_ problems: inout [IntegrityProblem], of last: Int) throws {
        var stream = ""
        var version = 0
        var hash: [UInt8] = []
        let condition = last == 0 ? "" : "WHERE stream IN (SELECT stream FROM events WHERE position > \(last))"
        try connection.scan(
            "SELECT position, hash, text, stream, version FROM events \(condition) ORDER BY stream, version", []
        ) { row in
            let isFirst = row.text(3) != stream
            if isFirst { version = 0 }
            guard let text = try? EventText(row.bytes(2)) else {
                // What cannot be read was named, and is there nevertheless.
                stream = row.text(3)
                version = row.int(4)
                hash = row.bytes(1)
                return true
            }
            let isNext = text.version == version + 1
            if !isNext || (text.previous?.bytes ?? []) != (isFirst ? [] : hash) {
                problems.append(
                    IntegrityProblem(
                        kind: "chain", position: row.int(0), detail: row.text(3),
                        isNext ? "fault.chain.previous" : "fault.chain",
                        isNext ? [:] : ["expected": String(version + 1), "found": String(text.version)]))
            }
            stream = row.text(3)
            version = text.version
            hash = row.bytes(1)
            return true
        }
    }

    func checkReadModels(_ problems: inout [IntegrityProblem]) throws {
        var tally = FindingTally()
        var steps = 0
        var rows = StoredRows<IntegrityProblem>(self)
        let tree = OrganisationTree(try organisations())
        var sums = UnitSums()
        try forEachFinding { logged in
            let record = FindingRecord(of: logged.finding, changed: logged.position)
            tally.add(record)
            for opinion in logged.opinions {
                sums.add(
                    opinion.opined.verdict, of: opinion.opined.party, tree.identities(from: opinion.unit))
            }
            if !logged.finding.lateSpells.isEmpty {
                sums.add(logged.finding.lateSpells, 1, tree.identities(from: logged.finding.unit.id))
            }
            steps += logged.finding.supervisions.count
            problems += try rows.expect(
                record,
                IntegrityProblem(
                    readModel: "findings #\(logged.finding.number)", position: logged.position))
        }
        problems += try rows.finish()
        if try storedSteps() != steps {
            problems.append(IntegrityProblem(readModel: "supervisions", position: nil))
        }
        let stored = try UnitSums(stored: connection)
        if stored.opinions != sums.opinions {
            problems.append(IntegrityProblem(readModel: "unit_opinions", position: nil))
        }
        if stored.lateness != sums.lateness {
            problems.append(IntegrityProblem(readModel: "unit_lateness", position: nil))
        }
        try checkTotals(tally.sums(tree), &problems)
    }

    /// The number of rows and the counters against what the log gives, the next number, and meetings.
    package func checkTotals(_ totals: CounterSums, _ problems: inout [IntegrityProblem]) throws {
        let rows = try connection.first("SELECT count(*) FROM findings") { $0.int(0) }
        if rows != totals.findings {
            problems.append(IntegrityProblem(readModel: "findings", position: nil))
        }
        for table in try totals.tables(differingFrom: CounterSums(stored: connection)) {
            problems.append(IntegrityProblem(readModel: table, position: nil))
        }
        if try nextNumber().value <= totals.largestNumber {
            let next = try nextNumber().description
            problems.append(
                IntegrityProblem(
                    kind: "number", position: nil, detail: "next number \(next)", "fault.number.next", ["found": next]))
        }
        try checkMeetings(&problems)
        try checkTriage(&problems)
    }
}
