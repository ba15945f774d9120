internal import Rectification

/// A unit as somebody wrote it: its name, or names above it and its own.
struct WrittenUnit {
    /// From the top down.
    let names: [String]

    init(_ written: String) {
        names = written.split(whereSeparator: { $0 == "/" || $0 == "／" })
            .map { String($0).trimmed }.filter { !$0.isEmpty }
    }

    /// Every written name must stand in the chain, in order, from the bottom up.
    func means(_ chain: [Organisation]) -> Bool {
        var rest = chain[...]
        for name in names.reversed() {
            guard let index = rest.firstIndex(where: { $0.name == name }) else { return false }
            rest = rest[(index + 1)...]
        }
        return true
    }
}
