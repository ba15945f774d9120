import Foundation
import Synchronization

/// Stands between programs and a server on sockets: hands on what they say to each other, late, changed, or not at all.
package final class PostgresProxy: Sendable {
    /// What happens to a write while it is being committed.
    package enum Cut: Sendable {
        /// The server never hears of it.
        case before
        /// The server does it, and nobody hears of that.
        case after
    }

    struct State {
        var delay = Duration.zero
        var cut: Cut?
        var staysAway = false
        var version: String?
        var complaint: (severity: String, words: String)?
        var isRefusing = false
        var lines: [Int: (client: Int32, server: Int32)] = [:]
        var lastLine = 0
        var cuts = 0
        var questions = 0
        var held = 0
    }

    /// Where programs find it instead of the server.
    package let folder: String
    private let target: String
    private let listener: Int32
    let state = Mutex(State())

    package init(to server: PostgresServer) throws {
        target = server.folder + "/.s.PGSQL.5432"
        folder = "/tmp/xiaohao-px-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard listener >= 0, Self.with(folder + "/.s.PGSQL.5432", { bind(listener, $0, $1) }) == 0,
            listen(listener, 128) == 0
        else { throw PostgresServer.Failure(description: "no socket: \(String(cString: strerror(errno)))") }
        Thread.detachNewThread { self.accept() }
    }

    /// So long everything takes to get through, each way.
    package func slow(by delay: Duration) { state.withLock { $0.delay = delay } }

    /// The next write is cut off while it is committed.
    ///
    /// - Parameter staysAway: no new connections are taken from then on.
    package func cutNextCommit(_ cut: Cut, staysAway: Bool = false) {
        state.withLock {
            $0.cut = cut
            $0.staysAway = staysAway
        }
    }

    /// Claims another version of the server.
    package func claim(version: String) { state.withLock { $0.version = version } }

    /// Has the server say no in other words, as one does that was set up in another language.
    package func complain(_ severity: String, _ words: String) {
        state.withLock { $0.complaint = (severity, words) }
    }

    /// How many commits were cut off.
    package var cuts: Int { state.withLock { $0.cuts } }

    /// How often writes waited for an answer since they had locked the ledger, the answer to their commit counted too.
    package var questions: Int { state.withLock { $0.questions } }

    /// How many pieces were let through late.
    package var held: Int { state.withLock { $0.held } }

    /// Cuts every connection and takes no new ones until it is told otherwise.
    package func refuse(_ isRefusing: Bool) {
        // Under the lock: a line that has ended gives its numbers to somebody else's.
        state.withLock { state in
            state.isRefusing = isRefusing
            if isRefusing { for line in state.lines.values { Self.hangUp(line) } }
        }
    }

    package func end() {
        refuse(true)
        shutdown(listener, Int32(SHUT_RDWR))
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func hangUp(_ line: (client: Int32, server: Int32)) {
        shutdown(line.client, Int32(SHUT_RDWR))
        shutdown(line.server, Int32(SHUT_RDWR))
    }

    private static func with<Result>(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else {
                close(listener)
                return
            }
            let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            let isRefusing = state.withLock { $0.isRefusing }
            guard !isRefusing, Self.with(target, { connect(server, $0, $1) }) == 0 else {
                close(client)
                close(server)
                continue
            }
            let number = state.withLock { state in
                state.lastLine += 1
                state.lines[state.lastLine] = (client, server)
                return state.lastLine
            }
            Thread.detachNewThread { self.serve(number, client, server) }
        }
    }

    private func serve(_ number: Int, _ client: Int32, _ server: Int32) {
        let watch = CommitWatch(self)
        let done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            MessagePump(from: server, to: client, isOfProgram: false).run(self) { watch.answered($0) }
            Self.hangUp((client, server))
            done.signal()
        }
        MessagePump(from: client, to: server, isOfProgram: true).run(self) { watch.asked($0) }
        Self.hangUp((client, server))
        done.wait()
        state.withLock { state in
            state.lines[number] = nil
            close(client)
            close(server)
        }
    }
}

/// One message of the protocol: its letter (0 for the first one of a program, which has none) and all its bytes.
struct WireMessage {
    let letter: UInt8
    var bytes: [UInt8]

    /// Texts, each ended by a zero, behind letter and length.
    var texts: [String] {
        bytes.dropFirst(5).split(separator: 0, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
    }
}

/// Carries messages one way, whole.
struct MessagePump {
    let from: Int32
    let to: Int32
    let isOfProgram: Bool

    init(from: Int32, to: Int32, isOfProgram: Bool) {
        self.from = from
        self.to = to
        self.isOfProgram = isOfProgram
    }

    /// Ends with either end. `look` says whether the connection goes on.
    func run(_ proxy: PostgresProxy, _ look: (WireMessage) -> Bool) {
        var rest: [UInt8] = []
        var isFirst = isOfProgram
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(from, &buffer, buffer.count)
            guard count > 0 else { return }
            rest += buffer[..<count]
            var out: [UInt8] = []
            while let message = Self.next(&rest, isFirst: isFirst) {
                isFirst = false
                guard look(message) else { return }
                out += changed(message, proxy).bytes
            }
            let delay = proxy.state.withLock { state in
                if state.delay > .zero { state.held += 1 }
                return state.delay
            }
            if delay > .zero { usleep(UInt32(delay / .microseconds(1))) }
            while !out.isEmpty {
                let sent = send(to, out, out.count, Int32(MSG_NOSIGNAL))
                guard sent > 0 else { return }
                out.removeFirst(sent)
            }
        }
    }

    private static func next(_ rest: inout [UInt8], isFirst: Bool) -> WireMessage? {
        let head = isFirst ? 0 : 1
        guard rest.count >= head + 4 else { return nil }
        let length = rest[head..<head + 4].reduce(0) { $0 << 8 | Int($1) } + head
        guard rest.count >= length else { return nil }
        defer { rest.removeFirst(length) }
        return WireMessage(letter: isFirst ? 0 : rest[0], bytes: Array(rest[..<length]))
    }

    private func changed(_ message: WireMessage, _ proxy: PostgresProxy) -> WireMessage {
        guard !isOfProgram else { return message }
        let (version, complaint) = proxy.state.withLock { ($0.version, $0.complaint) }
        let body: [UInt8]
        if let version, message.letter == UInt8(ascii: "S"), message.texts.first == "server_version" {
            body = Array("server_version\0\(version)\0".utf8)
        } else if let complaint, message.letter == UInt8(ascii: "E") {
            // Severity and words are the server's language; the code is everybody's.
            let fields = message.texts.map { field in
                switch field.first {
                case "S": "S" + complaint.severity
                case "M": "M" + complaint.words
                case _: field
                }
            }
            body = Array(fields.joined(separator: "\0").utf8) + [0]
        } else {
            return message
        }
        let length = withUnsafeBytes(of: UInt32(body.count + 4).bigEndian) { Array($0) }
        return WireMessage(letter: message.letter, bytes: [message.letter] + length + body)
    }
}

/// Knows on one connection when a write is being committed.
final class CommitWatch: Sendable {
    private struct State {
        var names: [String: String] = [:]
        var isWriting = false
        /// The commit went to the server; its answer is not handed on.
        var isCut = false
    }

    private let proxy: PostgresProxy
    private let state = Mutex(State())

    init(_ proxy: PostgresProxy) { self.proxy = proxy }

    /// False: the program is cut off here.
    func asked(_ message: WireMessage) -> Bool {
        let texts = message.texts
        return state.withLock { state in
            switch message.letter {
            case UInt8(ascii: "P") where texts.count > 1: state.names[texts[0]] = texts[1]
            case UInt8(ascii: "B") where texts.count > 1:
                let statement = state.names[texts[1]] ?? ""
                if statement.hasPrefix("BEGIN") { state.isWriting = false }
                if statement.hasPrefix("SELECT one, "), statement.hasSuffix(" FROM head FOR UPDATE") {
                    state.isWriting = true
                }
                guard statement == "COMMIT", state.isWriting else { break }
                let cut = proxy.state.withLock { all in
                    defer { all.cut = nil }
                    if all.cut != nil {
                        all.cuts += 1
                        all.isRefusing = all.staysAway
                    }
                    return all.cut
                }
                switch cut {
                case .before: return false
                case .after: state.isCut = true
                case nil: break
                }
            case UInt8(ascii: "S") where state.isWriting: proxy.state.withLock { $0.questions += 1 }
            case _: break
            }
            return true
        }
    }

    /// False: the answer is kept back and the connection cut, after the server did what it was asked.
    func answered(_ message: WireMessage) -> Bool {
        let isCut = state.withLock { $0.isCut }
        return !(isCut && message.letter == UInt8(ascii: "Z"))
    }
}
