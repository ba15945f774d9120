import Foundation
import Ledger
import Office
import Rectification
import Requests
import Signing
import Wording

/// Where a PIN comes from: the first line of a file or of stdin, or a person at a terminal; never an argument, never a `String` (cli.md, “stdin”).
struct PinSource: ~Copyable {
    private enum Origin {
        case descriptor(Int32)
        case terminal(Int32)
    }

    private let origin: Origin

    /// Opens where the PIN will come from, before anything is asked or made.
    ///
    /// - Parameter person: whose PIN it is.
    ///
    /// Throws `Complaint`: file.missing 66, pin.fileMode 77, pin.noTerminal 77 when nobody can be asked.
    init(file: String?, of person: String, mayAsk: Bool) throws {
        if let file, file != "-" {
            let descriptor = Glibc.open(file, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw Complaint(66, "file.missing", ["path": file, "why": String(cString: strerror(errno))])
            }
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_mode & 0o077 == 0 else {
                close(descriptor)
                throw Complaint(
                    77, "pin.fileMode", ["path": file, "mode": String(status.st_mode & 0o777, radix: 8)])
            }
            origin = .descriptor(descriptor)
        } else if file != nil {
            origin = .descriptor(dup(0))
        } else {
            let descriptor = mayAsk && isatty(0) != 0 ? Glibc.open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY) : -1
            guard descriptor >= 0 else { throw Complaint(77, "pin.noTerminal", ["person": person]) }
            origin = .terminal(descriptor)
        }
    }

    deinit {
        switch origin {
        case .descriptor(let descriptor), .terminal(let descriptor): close(descriptor)
        }
    }

    var isTerminal: Bool {
        switch origin {
        case .descriptor: false
        case .terminal: true
        }
    }

    /// The PIN: the first line without its LF, or what is typed after the prompt.
    ///
    /// Throws `Complaint` 77 `pin.cancelled` when nothing came.
    func read(_ prompt: String) throws -> SecretBytes {
        switch origin {
        case .descriptor(let descriptor):
            var pin = SecretBytes()
            var byte: UInt8 = 0
            while Glibc.read(descriptor, &byte, 1) == 1, byte != 0x0A { pin.append(byte) }
            byte = 0
            guard pin.count > 0 else { throw Complaint(77, "pin.cancelled") }
            return pin
        case .terminal(let descriptor):
            guard let pin = try SilentTerminal(descriptor).ask(prompt), pin.count > 0 else {
                throw Complaint(77, "pin.cancelled")
            }
            return pin
        }
    }

    /// A new PIN at a terminal: one of one's own, typed twice, or, on an empty line, twelve digits that are shown once.
    func choose(_ words: Catalogue) throws -> SecretBytes {
        guard case .terminal(let descriptor) = origin else { return try read("") }
        let terminal = SilentTerminal(descriptor)
        guard let first = try terminal.ask(words["pin.choose"]) else { throw Complaint(77, "pin.cancelled") }
        if first.count == 0 {
            let made = SecretBytes.generatedPIN()
            let isNoted = try made.withBytes { digits in
                try terminal.ask(words["pin.noted"], belowOnce: words["pin.made"], digits) != nil
            }
            guard isNoted else { throw Complaint(77, "pin.cancelled") }
            return made
        }
        guard first.characters >= SecretBytes.leastCharacters else {
            throw Complaint(65, "pin.short", ["least": String(SecretBytes.leastCharacters)])
        }
        guard let second = try terminal.ask(words["pin.again"]) else { throw Complaint(77, "pin.cancelled") }
        guard first.equals(second) else { throw Complaint(65, "pin.differ") }
        return first
    }
}

/// A terminal without echo while a PIN is typed; it gets its echo back however this ends.
private struct SilentTerminal {
    private let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    func say(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(descriptor, bytes, bytes.count)
    }

    /// Whether it moves its cursor: one that does not is written on line by line.
    private static var hasScreen: Bool { !["", "dumb"].contains(GlobalOptions.environment["TERM"] ?? "") }

    /// Shows digits that are seen once: on the other screen where there is one, on an empty one else.
    private func show(_ words: String, _ digits: UnsafeRawBufferPointer) {
        if Self.hasScreen { say("\u{1B}[?1049h\u{1B}[H\u{1B}[2J") }
        say(words + "\n\n    ")
        for (index, _) in digits.enumerated() {
            if index > 0, index % 4 == 0 { say(" ") }
            _ = Glibc.write(descriptor, digits.baseAddress.map { $0 + index }, 1)
        }
        say("\n\n")
    }

    /// Wipes them, and shows again what was there before.
    private func wipe() {
        if Self.hasScreen { say("\u{1B}[H\u{1B}[2J\u{1B}[?1049l") }
    }

    /// Asks and reads one line; `nil` when it was cancelled. A signal that would end the program ends it after the echo is back, and after digits that were shown with `words` above the question are wiped.
    func ask(
        _ prompt: String, belowOnce words: String = "", _ digits: UnsafeRawBufferPointer? = nil
    ) throws -> SecretBytes? {
        var before = termios()
        guard tcgetattr(descriptor, &before) == 0 else { return nil }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO | ECHONL | ICANON | ISIG)
        var ending = sigset_t()
        sigemptyset(&ending)
        for signal in [SIGTERM, SIGHUP, SIGINT, SIGTSTP] { sigaddset(&ending, signal) }
        var mask = sigset_t()
        sigprocmask(SIG_BLOCK, &ending, &mask)
        tcsetattr(descriptor, TCSAFLUSH, &silent)
        defer {
            tcsetattr(descriptor, TCSAFLUSH, &before)
            if digits == nil { say("\n") } else { wipe() }
            sigprocmask(SIG_SETMASK, &mask, nil)
        }
        if let digits { show(words, digits) }
        say(prompt)
        var entry = PINEntry()
        while true {
            var event = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let count = poll(&event, 1, 200)
            var pending = sigset_t()
            sigpending(&pending)
            if sigismember(&pending, SIGTERM) == 1 || sigismember(&pending, SIGHUP) == 1 { return nil }
            guard count > 0 else { continue }
            var byte: UInt8 = 0
            guard Glibc.read(descriptor, &byte, 1) == 1 else { return nil }
            switch entry.take(byte) {
            case .typing: break
            case .done: return entry.finish()
            case .cancelled: return nil
            }
        }
    }
}

extension GlobalOptions {
    var keyring: Keyring { Keyring(file: keyFile, environment: Self.environment) }

    /// Opens the key of whoever acts; `nil` in a practice ledger, whose commands are not signed. What the ledger knows against the key is said before a PIN is asked for.
    func key(_ ledger: OpenLedger, pinFile: String?, as name: String?) throws -> UnlockedKey? {
        guard !ledger.store.settings.isPractice else { return nil }
        let person = try ledger.signatory(named: name)
        let keyring = keyring
        _ = try ledger.keyFile(of: person.id, keyring)
        let source = try PinSource(file: pinFile, of: person.name, mayAsk: !noInput)
        return try ledger.unlock(
            person.id, keyring, pin: try source.read(words.text("pin.prompt", ["person": person.name])))
    }
}

extension GlobalOptions {
    /// The key for roles, seats and policy: once the ledger has a root key, an administrator signs them.
    func administratorKey(_ ledger: OpenLedger, pinFile: String?) throws -> UnlockedKey? {
        guard !ledger.store.settings.isPractice, try ledger.read({ try $0.rootKey() }) != nil else { return nil }
        return try key(ledger, pinFile: pinFile, as: actor)
    }

    /// An opinion, signed with the reviewer's key. Everything else that speaks against it is said before the PIN is asked for.
    func opine(
        _ form: FilledForm, on number: FindingNumber, in ledger: OpenLedger, pinFile: String?, _ options: WriteOptions
    ) throws -> Performed {
        if !ledger.store.settings.isPractice {
            var trial = options
            trial.isDryRun = true
            do {
                let done = try ledger.perform(form, on: number, as: actor, trial)
                if done.isReplayed { return done }
            } catch let refusal as FindingRefusal where refusal.rule == .keyLocked {
                // All that is missing is the signature.
            } catch let complaint as Complaint where complaint.rule == "person.otherLogin" {
                // The key decides, not the login.
            } catch let refusal as FindingRefusal where keyFile != nil && refusal.rule.rawValue.hasPrefix("key.") {
                // The file that was named may hold the reason.
            }
        }
        let key = try key(ledger, pinFile: pinFile, as: actor)
        defer { key?.lock() }
        return try ledger.perform(form, on: number, as: actor, options, signedBy: key)
    }
}
