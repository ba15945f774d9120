import BoardUI
import Ledger
import Office
import Rectification
import Synchronization

/// Whether the ledger's server answers, when it is tried next, and what waits for it.
final class ServerLink: Sendable {
    /// An act whose answer did not come; sent again it happens once.
    struct Held: Sendable {
        let effect: Effect
        let operation: OperationID
        let error: LedgerError
    }

    private struct State {
        /// Since when it is away, by the clock.
        var since: String?
        var error = LedgerError(.unavailable)
        var backoff = Backoff()
        var next = ContinuousClock.now
        var held: [Held] = []

        var absence: Absence? { since.map { Absence(since: $0, waiting: held.count) } }
    }

    private let state = Mutex(State())
    private let mailbox: Mailbox
    private let clock: @Sendable () -> String

    /// - Parameter clock: the hour and minute.
    init(_ mailbox: Mailbox, clock: @escaping @Sendable () -> String) {
        self.mailbox = mailbox
        self.clock = clock
    }

    /// What was said when it went away; `nil` while it answers.
    var absence: LedgerError? { state.withLock { $0.since == nil ? nil : $0.error } }
    /// The last try went well, or enough time has passed since.
    var mayTry: Bool { state.withLock { $0.next <= .now } }

    /// A server that is there said no, as to a login that lost its right: whoever asks on three times a second would fill its log.
    func putOff() { state.withLock { $0.next = .now + $0.backoff.next(.random(in: 0...1)) } }

    /// A try went well.
    func answered() { state.withLock { if $0.since == nil { $0.backoff = Backoff() } } }

    /// A try went wrong; the next one is later.
    func lose(_ error: LedgerError) {
        let isNew = change { state in
            let isNew = state.since == nil
            if isNew {
                state.since = clock()
                state.error = LedgerError(.unavailable, error.facts)
                state.backoff = Backoff()
            }
            state.next = .now + state.backoff.next(.random(in: 0...1))
            return isNew
        }
        if isNew { DiagnosticLog.note(Complaint(error), CommandLine.arguments) }
    }

    func hold(_ held: Held) { change { $0.held.append(held) } }

    /// It answers again; returns what waited, in order.
    func come() -> [Held] {
        DiagnosticLog.note("server-back")
        return change { state in
            defer { state = State() }
            return state.held
        }
    }

    /// Lets go of what waits.
    func drop() -> [Held] {
        change { state in
            defer { state.held = [] }
            return state.held
        }
    }

    /// Tells the screen when anything it shows is different.
    @discardableResult
    private func change<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
        let (value, before, after) = state.withLock { state in
            let before = state.absence
            let value = body(&state)
            return (value, before, state.absence)
        }
        if before != after { mailbox.post(.absent(after)) }
        return value
    }
}

extension Effect {
    /// What an effect wants of the ledger.
    enum Need {
        /// Nothing: it is done whether the server answers or not.
        case none
        /// Something to look at, which is asked for again when the server comes back.
        case look
        /// An answer that somebody waits for.
        case answer
        /// To write.
        case write
    }

    var need: Need {
        switch self {
        case .load, .count, .countLanes, .dossier, .suggest, .understand, .complete: .look
        case .frequency, .resolveFilter, .locate, .admissions, .bulkAdmissions, .undo, .newest, .people, .actAs,
            .evidence:
            .answer
        case .perform, .performBulk, .file, .undoOperation: .write
        case .saveDraft, .dropDraft, .findDraft, .drafts, .savedFilters, .storeFilters, .history, .run, .cancel,
            .forget,
            .edit, .open, .copy, .suspend, .redraw:
            .none
        case .desk(let effect):
            switch effect {
            case .load, .groups, .count: .look
            case .act, .propose, .export: .answer
            case .press: .write
            }
        case .intake(let effect):
            switch effect {
            case .take, .judge, .resolve: .answer
            case .file: .write
            case .keep, .forget, .recall: .none
            }
        case .triage(let effect):
            switch effect {
            case .lists, .rows, .sheet, .letter, .search: .look
            case .paper, .report, .neighbours: .answer
            case .accept, .dismiss, .form, .ask, .draft, .askLetter, .undo, .restore: .write
            // It has a connection of its own.
            case .suggest: .none
            }
        case .units(let effect):
            switch effect {
            case .children, .troubles, .page, .findings, .find: .look
            case .reveal, .export: .answer
            }
        case .figures(let effect):
            switch effect {
            case .load: .look
            case .export: .answer
            }
        case .meeting(let effect):
            switch effect {
            case .load, .list: .look
            case .reviewers: .answer
            case .open, .add, .ask, .opine, .adjourn: .write
            case .rest, .unlock, .lock: .none
            }
        }
    }
}

extension LedgerError {
    /// The server did not answer, or not to the end.
    var isOfAnAbsence: Bool { rule == .unavailable || rule == .outcomeUnknown }
}
