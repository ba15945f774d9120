internal import CZip

/// Writes a zip archive, whole or not at all (libzip).
package enum ZipWriter {
    /// Entries in order, by name and bytes; every entry has the same fixed time, so that the same content gives the same archive.
    ///
    /// Throws `ArchiveError.cannotWrite`.
    package static func write(_ entries: KeyValuePairs<String, [UInt8]>, to path: String) throws {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) else {
            var error = zip_error_t()
            zip_error_init_with_code(&error, code)
            defer { zip_error_fini(&error) }
            throw ArchiveError.cannotWrite(String(cString: zip_error_strerror(&error)))
        }
        // libzip reads the buffers when it closes, so they live until then.
        var buffers: [UnsafeMutableRawBufferPointer] = []
        defer { for buffer in buffers { buffer.deallocate() } }
        for (name, bytes) in entries {
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 1)
            buffer.copyBytes(from: bytes)
            buffers.append(buffer)
            guard let source = zip_source_buffer(archive, buffer.baseAddress, UInt64(bytes.count), 0) else {
                throw failure(archive)
            }
            let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
            guard index >= 0 else {
                zip_source_free(source)
                throw failure(archive)
            }
            // 1980-01-02: in no time zone before the first day a zip archive knows.
            zip_file_set_mtime(archive, UInt64(index), 315_619_200, 0)
        }
        guard zip_close(archive) == 0 else { throw failure(archive) }
    }

    private static func failure(_ archive: OpaquePointer) -> ArchiveError {
        let why = String(cString: zip_strerror(archive))
        zip_discard(archive)
        return .cannotWrite(why)
    }
}
