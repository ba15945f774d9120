import BoardUI
import Dispatch
import Ledger
import Office

/// Holds the ledger against what this machine remembers of it, once, when the board starts. It reads the hash of every event, so it does that beside all other work.
enum HeadWatch {
    static func start(_ seen: SeenHeads, _ global: GlobalOptions, _ mailbox: Mailbox) {
        guard seen.remembers else { return }
        DispatchQueue.global(qos: .utility).async {
            // A ledger that cannot be read is reported by what the board asks of it.
            guard let ledger = try? global.open(forReading: true),
                (try? ledger.read { try seen.isLost(in: $0) }) == true
            else { return }
            mailbox.post(.headLost)
        }
    }
}
