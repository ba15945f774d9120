import Foundation
import Office

/// A fresh folder that only its owner can enter, for copies that other programs read: under `$XDG_RUNTIME_DIR`, else
/// under `$XDG_STATE_HOME`, never in a folder shared with others.
struct PrivateFolder {
    let path: String

    /// Throws `Complaint` 73 `file.cannotWrite`.
    init(_ variables: [String: String]) throws {
        let base = Self.base(variables)
        try? FileManager.default.createDirectory(
            atPath: base, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        var template = Array((base + "/open-\(getpid())-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Complaint(73, "file.cannotWrite", ["path": base, "why": String(cString: strerror(errno))])
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func base(_ variables: [String: String]) -> String {
        if let runtime = variables["XDG_RUNTIME_DIR"], !runtime.isEmpty, access(runtime, W_OK) == 0 {
            return runtime + "/xiaohao"
        }
        return UserFolders.state(variables)
    }

    /// Writes a file that its owner alone can read.
    ///
    /// - Parameter name: what it is to be called; what a path or an option could be made of is replaced.
    func write(_ data: Data, as name: String) throws -> String {
        let file = path + "/" + Self.safe(name)
        let descriptor = open(file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw Complaint(73, "file.cannotWrite", ["path": file, "why": String(cString: strerror(errno))])
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do { try handle.write(contentsOf: data) } catch {
            throw Complaint(74, "ledger.ioError", ["path": file, "why": "\(error)"])
        }
        return file
    }

    static func safe(_ name: String) -> String {
        let kept = name.unicodeScalars.map { scalar -> Character in
            scalar.value < 0x20 || scalar.value == 0x7F || scalar == "/" ? "_" : Character(scalar)
        }
        let text = String(kept.prefix(120))
        return text.isEmpty || text.hasPrefix(".") || text.hasPrefix("-") ? "_" + text : text
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Removes what runs left behind that were ended in the middle.
    static func sweep(_ variables: [String: String]) {
        let base = base(variables)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? [] where name.hasPrefix("open-") {
            guard let process = name.split(separator: "-").dropFirst().first.flatMap({ Int32($0) }) else { continue }
            if kill(process, 0) != 0, errno == ESRCH { try? FileManager.default.removeItem(atPath: base + "/" + name) }
        }
    }
}
