/// The steps of a common issue or a letter that may be taken back, oldest first.
extension Array {
    /// How many in a row may be taken back.
    private static var depth: Int { 20 }

    /// Notes what an event leaves to be taken back.
    ///
    /// - Parameters:
    ///   - step: of an event that may be; `nil` for one that may not, on which nothing before it can be taken back either.
    ///   - isUndo: it took back the last step, and what that stood on can be taken back in its turn.
    mutating func note(_ step: Element?, isUndo: Bool) {
        guard let step else {
            if !isUndo { removeAll() }
            return
        }
        append(step)
        if count > Self.depth { removeFirst() }
    }
}
