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
    let worker: BoardWorker
    private let counter: BoardWorker
    /// Looks for suggestions, which takes seconds.
    private let grouper: GroupWorker
    private let clerk: CommandWorker
    var state: UIState
    /// Something was asked of the store since the last frame.
    var isAsking = false
    /// How often a PIN was asked for.
    var pinsAsked = 0
    /// What was shown last.
    private var picture: Picture?
    private let variables = GlobalOptions.environment
    private var appearance: Appearance
    /// Where copies of evidence are that were opened; made with the first.
    private var copies: PrivateFolder?

    init(_ global: GlobalOptions) throws {
        self.global = global
        let configuration = try Configuration.ofUser.get()
        appearance = Appearance(configuration, variables)
        PrivateFolder.sweep(variables)
        let ledger: OpenLedger
        var barred = global.barred
        do {
            ledger = try global.open(forReading: barred != nil, patience: .zero)
        } catch let error as LedgerError where error.leavesReading && barred == nil {
            barred = Complaint(error)
            ledger = try global.open(forReading: true, patience: .zero)
        }
        let (actor, policy) = try ledger.read { reader in
            (try Self.actor(global, reader, ledger.surroundings.login), try ledger.policy(reader))
        }
        let keys = UnlockedKeys(Keyring(file: nil, environment: GlobalOptions.environment))
        let zone = ledger.store.settings.zone
        let now = ledger.surroundings.now
        let link = ServerLink(mailbox) { String(now().clockText(in: zone).prefix(5)) }
        worker = BoardWorker(ledger, global, keys, link, mailbox)
        counter = BoardWorker(try ledger.beside(), global, keys, link, mailbox)
        grouper = GroupWorker(global, mailbox)
        clerk = CommandWorker(global, barred: barred, mailbox)
        state = UIState(
            setting: BoardSetting(
                words: global.words, ledgerName: ledger.store.settings.name,
                isPractice: ledger.store.settings.isPractice,
                barred: barred.map { Message.Trouble($0) }, zone: ledger.store.settings.zone, policy: policy,
                actor: actor),
            size: Size(columns: 80, rows: 24), today: ledger.today)
        state.head = try ledger.head()
        state.setting.publicCalendar = PublicCalendar.bundled
        state.setting.keymap = try BoardKeys.keymap(configuration, path: Configuration.path(variables))
    }

    /// A named person must exist; a login that is bound to nobody may still look.
    private static func actor(_ global: GlobalOptions, _ reader: LedgerReader, _ login: String) throws -> Person? {
        if let name = global.actor { return try reader.actor(named: name, login: login) }
        return try? reader.actor(named: nil, login: login)
    }

    mutating func run() throws {
        // However it ends, what was typed last is kept.
        defer { worker.flush() }
        if let signal = try loop() { throw SignalledEnd(number: signal) }
    }

    /// Returns the signal that ended it. The terminal is given back when this returns or throws.
    private mutating func loop() throws -> Int32? {
        // The ledger is asked for its first cards while the terminal is made ready.
        if let size = CursesTerminal.sizeAhead() { state.size = size }
        for effect in state.start() { ask(effect) }
        var terminal = try openTerminal()
        defer { copies?.remove() }
        if appearance.asksForWidth { terminal.askForWidth() }
        if terminal.size != state.size { perform(state.update(.resized(terminal.size)), &terminal) }
        HeadWatch.start(worker.ledger.seen, global, mailbox)
        settle(&terminal, milliseconds: 40)
        var asksForGround = appearance.asksForGround
        var outcome = Outcome.redraw
        while outcome == .redraw {
            terminal.take(appearance.theme)
            // Whatever is measured and drawn below agrees on the width of every character.
            outcome = Drawing.$current.withValue(appearance.drawing) {
                show(&terminal)
                if asksForGround { terminal.askForGround() }
                asksForGround = false
                StartPages.release()
                return turn(&terminal)
            }
        }
        if case .signal(let number) = outcome { return number }
        return nil
    }

    /// Shows the state as it is.
    mutating func show(_ terminal: inout CursesTerminal) {
        let next = state.picture(after: picture)
        terminal.show(next.frame)
        picture = next
    }

    private func openTerminal() throws -> CursesTerminal {
        try LocaleCheck.requireUTF8(variables)
        do {
            return try CursesTerminal(appearance.theme, mouse: appearance.configuration.mouse)
        } catch let problem as CursesTerminal.Unavailable {
            let facts = ["term": variables["TERM"] ?? ""]
            switch problem {
            case .noTerminal: throw Complaint(64, "board.noTerminal")
            case .unknown: throw Complaint(64, "board.terminalUnknown", facts)
            case .dumb: throw Complaint(64, "board.terminalDumb", facts)
            case .noUTF8: throw Complaint(64, "board.noUTF8", ["locale": "C"])
            }
        }
    }

    private enum Outcome: Equatable {
        case ended
        case signal(Int32)
        /// The terminal said something of itself by which everything looks different.
        case redraw
    }

    /// Key by key, until it ends.
    private mutating func turn(_ terminal: inout CursesTerminal) -> Outcome {
        var lastLook = ContinuousClock.now
        var lastFrame = ContinuousClock.now
        var needsFrame = false
        while !state.isEnding {
            terminal.wait(milliseconds: 250)
            if let signal = terminal.signal { return .signal(signal) }
            terminal.drainWakes()
            var isChanged = terminal.followJobControl()
            if take(&terminal) { isChanged = true }
            let (keys, reports) = terminal.input()
            if press(keys, &terminal) { isChanged = true }
            if state.isEnding { return .ended }
            if terminal.size != state.size {
                perform(state.update(.resized(terminal.size)), &terminal)
                isChanged = true
            }
            if ContinuousClock.now - lastLook > .milliseconds(240) {
                lastLook = .now
                worker.look(since: state.head, today: state.today)
            }
            var isDifferent = false
            for report in reports where appearance.take(report) { isDifferent = true }
            if isDifferent { return .redraw }
            if isChanged { needsFrame = true }
            // While more keys wait, theirs is the frame to draw.
            guard needsFrame, !terminal.hasInput || .now - lastFrame > .milliseconds(40) else { continue }
            settle(&terminal, milliseconds: 3)
            show(&terminal)
            lastFrame = .now
            needsFrame = false
        }
        return .ended
    }

    /// Gives keys to the reducer; false when there were none.
    private mutating func press(_ keys: [KeyPress], _ terminal: inout CursesTerminal) -> Bool {
        if state.isBurst(keys) {
            perform(state.update(.burst(keys)), &terminal)
            return true
        }
        for (index, key) in keys.enumerated() {
            // A key typed ahead is meant for what the key before it opens.
            if index > 0 { settle(&terminal, milliseconds: 100, isForKeys: true) }
            let before = pinsAsked
            perform(state.update(.key(key)), &terminal)
            // What came with the key that asked for a PIN is neither a command nor part of it.
            if state.isEnding || pinsAsked != before { return true }
        }
        return !keys.isEmpty
    }

    /// Takes the answers that have come; true when there were any.
    private mutating func take(_ terminal: inout CursesTerminal) -> Bool {
        let messages = mailbox.take()
        for message in messages { perform(state.update(message), &terminal) }
        return !messages.isEmpty
    }

    /// Waits a little for answers, so that one key is one frame; a slow answer comes with a later one.
    ///
    /// - Parameter isForKeys: whether keys follow, which may walk to what no frame shows yet.
    mutating func settle(_ terminal: inout CursesTerminal, milliseconds: Int, isForKeys: Bool = false) {
        guard isAsking else { return }
        isAsking = false
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        mailbox.listen()
        repeat { _ = take(&terminal) } while (isForKeys ? worker.isBusy : worker.isAwaited) && mailbox.wait(until: end)
        _ = take(&terminal)
    }

    mutating func perform(_ effects: [Effect], _ terminal: inout CursesTerminal) {
        for effect in effects {
            switch effect {
            case .copy(let text): terminal.copy(text, isInTmux: !(variables["TMUX"] ?? "").isEmpty)
            case .redraw: terminal.redraw()
            case .suspend: terminal.suspend()
            case .edit(let text):
                let programs = programs
                say(&terminal, Result { try programs.edit(text, &terminal) }.map { .edited($0) })
            case .open(let file): open(file, &terminal)
            case .meeting(.unlock(let person)): askForPIN(of: person, &terminal)
            case _: ask(effect)
            }
        }
    }

    /// Gives the workers what they do without the terminal.
    private mutating func ask(_ effect: Effect) {
        switch effect {
        case .copy, .redraw, .suspend, .edit, .open: break
        case .count, .countLanes, .frequency: counter.perform(effect)
        case .run(let line): clerk.run(line, as: worker.actorName)
        case .triage(.suggest(let generation)): grouper.group(generation: generation)
        case .cancel:
            worker.cancel()
            grouper.cancel()
            counter.cancel()
            clerk.cancel()
        case .forget, .saveDraft, .history, .drafts, .intake(.keep), .intake(.forget): worker.perform(effect)
        case .meeting, .intake, .units, .triage, .figures, .load, .desk, .dossier, .admissions, .bulkAdmissions,
            .perform, .performBulk, .file, .undo, .undoOperation, .suggest, .understand, .newest, .dropDraft,
            .findDraft, .people, .actAs, .savedFilters, .storeFilters, .resolveFilter, .locate, .complete, .evidence:
            worker.perform(effect)
            isAsking = true
        }
    }
}

extension BoardDriver {
    private var programs: OutsidePrograms {
        OutsidePrograms(configuration: appearance.configuration, variables: variables)
    }

    /// Tells the reducer how something went that another program had its part in.
    private mutating func say(_ terminal: inout CursesTerminal, _ outcome: Result<Message, any Error>) {
        switch outcome {
        case .success(let message): perform(state.update(message), &terminal)
        case .failure(let error): perform(state.update(.refused(Message.Trouble(Complaint(error)))), &terminal)
        }
    }

    private mutating func open(_ file: EvidenceFile, _ terminal: inout CursesTerminal) {
        let outcome = Result { () throws -> Message in
            let folder = try copies ?? PrivateFolder(variables)
            copies = folder
            switch try programs.open(file, of: worker.ledger, folder, &terminal) {
            case .shown: return .opened(file, copiedTo: nil)
            case .copied(let place): return .opened(file, copiedTo: place)
            }
        }
        say(&terminal, outcome)
    }
}

/// The board was ended by a signal; exit 128 + n.
struct SignalledEnd: Error {
    let number: Int32
}
