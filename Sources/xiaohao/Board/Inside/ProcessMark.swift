import Foundation

/// One run of a program: its number alone may be another's later.
enum ProcessMark {
    static let own = mark(of: getpid()) ?? ""

    /// Whether the run goes on.
    static func isAlive(_ mark: String) -> Bool {
        guard let number = mark.split(separator: "-").first.flatMap({ pid_t($0) }) else { return false }
        return self.mark(of: number) == mark
    }

    /// The number, and when it began in ticks since the machine did (proc(5), the 22nd field of `stat`); `nil` when there is no such process.
    private static func mark(of number: pid_t) -> String? {
        guard let data = FileManager.default.contents(atPath: "/proc/\(number)/stat"),
            let text = String(data: data, encoding: .utf8), let name = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[name...].split(separator: " ")
        // One that ended and was not waited for is gone too.
        return fields.indices.contains(20) && fields[1] != "Z" ? "\(number)-\(fields[20])" : nil
    }
}
