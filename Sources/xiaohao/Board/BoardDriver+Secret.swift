import BoardUI
import Office
import Rectification
import Signing
import Synchronization
import Terminal

/// A PIN on its way from the terminal to the key it opens; wiped when it was taken or nobody holds it any more.
final class SecretBox: Sendable {
    private let secret: Mutex<SecretBytes?>

    init(_ secret: consuming sending SecretBytes) { self.secret = Mutex(secret) }

    func take() -> SecretBytes? {
        secret.withLock { secret in
            let taken = secret.take()
            secret = nil
            return taken
        }
    }
}

extension BoardDriver {
    /// Reads a PIN from the terminal into memory that is wiped, past everything that keys go through; the screen is told only how much was typed.
    mutating func askForPIN(of person: PersonID, _ terminal: inout CursesTerminal) {
        pinsAsked += 1
        // Nobody types a PIN for a key that is not there; what was typed ahead is then no command of the board either.
        worker.lookForKey(of: person)
        isAsking = true
        settle(&terminal, milliseconds: 2000)
        guard case .secret = state.overlay else {
            var byte: UInt8 = 0
            while terminal.nextSecretByte(&byte) { byte = 0 }
            return
        }
        var entry = PINEntry()
        var typed = 0
        while true {
            show(&terminal)
            terminal.wait(milliseconds: 250)
            worker.lockIdleKeys()
            terminal.drainWakes()
            _ = terminal.followJobControl()
            if terminal.signal != nil { return perform(state.update(.meeting(.gaveUp)), &terminal) }
            if terminal.size != state.size { perform(state.update(.resized(terminal.size)), &terminal) }
            var byte: UInt8 = 0
            while terminal.nextSecretByte(&byte) {
                defer { byte = 0 }
                switch entry.take(byte) {
                case .typing(let characters):
                    typed = characters
                    _ = state.update(.meeting(.typed(characters)))
                case .cancelled: return perform(state.update(.meeting(.gaveUp)), &terminal)
                case .done:
                    guard typed > 0 else { continue }
                    perform(state.update(.meeting(.unlocking)), &terminal)
                    return worker.unlock(person, SecretBox(entry.finish()))
                }
            }
        }
    }
}

extension BoardWorker {
    /// Says when a reviewer's key cannot be opened here, whatever the PIN.
    func lookForKey(of person: PersonID) { work.run { try self.keys.look(for: person, in: self.ledger) } }

    /// Opens a reviewer's key with the PIN in the box.
    func unlock(_ person: PersonID, _ box: SecretBox) {
        work.run {
            guard let pin = box.take() else { return }
            try self.keys.unlock(person, in: self.ledger, pin: pin)
            self.mailbox.post(.meeting(.unlocked(self.keys.people)))
        }
    }
}
