import Foundation
import Synchronization

/// A PostgreSQL server of one's own: the machine's packages, a temporary folder, a private socket. It ends with the process that started it, however that ends.
package final class PostgresServer: Sendable {
    package let folder: String
    /// Of the shell that keeps the server: orders go in, and its end ends both.
    private let orders: Mutex<FileHandle>

    /// One for all tests of this process.
    package static let shared = Result { try PostgresServer(isInMemory: true) }

    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Logins of the tests: no superusers, but they may make roles, as an office's database administrator lets `init` do.
    package static let logins = ["tester", "zhou"]

    /// - Parameters:
    ///   - settings: lines of its configuration beside its own.
    ///   - primary: the server that it follows, whose copy it begins as.
    ///   - data: where its data lies, and stays; in its folder unless said.
    ///   - isInMemory: for tests, which kill servers and not machines: a server that comes back puts every file of its data on the disk first, which takes a busy one half a minute.
    package init(
        settings: [String] = [], following primary: PostgresServer? = nil, data: String? = nil,
        isInMemory: Bool = false
    ) throws {
        let place = isInMemory && Self.room(Self.memory) > 4 << 30 ? Self.memory : "/tmp"
        folder = "\(place)/xiaohao-pg-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Self.give(folder)
        if let data {
            try Self.give(data)
            try FileManager.default.createSymbolicLink(atPath: folder + "/data", withDestinationPath: data)
        }
        let isThere = data.map { FileManager.default.fileExists(atPath: $0 + "/PG_VERSION") } ?? false
        let own = [
            "listen_addresses=''", "unix_socket_directories='\(folder)'", "max_connections=120", "max_wal_size=256MB",
            // Whatever waits for the server has an end, and so has its test.
            "statement_timeout='60s'", "lock_timeout='30s'",
        ]
        if let primary {
            try Self.run(
                "pg_basebackup -D \(folder)/data -h \(primary.folder) -U postgres -R -X stream -c fast --no-sync",
                in: folder)
        } else if !isThere {
            try Self.run(
                "initdb -D \(folder)/data -A trust -U postgres -E UTF8 --locale=C.UTF-8 --no-sync", in: folder)
        }
        try Self.run(
            "cat >> \(folder)/data/postgresql.conf", in: folder,
            input: (own + settings).joined(separator: "\n") + "\n")
        orders = Mutex(try Self.keep(folder))
        try awaitReady()
        guard primary == nil, !isThere else { return }
        for login in Self.logins { try psql("CREATE ROLE \(login) LOGIN CREATEROLE", database: "postgres") }
        try psql("CREATE DATABASE office", database: "postgres")
        for login in Self.logins { try psql("GRANT CREATE ON DATABASE office TO \(login)") }
    }

    private static let memory = "/dev/shm"

    private static func room(_ folder: String) -> Int {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        return (attributes?[.systemFreeSize] as? NSNumber)?.intValue ?? 0
    }

    /// A server refuses to run as root: its folder is another user's then.
    private static func give(_ folder: String) throws {
        guard getuid() == 0 else { return }
        guard let user = getpwnam("postgres") else {
            throw Failure(description: "no user postgres: apt install postgresql")
        }
        chown(folder, user.pointee.pw_uid, user.pointee.pw_gid)
    }

    /// Ends it at once, as a power cut does: the server and every process of it, without a word.
    package func kill() throws {
        try order("kill")
        try Self.run("while [ -e \(folder)/server ]; do sleep 0.02; done", in: folder)
    }

    package func start() throws {
        try order("start")
        try awaitReady()
    }

    /// Ends it for good.
    package func end() throws { try order("end") }

    private func order(_ word: String) throws {
        try orders.withLock { try $0.write(contentsOf: Data((word + "\n").utf8)) }
    }

    /// Ends the connections of programs, as an administrator does; returns how many there were.
    @discardableResult
    package func terminateConnections() throws -> Int {
        let count = try psql(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE application_name LIKE 'xiaohao%' AND pid <> pg_backend_pid()
            """)
        return Int(count) ?? 0
    }

    /// What a program is given to connect: `postgres://…`, and the schema after `#`.
    package func url(_ login: String = "tester", schema: String, host: String? = nil) -> String {
        "postgres://\(login)@/office?host=\(host ?? folder)&port=5432#\(schema)"
    }

    /// Runs statements as the superuser; the answer without headers, a line a row, `|` between columns.
    @discardableResult
    package func psql(_ sql: String, database: String = "office", user: String = "postgres") throws -> String {
        try Self.run(
            "psql -X -q -A -t -v ON_ERROR_STOP=1 -h \(folder) -U \(user) -d \(database) -f -", in: folder, input: sql
        ).trimmingCharacters(in: .newlines)
    }

    /// Starts the shell that keeps the server: it takes orders, and ends when its standard input does, which is this process's end at the latest.
    private static func keep(_ folder: String) throws -> FileHandle {
        let script = """
            trap '' INT HUP
            exec 3<&0
            start() {
              postgres -D \(folder)/data >> \(folder)/log 2>&1 < /dev/null 3<&- &
              server=$!
              echo $server > \(folder)/server
            }
            # Not `wait`: it may have been started with the signal blocked that would wake it.
            gone() { while kill -0 $server 2> /dev/null; do sleep 0.02; done; }
            start
            while read -r order <&3; do
              case $order in
              kill)
                # Stopped it starts nobody whom the list would miss; its successor finds nobody left of it.
                kill -STOP $server
                all="$server $(ps -o pid= --ppid $server)"
                kill -KILL $all
                while ps -o stat= -p "$(echo $all)" | grep -qv '^Z'; do sleep 0.02; done
                gone
                rm \(folder)/server
                ;;
              start) start ;;
              end) break ;;
              esac
            done
            kill -INT $server
            gone
            cd /
            rm -rf \(folder)
            """
        let process = shell(script, in: folder)
        let lifeline = Pipe()
        process.standardInput = lifeline
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return lifeline.fileHandleForWriting
    }

    private func awaitReady() throws {
        let end = Date().addingTimeInterval(60)
        while Date() < end {
            if (try? psql("SELECT 1", database: "postgres")) == "1" { return }
            usleep(20_000)
        }
        throw Failure(
            description: (try? Self.run("tail -n 20 \(folder)/log", in: folder)) ?? "the server did not start")
    }

    /// As the user postgres where this is root: a server refuses to run as root.
    ///
    /// - Parameter seconds: when it is ended at the latest.
    private static func shell(_ script: String, in folder: String, seconds: Int? = nil) -> Process {
        let process = Process()
        let isRoot = getuid() == 0
        process.executableURL = URL(fileURLWithPath: isRoot ? "/sbin/runuser" : "/usr/bin/env")
        process.arguments =
            (isRoot ? ["-u", "postgres", "--"] : []) + (seconds.map { ["timeout", String($0)] } ?? [])
            + ["/bin/sh", "-c", script]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = binaries + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
        environment["LC_ALL"] = "C.UTF-8"
        process.environment = environment
        return process
    }

    /// Debian keeps the server's programs out of the path.
    private static let binaries: String = {
        let base = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []).compactMap { Int($0) }
        return versions.max().map { "\(base)/\($0)/bin" } ?? "/usr/bin"
    }()

    /// Words to be read. No pipe: a program that ends without having read it would end this one by a signal.
    private static func file(of words: String) throws -> FileHandle {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("xiaohao-in-\(UUID().uuidString)")
        try Data(words.utf8).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        return try FileHandle(forReadingFrom: path)
    }

    @discardableResult
    package static func run(_ script: String, in folder: String, input: String = "") throws -> String {
        let process = shell(script, in: folder, seconds: 120)
        let (stdout, stderr) = (Pipe(), Pipe())
        process.standardInput = try file(of: input)
        process.standardOutput = stdout
        process.standardError = stderr
        try process.run()
        let output = stdout.fileHandleForReading.readDataToEndOfFile()
        let errors = stderr.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "\(script): \(String(decoding: errors, as: UTF8.self))")
        }
        return String(decoding: output, as: UTF8.self)
    }
}
