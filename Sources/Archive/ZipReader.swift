internal import CZip

/// Why an archive cannot be read.
package enum ArchiveError: Error, Hashable, Sendable {
    /// No archive at all, or a broken one; the library's own words.
    case notAnArchive(String)
    case missingEntry(String)
    /// An entry that unpacks to far more than any document does.
    case bomb(entry: String, bytes: Int, most: Int)
    case damaged(entry: String)
    /// The library's own words.
    case cannotWrite(String)
}

/// The entries of a zip archive, unpacked piece by piece (libzip).
package struct ZipReader: ~Copyable {
    private let archive: OpaquePointer

    /// Most that one entry may unpack to, in bytes, when it is packed more than `suspiciousRatio` to 1.
    package static let suspiciousSize = 64 << 20
    private static let suspiciousRatio = 200

    package init(path: String) throws {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code) else {
            var error = zip_error_t()
            zip_error_init_with_code(&error, code)
            defer { zip_error_fini(&error) }
            throw ArchiveError.notAnArchive(String(cString: zip_error_strerror(&error)))
        }
        self.archive = archive
    }

    deinit { zip_discard(archive) }

    package func has(_ entry: String) -> Bool { zip_name_locate(archive, entry, zip_flags_t(ZIP_FL_NOCASE)) >= 0 }

    /// Unpacks an entry into a buffer of up to 64 KiB, again and again, until `take` returns false or the entry ends.
    package func read(_ entry: String, _ take: (UnsafeRawBufferPointer) throws -> Bool) throws {
        let index = zip_name_locate(archive, entry, zip_flags_t(ZIP_FL_NOCASE))
        guard index >= 0 else { throw ArchiveError.missingEntry(entry) }
        var status = zip_stat_t()
        zip_stat_init(&status)
        guard zip_stat_index(archive, UInt64(index), 0, &status) == 0 else { throw ArchiveError.damaged(entry: entry) }
        if status.size > Self.suspiciousSize, status.comp_size * UInt64(Self.suspiciousRatio) < status.size {
            throw ArchiveError.bomb(
                entry: entry, bytes: Int(status.size),
                most: max(Self.suspiciousSize, Int(status.comp_size) * Self.suspiciousRatio))
        }
        guard let file = zip_fopen_index(archive, UInt64(index), 0) else { throw ArchiveError.damaged(entry: entry) }
        defer { zip_fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var total = 0
        while true {
            let count = zip_fread(file, &buffer, UInt64(buffer.count))
            guard count >= 0 else { throw ArchiveError.damaged(entry: entry) }
            if count == 0 { return }
            total += Int(count)
            // The size an archive states is only a claim.
            guard total <= Int(status.size) else {
                throw ArchiveError.bomb(entry: entry, bytes: total, most: Int(status.size))
            }
            let goesOn = try buffer.withUnsafeBytes { try take(UnsafeRawBufferPointer(rebasing: $0[..<Int(count)])) }
            guard goesOn else { return }
        }
    }
}
