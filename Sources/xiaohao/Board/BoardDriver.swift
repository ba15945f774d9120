import BoardUI
import Foundation
import Ledger
import Office
import Rectification
import Requests
import Screen
import Terminal
import Wording

/// Performs effects and feeds what comes of them back: the loop around the reducer.
struct BoardDriver {
    private let global: GlobalOptions
    private let mailbox = Mailbox()
    private let worker: BoardWorker
    private let counter: BoardWorker
    private var state: UIState
    /// Something was asked of the store since the last frame.
    private var isAsking = false

    init(_ global: GlobalOptions) throws {
        self.global = global
        let ledger: OpenLedger
        var isReadOnly = global.isReadOnly
        do {
            ledger = try global.open(forReading: isReadOnly)
        } catch let error as LedgerError where error.rule == .readOnly && !isReadOnly {
            isReadOnly = true
            ledger = try global.open(forReading: true)
        }
        let (actor, policy) = try ledger.read { reader in
            (try Self.actor(global, reader), try ledger.policy(reader))
        }
        worker = BoardWorker(ledger, actor: global.actor, mailbox)
        counter = BoardWorker(try global.open(forReading: true), actor: global.actor, mailbox)
        state = UIState(
            setting: BoardSetting(
                words: global.words, ledgerName: ledger.store.settings.name,
                isPractice: ledger.store.settings.isPractice,
                isReadOnly: isReadOnly, zone: ledger.store.settings.zone, policy: policy, actor: actor),
            size: Size(columns: 80, rows: 24), today: ledger.today)
        state.head = try ledger.head()
    }

    /// A named person must exist; a login that is bound to nobody may still look.
    private static func actor(_ global: GlobalOptions, _ reader: LedgerReader) throws -> Person? {
        if let name = global.actor { return try reader.actor(named: name, login: NSUserName()) }
        return try? reader.actor(named: nil, login: NSUserName())
    }

    mutating func run() throws {
        let signal = try loop()
        if let signal { throw SignalledEnd(number: signal) }
    }

    /// Returns the signal that ended it. The terminal is given back when this returns or throws.
    private mutating func loop() throws -> Int32? {
        let variables = GlobalOptions.environment
        var terminal: CursesTerminal
        do {
            terminal = try CursesTerminal(usesColour: (variables["NO_COLOR"] ?? "").isEmpty)
        } catch {
            throw Complaint(64, "board.noTerminal")
        }
        state.size = terminal.size
        perform(state.start(), &terminal)
        settle(&terminal, milliseconds: 40)
        terminal.show(state.frame())
        var lastLook = ContinuousClock.now
        while !state.isEnding {
            terminal.wait(milliseconds: 250)
            if let signal = terminal.signal { return signal }
            terminal.drainWakes()
            var isChanged = take(&terminal)
            let keys = terminal.keys()
            let isBurst = state.isBurst(keys)
            if isBurst {
                perform(state.update(.burst(keys)), &terminal)
                isChanged = true
            }
            for (index, key) in keys.enumerated() where !isBurst {
                // A key typed ahead is meant for what the key before it opens.
                if index > 0 { settle(&terminal, milliseconds: 100) }
                perform(state.update(.key(key)), &terminal)
                isChanged = true
                if state.isEnding { return nil }
            }
            if terminal.size != state.size {
                perform(state.update(.resized(terminal.size)), &terminal)
                isChanged = true
            }
            if ContinuousClock.now - lastLook > .milliseconds(240) {
                lastLook = .now
                worker.look(since: state.head, today: state.today)
            }
            if isChanged {
                settle(&terminal, milliseconds: 3)
                terminal.show(state.frame())
            }
        }
        return nil
    }

    /// Takes the answers that have come; true when there were any.
    private mutating func take(_ terminal: inout CursesTerminal) -> Bool {
        let messages = mailbox.take()
        for message in messages { perform(state.update(message), &terminal) }
        return !messages.isEmpty
    }

    /// Waits a little for answers, so that one key is one frame; a slow answer comes with a later one.
    private mutating func settle(_ terminal: inout CursesTerminal, milliseconds: Int) {
        guard isAsking else { return }
        isAsking = false
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while worker.isBusy, mailbox.wait(until: end) { _ = take(&terminal) }
        _ = take(&terminal)
    }

    private mutating func perform(_ effects: [Effect], _ terminal: inout CursesTerminal) {
        for effect in effects {
            switch effect {
            case .copy(let text): terminal.copy(text)
            case .redraw: terminal.redraw()
            case .suspend: terminal.suspend()
            case .count: counter.perform(effect)
            case .load, .dossier, .admissions, .perform, .file, .suggest, .suggestRounds, .people, .actAs,
                .resolveFilter:
                worker.perform(effect)
                isAsking = true
            }
        }
    }
}

/// The board was ended by a signal; exit 128 + n.
struct SignalledEnd: Error {
    let number: Int32
}
