internal import Attestation
import Foundation
package import Ledger
internal import Rectification
internal import Synchronization

/// The newest heads of a ledger that this machine saw, one `size:root` a line: a ledger that lacks the last of them was rolled back or rewritten, and nothing is signed on it (trust.md, “The log”).
package final class SeenHeads: Sendable {
    private let path: String?
    /// What was found in the ledger, with the hash of its newest event: the tree is not built again while that one stands.
    private let found = Mutex<Found?>(nil)

    private struct Found {
        let head: LogHead
        let hash: [UInt8]
    }

    /// - Parameter folder: `nil`: nothing is remembered.
    init(folder: String?, ledger: LedgerID) { path = folder.map { "\($0)/\(ledger)" } }

    /// The last line that is a head.
    var remembered: LogHead? {
        guard let path, let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return text.split(separator: "\n").last.flatMap { LogHead($0) }
    }

    /// Whether this machine has seen anything of the ledger.
    package var remembers: Bool { remembered != nil }

    /// Whether the ledger lacks what this machine saw of it; nothing is remembered by asking.
    package func isLost(in reader: LedgerReader) throws -> Bool {
        guard let remembered else { return false }
        return try reader.roots(at: [remembered.size])[remembered.size] != remembered.root
    }

    /// Throws `Complaint` 65 `head.lost` when the ledger lacks what this machine saw of it; else remembers its newest checkpoint.
    package func require(in reader: LedgerReader) throws {
        guard let path else { return }
        let remembered = remembered
        let newest = try reader.newestCheckpoint()
        if let known = found.withLock({ $0 }), known.head == newest, remembered == nil || remembered == newest,
            try reader.hash(at: known.head.size) == known.hash
        {
            return
        }
        let wanted = [remembered, newest].compactMap { $0 }
        let roots = try reader.roots(at: wanted.map(\.size))
        for head in wanted where roots[head.size] != head.root {
            throw Complaint(65, "head.lost", ["head": head.description, "path": path])
        }
        guard let newest else { return }
        if newest != remembered, newest.size >= remembered?.size ?? 0 { remember(newest, path) }
        let hash = try reader.hash(at: newest.size) ?? []
        found.withLock { $0 = Found(head: newest, hash: hash) }
    }

    private func remember(_ head: LogHead, _ path: String) {
        let folder = (path as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let line = Array((head.description + "\n").utf8)
        let descriptor = Glibc.open(path, O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        // A machine that cannot remember can still work.
        _ = Glibc.write(descriptor, line, line.count)
        close(descriptor)
    }
}
