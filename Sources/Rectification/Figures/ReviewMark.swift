/// How a finding fared in review, as far as rates are counted from it (domain §6). What an older ledger claims has none of them.
package enum ReviewMark: String, Sendable, CaseIterable {
    /// Closed here at least once, whatever became of it: what a relapse rate is of.
    case closedHere
    /// A review decided about it at least once: what a first-pass rate is of.
    case decided
    /// … and the first round did not send it back.
    case passedFirst
    /// Closed by review after the date first agreed.
    case late
    /// Closed by review with a granted extension.
    case extended
}

extension Finding {
    package var reviewMarks: Set<ReviewMark> {
        var marks: Set<ReviewMark> = []
        let closedHere = closure.map { $0.kind != .broughtForward } ?? false
        if closedHere || (relapses > 0 && closure?.kind != .broughtForward) { marks.insert(.closedHere) }
        let wasRefused = opinions.contains { $0.verdict.code == .disagree }
        if wasRefused || relapses > 0 || closedHere {
            marks.insert(.decided)
            if !opinions.contains(where: { $0.reviewRound == 1 && $0.verdict.code == .disagree }) {
                marks.insert(.passedFirst)
            }
        }
        if let closure, closure.kind == .full {
            if let day = originalDeadline.day, closure.on > day { marks.insert(.late) }
            if grantedExtensions > 0 { marks.insert(.extended) }
        }
        return marks
    }
}
