import BoardUI
import Synchronization

/// A question that a newer one of its kind takes the place of.
struct Asking: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case column(Int)
        case counts
        case desk
        case deskCounts
        case unitPage
    }

    let kind: Kind
    let generation: Int
}

extension Effect {
    /// What is asked again whenever the screen is about something else; `nil` for what is answered in any case.
    var asking: Asking? {
        switch self {
        case .load(let ask): Asking(kind: .column(ask.column), generation: ask.generation)
        case .count(_, let generation): Asking(kind: .counts, generation: generation)
        case .desk(.load(let ask)): Asking(kind: .desk, generation: ask.generation)
        case .desk(.groups(_, _, _, let generation)): Asking(kind: .desk, generation: generation)
        case .desk(.count(_, let generation)): Asking(kind: .deskCounts, generation: generation)
        // A key that is held asks for every unit on the way.
        case .units(.page(_, let generation)): Asking(kind: .unitPage, generation: generation)
        case _: nil
        }
    }
}

/// Which question of each kind is the newest, and which is being answered: nobody waits for cards under a filter that was left.
final class Askings: Sendable {
    private let newest = Mutex<[Asking.Kind: Int]>([:])
    private let running = Mutex<Asking?>(nil)

    /// Notes that it was asked; returns what is being answered though nobody waits for it any more.
    func note(_ asking: Asking) -> Asking? {
        newest.withLock { $0[asking.kind] = asking.generation }
        return running.withLock { $0 }.flatMap { isNewest($0) ? nil : $0 }
    }

    func isNewest(_ asking: Asking) -> Bool { newest.withLock { $0[asking.kind] == asking.generation } }

    func isRunning(_ asking: Asking) -> Bool { running.withLock { $0 == asking } }

    func answering<Value>(_ asking: Asking?, _ body: () throws -> Value) rethrows -> Value {
        running.withLock { $0 = asking }
        defer { running.withLock { $0 = nil } }
        return try body()
    }
}
