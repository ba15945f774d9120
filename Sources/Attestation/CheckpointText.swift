package import Rectification
package import Signing

/// `xiaohao-checkpoint/1`: a head of the log as somebody else can keep it (trust.md, “The log”).
package struct CheckpointText: Hashable, Sendable {
    package static let format: StaticString = "xiaohao-checkpoint/1"

    package let ledger: LedgerID
    /// How many events are under the root.
    package let size: Int
    package let root: Digest
    package let time: Moment
    /// Fingerprint of the ledger's first enrolled key; `nil` before there is one.
    package let rootKey: String?

    package init(ledger: LedgerID, size: Int, root: Digest, time: Moment, rootKey: String?) {
        self.ledger = ledger
        self.size = size
        self.root = root
        self.time = time
        self.rootKey = rootKey
    }

    package var bytes: [UInt8] {
        var text = CanonicalText()
        text.add("format", Self.format.description)
        text.add("ledger", ledger)
        text.add("size", size)
        text.add("root", root.hex)
        text.add("time", time.description)
        text.add("rootKey", rootKey)
        return text.bytes
    }

    /// Throws `CanonicalTextError` for anything that would not encode back to the same bytes.
    package init(_ bytes: [UInt8]) throws {
        var reader = PayloadReader(try CanonicalLines(bytes))
        try reader.expect("format", Self.format)
        ledger = try reader.identifier("ledger")
        size = try reader.number("size")
        root = try reader.value("root") { Digest(hex: $0) }
        time = try reader.moment("time")
        rootKey = reader.optional("rootKey")
        try reader.finish()
        guard self.bytes == bytes else { throw CanonicalTextError(line: 1, problem: .form) }
    }

    /// `size:root`, as an opinion names it and as people write it down.
    package var head: LogHead { LogHead(size: size, root: root) }
}

/// `size:root`: how many events, and their Merkle root.
package struct LogHead: Hashable, Sendable, CustomStringConvertible {
    package let size: Int
    package let root: Digest

    package init(size: Int, root: Digest) {
        self.size = size
        self.root = root
    }

    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let size = Int(parts[0]), size > 0, String(size) == parts[0],
            let root = Digest(hex: parts[1])
        else { return nil }
        self.init(size: size, root: root)
    }

    package var description: String { "\(size):\(root.hex)" }
}
