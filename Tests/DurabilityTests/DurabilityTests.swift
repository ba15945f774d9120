import Foundation
import Office
import Testing

/// Every kind of write on a disk that fails (proof.md, 5): what was acknowledged is there, the rest is not, and the ledger is whole.
@Suite("Durability")
struct DurabilityTests {
    /// Trials of one kind of write in turn.
    struct Trials {
        var acknowledged = 0
        var lost = 0
        var cut = 0
        var points = 0
    }

    /// Runs each command with each fault on a fresh copy of the village.
    private func tried(
        _ writing: Writing, _ label: String, _ faults: (_ calls: Int, _ share: Int) -> [FaultyDisk.Fault],
        _ check: (FaultyDisk.Fault, FaultyDisk.Ending, Bool) -> Void
    ) throws -> Trials {
        let village = try Village.made.get()
        let before = village.head
        let name = "\(label)-\(writing.kind)"
        var trials = Trials()
        for command in writing.commands {
            let counted = try village.copy(name)
            let calls = try FaultyDisk.calls(writing.arguments(command, counted), in: counted)
            for fault in faults(calls, writing.commands.count) {
                let folder = try village.copy(name)
                let ending = try FaultyDisk.run(writing.arguments(command, folder), in: folder, fault)
                let happened = try writing.happened(folder, before)
                trials.points += 1
                if ending.isAcknowledged { trials.acknowledged += 1 } else { trials.cut += 1 }
                if ending.isAcknowledged, !happened { trials.lost += 1 }
                check(fault, ending, happened)
            }
        }
        print(
            "\(label) · \(writing.kind): \(trials.points) points, \(trials.acknowledged) acknowledged, \(trials.cut) cut short, \(trials.lost) lost"
        )
        return trials
    }

    /// At most so many calls, evenly, the first and the last among them.
    private static func spread(_ calls: Int, _ most: Int) -> [Int] {
        guard calls > most else { return Array(1...max(1, calls)) }
        return (0..<most).map { 1 + $0 * (calls - 1) / (most - 1) }
    }

    @Test("kill -9 before, in and after writes and syncs, at 200 points and more", arguments: Writing.all)
    func killed(writing: Writing) throws {
        let trials = try tried(writing, "kill") { calls, commands in
            let each = 207 / commands
            let parts = calls * 3 <= each * 2 || calls < each ? [0, 1, 2] : [1]
            return Self.spread(calls, each / parts.count).flatMap { call in
                parts.map { .kill(call: call, part: $0) }
            }
        } _: { fault, ending, happened in
            #expect(ending.code == 137 || ending.code == 0, "\(fault): \(ending.errors)")
            #expect(!ending.isAcknowledged || happened, "\(fault): acknowledged and lost")
        }
        #expect(trials.points >= 200 || writing.hasFewCalls, "\(trials.points)")
        #expect(trials.cut > trials.points / 2)
    }

    @Test(
        "power lost at any call and at the end: what was not synced is gone, what was acknowledged is not",
        arguments: Writing.all)
    func power(writing: Writing) throws {
        let trials = try tried(writing, "power") { calls, commands in
            let each = 30 / commands
            return Self.spread(calls, each).flatMap { call -> [FaultyDisk.Fault] in
                [.power(call: call, survivors: call % 2 == 0 ? 0 : call, syncs: true)]
            } + (0...3).map { .power(call: 0, survivors: $0, syncs: true) }
        } _: { fault, ending, happened in
            #expect(!ending.isAcknowledged || happened, "\(fault): acknowledged and lost")
        }
        #expect(trials.acknowledged >= 4, "nothing was acknowledged before the power went")
    }

    @Test("the control: without syncs the same power loss loses what was acknowledged")
    func control() throws {
        let writing = try #require(Writing.all.first)
        let trials = try tried(writing, "control") { _, _ in
            [.power(call: 0, survivors: 0, syncs: false)]
        } _: { _, _, _ in
        }
        #expect(trials.acknowledged == writing.commands.count)
        #expect(trials.lost == trials.acknowledged, "the simulation does not lose anything: it proves nothing")
    }

    @Test("no room from any call on: its sentence, exit 74, nothing half written", arguments: Writing.all)
    func full(writing: Writing) throws {
        let trials = try tried(writing, "full") { calls, commands in
            Self.spread(calls, 24 / commands).map { .full(call: $0) }
        } _: { fault, ending, happened in
            #expect([0, 74].contains(ending.code), "\(fault): \(ending.code) \(ending.errors)")
            #expect(ending.code == 0 || ending.errors.contains("ledger.full"), "\(fault): \(ending.errors)")
            #expect(happened == (ending.code == 0) || !writing.tells, "\(fault): \(ending.code), happened \(happened)")
        }
        #expect(trials.cut > 0)
    }
}

extension Writing {
    /// Whether its outcome can be told apart from its absence.
    var tells: Bool { kind != "rebuild" }
    /// Whether it makes too few calls for two hundred points: all of them are tried then, before, in and after.
    var hasFewCalls: Bool { ["init", "backup", "restore", "rebuild"].contains(kind) }
}
