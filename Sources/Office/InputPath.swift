import Foundation

/// A path that is about to be read.
package enum InputPath {
    /// Throws `Complaint`: file.missing 66 with the system's reason, file.notRegular 65 for a folder.
    package static func requireReadable(_ path: String) throws {
        guard access(path, R_OK) == 0 else {
            throw Complaint(66, "file.missing", ["path": path, "why": String(cString: strerror(errno))])
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
            throw Complaint(65, "file.notRegular", ["path": path])
        }
    }

    /// In bytes. Throws what `requireReadable` throws.
    static func size(_ path: String) throws -> Int {
        try requireReadable(path)
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        return size ?? 0
    }
}
