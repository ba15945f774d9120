internal import CPostgres
import Ledger

/// Where a ledger on a server is: what libpq takes, and the schema after `#` (`xiaohao` unless named).
package struct PostgresAddress: Hashable, Sendable {
    /// Without the fragment.
    package let url: String
    package let schema: String

    package static let defaultSchema = "xiaohao"

    private static let schemes = ["postgres://", "postgresql://"]

    /// Whether a place is named by an address rather than by a path: also one of a kind that no ledger is kept at, so that no file gets its name.
    package static func isAddress(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let scheme = text.utf8[..<colon]
        if scheme.elementsEqual("postgres".utf8) || scheme.elementsEqual("postgresql".utf8) { return true }
        guard text.utf8[colon...].starts(with: "://".utf8), let first = scheme.first else { return false }
        // A letter, then letters, digits, `+`, `.` and `-`. Every command asks, so nothing is made ready for one question.
        func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }
        return isLetter(first)
            && scheme.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == 43 || $0 == 45 || $0 == 46 }
    }

    /// Throws `LedgerError`: noLibrary, badAddress, passwordInAddress.
    package init(_ text: String) throws {
        guard Self.schemes.contains(where: text.hasPrefix) else {
            let scheme = text.prefixMatch(of: #/[^:]*:\/*/#).map { String($0.output) } ?? text
            throw LedgerError(.badAddress, ["path": Self.shown(text), "why": scheme])
        }
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        url = String(parts.first ?? "")
        schema = parts.count > 1 ? String(parts[1]) : Self.defaultSchema
        let isName =
            schema.utf8.count <= 40 && schema.utf8.first.map { (97...122).contains($0) } == true
            && schema.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
        let shown = Self.shown(text)
        guard isName, !schema.hasPrefix("pg_") else {
            throw LedgerError(.badAddress, ["path": shown, "why": "#\(schema)"])
        }
        let library = try openedLibrary().pointee
        var problem: UnsafeMutablePointer<CChar>?
        guard let options = library.conninfoParse(url, &problem) else {
            let why = problem.map { String(cString: $0) } ?? ""
            library.freemem(problem)
            throw LedgerError(.badAddress, ["path": shown, "why": Self.badPart(of: why) ?? why.trimmingNewlines])
        }
        defer { library.conninfoFree(options) }
        var option = options
        while let keyword = option.pointee.keyword {
            if ["password", "sslpassword"].contains(String(cString: keyword)), option.pointee.val != nil {
                throw LedgerError(.passwordInAddress, ["path": shown])
            }
            option += 1
        }
    }

    /// The part of an address that libpq will not take, as `sslmode=foo`; `nil` when its words are about something else.
    static func badPart(of message: String) -> String? {
        if let match = message.firstMatch(of: #/invalid URI query parameter: "([^"]*)"/#) {
            return "\(match.output.1)="
        }
        if let match = message.firstMatch(of: #/invalid integer value "([^"]*)" for connection option "([^"]*)"/#) {
            return "\(match.output.2)=\(match.output.1)"
        }
        if let match = message.firstMatch(of: #/definition of service "([^"]*)" not found/#) {
            return "service=\(match.output.1)"
        }
        if let match = message.firstMatch(of: #/invalid port number: "([^"]*)"/#) { return "port=\(match.output.1)" }
        if let match = message.prefixMatch(of: #/invalid ([a-z_]+) value: "([^"]*)"/#) {
            return "\(match.output.1)=\(match.output.2)"
        }
        return nil
    }

    /// The address as it may stand on a screen: whatever could be a password is left out.
    package static func shown(_ text: String) -> String {
        var text = text
        if let scheme = text.firstRange(of: "://") {
            let rest = text[scheme.upperBound...]
            let authority = rest.prefix { $0 != "/" && $0 != "?" }
            if let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") {
                text.removeSubrange(colon..<at)
            }
        }
        if let secret = text.firstRange(of: "password=") {
            let end = text[secret.upperBound...].firstIndex { $0 == "&" || $0 == "#" } ?? text.endIndex
            text.replaceSubrange(secret.upperBound..<end, with: "…")
        }
        return text
    }
}

extension String {
    /// One line: libpq ends its messages with a line feed and continues them on tabbed ones.
    var trimmingNewlines: String {
        split(whereSeparator: { $0 == "\n" || $0 == "\t" }).joined(separator: " ")
    }
}

/// libpq's functions; throws `noLibrary` when the machine has none.
func openedLibrary() throws -> UnsafePointer<PostgresLibrary> {
    var problem: UnsafePointer<CChar>?
    guard let library = postgres_library(&problem) else {
        throw LedgerError(.noLibrary, ["why": problem.map { String(cString: $0) } ?? ""])
    }
    return library
}
