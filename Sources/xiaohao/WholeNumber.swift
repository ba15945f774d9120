/// What an option takes that counts things or names one by its number: whole, and no less than nothing.
enum WholeNumber {
    /// Throws `NotOne`, of which `usage.notANumber` is made.
    static func read(_ text: String) throws -> Int {
        guard let number = Int(text), number >= 0 else { throw NotOne() }
        return number
    }

    /// The parser puts its description behind its own sentence, where `UsageFault` finds it.
    struct NotOne: Error, CustomStringConvertible {
        let description = "not a number"
    }
}
