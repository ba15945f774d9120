import Foundation

/// Files that appear under their name whole or not at all, and stay there after a power loss.
enum WholeFile {
    /// A name beside a path under which something is made before it is put there; what a killed process left of its own is cleared away.
    static func making(_ path: String) -> String {
        let name = (path as NSString).lastPathComponent
        sweep(inFolder(of: path, "."), leftAs: ".\(name).making-")
        return inFolder(of: path, ".\(name).making-\(getpid())")
    }

    /// Removes what processes left behind that are gone: files and folders called `prefix`, then the process's number, then anything that is no digit.
    static func sweep(_ folder: String, leftAs prefix: String) {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix(prefix) {
            guard let process = pid_t(name.dropFirst(prefix.count).prefix { $0.isASCII && $0.isNumber }), process > 0,
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            try? files.removeItem(atPath: folder + "/" + name)
        }
    }

    /// Asks whether a file can be made there, before anything beside it is. Throws `file.cannotWrite` 73, `ledger.full` 74.
    static func requireWritable(_ path: String) throws {
        let probe = making(path)
        let descriptor = Glibc.open(probe, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        close(descriptor)
        unlink(probe)
    }

    /// Gives what was made its name; throws `file.exists` when something took it meanwhile.
    static func place(_ made: String, at path: String) throws {
        if link(made, path) == 0 {
            unlink(made)
        } else if errno == EEXIST {
            throw Complaint(73, "file.exists", ["path": path])
        } else if rename(made, path) != 0 {
            // Some file systems know no links.
            throw failure(path)
        }
        try syncFolder(of: path)
    }

    /// Makes the names in the folder of a path durable.
    static func syncFolder(of path: String) throws {
        try sync(folder: inFolder(of: path, "."))
    }

    static func sync(folder: String) throws {
        let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(folder) }
        defer { close(descriptor) }
        // Not every file system can sync a folder; one that cannot says EINVAL and keeps names its own way.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure(folder) }
    }

    /// A folder for one user alone, durable with those above it that were missing.
    ///
    /// - Parameter name: what it is called when it cannot be made.
    static func makeFolder(_ path: String, named name: String? = nil) throws {
        guard !path.isEmpty, !FileManager.default.fileExists(atPath: path) else { return }
        let parent = (path as NSString).deletingLastPathComponent
        try makeFolder(parent)
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure(name ?? path) }
        try syncFolder(of: path)
    }

    /// Writes all of it, also when the system takes it in parts; false: `errno` says what the part that failed came upon.
    static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || count < 0 && errno == EINTR else { return false }
            rest = rest.dropFirst(max(0, count))
        }
        return true
    }

    static func failure(_ path: String) -> Complaint {
        let reason = String(cString: strerror(errno))
        switch errno {
        case ENOSPC, EDQUOT: return Complaint(74, "ledger.full", ["path": path, "why": reason])
        case EIO: return Complaint(74, "ledger.ioError", ["path": path, "why": reason])
        case _: return Complaint(73, "file.cannotWrite", ["path": path, "why": reason])
        }
    }

    private static func inFolder(of path: String, _ name: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? name : folder + "/" + name
    }
}
