internal import Attestation
import Foundation
package import Ledger
internal import Rectification

/// How far a move is.
package enum MoveStep: Sendable {
    /// Events copied, of how many.
    case events(Int, of: Int)
    /// Evidence files copied, of how many.
    case evidence(Int, of: Int)
    /// Events from which the read models were made, of how many.
    case readModels(Int, of: Int)
}

/// What was moved.
package struct Moved: Sendable {
    package let target: String
    package let events: Int
    package let evidence: Int
    /// It had been begun before, or was whole already.
    package let isResumed: Bool
    /// What `check` finds in the new place.
    package let problems: [IntegrityProblem]
}

extension OpenLedger {
    /// Moves the ledger to another place, a file or a schema on a server: every event with its hash compared on the way, the whole by its root, signatures and evidence too. Broken off at any point, it is done by asking again.
    ///
    /// The copy is made while others work. What they write meanwhile follows while nobody can write, and in the same transaction the ledger that is left ends with `moved`. Only then the new one can be opened.
    ///
    /// Throws `Complaint`: move.same 64, move.nobody 77, admin.needed 77, evidence.missing 65; `LedgerError`: exists 73, moved 77 to somewhere else, damaged 65.
    package func move(
        to place: String, as name: String?, drivers: Drivers, progress: @escaping @Sendable (MoveStep) -> Void
    ) throws -> Moved {
        let target = Self.named(place, drivers)
        guard target != Self.named(path, drivers) else { throw Complaint(64, "move.same", ["path": target]) }
        let earlier = try read { reader in
            let actor = try reader.actor(named: name, login: surroundings.login)
            try actor.mayManage([.admin])
            return try reader.movedTo()
        }
        if let earlier, earlier != target { throw LedgerError(.moved, ["to": earlier]) }
        let isThere = drivers.isThere(target)
        let transfer = try transfer(to: target, isThere: isThere, drivers)
        let files = EvidenceStore(of: transfer.target, at: target)
        let isReleased = try transfer.isReleased
        if !isReleased {
            let next =
                try earlier == nil
                ? leave(transfer, target, files, as: name, progress) : complete(transfer, files, progress)
            let events = try transfer.done
            try transfer.release(nextNumber: next) { progress(.readModels($0, of: events)) }
        } else if earlier == nil {
            // It is somebody's ledger, or this one's backup: nothing is put over it.
            throw LedgerError(.exists, ["path": target])
        }
        try transfer.target.close()
        let moved = try Self.open(target, isReadOnly: false, drivers: drivers, surroundings: surroundings)
        return Moved(
            target: target, events: try moved.head(), evidence: try moved.read { try $0.evidenceFiles() }.count,
            isResumed: isThere, problems: try moved.check(isLogChecked: !isReleased && earlier == nil))
    }

    /// An address as it is; a file by its whole path, so that `moved` says where it is to everybody.
    private static func named(_ place: String, _ drivers: Drivers) -> String {
        drivers.isServer(place) ? place : URL(fileURLWithPath: place).standardizedFileURL.path
    }

    private func transfer(to target: String, isThere: Bool, _ drivers: Drivers) throws -> LedgerTransfer {
        if isThere { return try begunTransfer(to: target, drivers) }
        guard !drivers.isServer(target) else {
            do {
                return try LedgerTransfer(from: store, to: try administrable(try drivers.create(target)), isEmpty: true)
            } catch let error as LedgerError where error.rule == .exists {
                // It came since it was looked for: what a killed move had sent took hold at the server after all.
                return try begunTransfer(to: target, drivers)
            }
        }
        // A file gets its name when it has its tables: what is found under it can be gone on with.
        try drivers.makeFolder(for: target)
        let making = WholeFile.making(target)
        defer { for suffix in ["", "-wal", "-shm"] { unlink(making + suffix) } }
        let empty = try drivers.create(making)
        _ = try LedgerTransfer(from: store, to: empty, isEmpty: true)
        try empty.close()
        try WholeFile.place(making, at: target)
        return try begunTransfer(to: target, drivers)
    }

    /// Asks that somebody can administer the ledger there: a login of another name opens it, and nobody is bound to that unless it was done before.
    private func administrable(_ target: any LedgerDatabase) throws -> any LedgerDatabase {
        let login = target.login ?? surroundings.login
        let shutOut = try read { reader -> Person? in
            // One that has ended already cannot bind anybody any more.
            guard try reader.movedTo() == nil else { return nil }
            let administrators = try reader.persons().filter { !$0.isRetired && $0.roles.contains(.admin) }
            let isSomebody = try administrators.contains { person in
                try person.logins.isEmpty || person.logins.contains(login)
                    || reader.keys(of: person.id).live != nil
            }
            return isSomebody ? nil : administrators.first
        }
        guard let shutOut else { return target }
        throw Complaint(
            77, "move.nobody",
            [
                "login": login, "person": shutOut.name,
                "logins": shutOut.logins.sorted().map { "--login \($0) " }.joined(),
            ])
    }

    /// Goes on with what is in the target.
    private func begunTransfer(to target: String, _ drivers: Drivers) throws -> LedgerTransfer {
        do {
            let there = try administrable(try drivers.open(target, false))
            return try LedgerTransfer(from: store, to: there, isEmpty: false)
        } catch let error as LedgerError where error.rule == .exists {
            throw LedgerError(.exists, ["path": target])
        }
    }

    /// Copies everything, and ends this ledger; returns the number of its next finding.
    private func leave(
        _ transfer: LedgerTransfer, _ target: String, _ files: EvidenceStore, as name: String?,
        _ progress: @escaping @Sendable (MoveStep) -> Void
    ) throws -> FindingNumber {
        var given: Set<String> = []
        var compared = transfer.nothingCompared
        let digests = try read { reader in
            try transfer.copy(reader, upTo: try reader.head()) { progress(.events($0, of: $1)) }
            try transfer.compare(&compared, reader)
            return try reader.evidenceFiles()
        }
        try give(digests, to: files, &given, progress)
        var next = FindingNumber(1)
        _ = try write("move \(target)", as: name, WriteOptions()) { session, actor, author in
            try actor.mayManage([.admin])
            // Whoever would write waits now: what came meanwhile is little.
            let reader = session.reader
            try transfer.copy(reader, upTo: try reader.head()) { progress(.events($0, of: $1)) }
            try give(try reader.evidenceFiles(), to: files, &given, progress)
            try transfer.compare(&compared, reader)
            try transfer.compareRecords(reader)
            next = try reader.nextNumber()
            try session.append(.ledger(.moved(to: target)), to: .ledger(reader.ledger), by: author)
            return nil
        }
        return next
    }

    /// What is left of a move that was broken off after this ledger had ended: the copy is held against it once more.
    private func complete(
        _ transfer: LedgerTransfer, _ files: EvidenceStore, _ progress: @escaping @Sendable (MoveStep) -> Void
    ) throws -> FindingNumber {
        var given: Set<String> = []
        return try read { reader in
            let last = try reader.head() - 1
            try transfer.copy(reader, upTo: last) { progress(.events($0, of: $1)) }
            try give(try reader.evidenceFiles(), to: files, &given, progress)
            guard try transfer.merkle().root == reader.roots(at: [last])[last] else {
                throw LedgerError(.damaged, ["why": "root"])
            }
            return try reader.nextNumber()
        }
    }

    /// Gives files to another store, each verified by its digest.
    private func give(
        _ all: [EvidenceFile], to files: EvidenceStore, _ given: inout Set<String>, _ progress: (MoveStep) -> Void
    ) throws {
        for file in all where !given.contains(file.digest) {
            if try files.problem(with: file, store.settings.crypto) != nil {
                guard try evidence.give(file, to: files, store.settings.crypto) else {
                    throw Complaint(65, "evidence.missing", ["name": file.name, "digest": file.digest])
                }
            }
            given.insert(file.digest)
            progress(.evidence(given.count, of: all.count))
        }
    }
}
