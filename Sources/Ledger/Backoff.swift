/// How long to wait before the next try: twice as long each time, up to a limit, and never all at once with others who wait for the same.
package struct Backoff: Sendable {
    private var step: Duration
    private let most: Duration

    package init(first: Duration = .milliseconds(250), most: Duration = .seconds(8)) {
        step = first
        self.most = most
    }

    /// The pause before the next try.
    ///
    /// - Parameter chance: between 0 and 1; shortens or lengthens the pause by up to a half.
    package mutating func next(_ chance: Double) -> Duration {
        defer { step = min(most, step * 2) }
        return step * (0.5 + chance)
    }
}
