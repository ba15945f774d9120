internal import Wording

/// The ledger's server does not answer: since when, and how many acts wait for it. What is on the screen stays, and is read on.
package struct Absence: Hashable, Sendable {
    /// The hour and minute, in the ledger's time zone.
    package let since: String
    /// Acts that are sent, each once, when it is back.
    package let waiting: Int

    package init(since: String, waiting: Int) {
        self.since = since
        self.waiting = waiting
    }
}

extension UIState {
    /// What stands where something was asked for and is not there yet.
    var unread: String { words[absence == nil ? "board.loading" : "absence.unread"] }

    /// The server went away or came back. After it came back everything that was asked meanwhile, and may have been left out, is asked again.
    mutating func take(_ absence: Absence?) -> [Effect] {
        let wasAbsent = self.absence != nil
        self.absence = absence
        let isOver = Notice(.done, words["absence.over"])
        if absence != nil, notice == isOver { notice = nil }
        guard absence == nil, wasAbsent else { return [] }
        notice = isOver
        return tab == .meeting ? loadMeeting() : reload()
    }
}
