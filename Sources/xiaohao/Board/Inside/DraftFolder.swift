import BoardUI
import Foundation
import Requests
import Synchronization

/// Drafts of forms, one file each, in `$XDG_STATE_HOME/xiaohao/drafts/<ledger>`; what is typed is written a moment later, and at the latest when the board ends.
final class DraftFolder: Sendable {
    private struct File: Codable {
        struct Entry: Codable {
            let field: String
            let text: String
        }

        let at: Date
        let entries: [Entry]
        /// Who types it, as `ProcessMark`; as long as that goes on it is nobody else's.
        var process: String?

        var isTypedElsewhere: Bool { process.map { $0 != ProcessMark.own && ProcessMark.isAlive($0) } ?? false }
    }

    private let folder: String
    private let pending = Mutex<[String: Draft]>([:])
    private let pendingIntake = Mutex<[IntakeSheet]?>(nil)
    /// The lists of bulletins are no forms and stand beside their drafts.
    private var intakePath: String { folder + "/lists-of-bulletins" }

    init(ledger: String) { folder = UserFiles.state + "/drafts/" + ledger }

    private func path(_ key: String) -> String { folder + "/" + key + ".json" }

    func keep(_ draft: Draft) { pending.withLock { $0[draft.key] = draft } }

    /// Writes what is pending.
    func flush() throws {
        try flushIntake()
        let drafts = pending.withLock { drafts in
            defer { drafts = [:] }
            return drafts
        }
        for draft in drafts.values {
            let file = File(
                at: Date(), entries: draft.entries.map { File.Entry(field: $0.field, text: $0.text) },
                process: ProcessMark.own)
            let encoder = JSONEncoder()
            encoder.dateEncodingStrategy = .iso8601
            try UserFiles.write(String(decoding: try encoder.encode(file), as: UTF8.self), to: path(draft.key))
        }
    }

    // MARK: The lists of bulletins

    func keep(_ sheets: [IntakeSheet]) { pendingIntake.withLock { $0 = sheets } }

    private func flushIntake() throws {
        let sheets = pendingIntake.withLock { sheets in
            defer { sheets = nil }
            return sheets
        }
        guard let sheets else { return }
        let now = Date()
        let bytes = try JSONEncoder().encode(sheets.map { KeptIntake($0, at: now) })
        try UserFiles.write(String(decoding: bytes, as: UTF8.self), to: intakePath)
    }

    func dropIntake() {
        pendingIntake.withLock { $0 = nil }
        try? FileManager.default.removeItem(atPath: intakePath)
        // What was typed into its forms goes with it.
        for key in keys() where key.hasPrefix("intake-") { drop(key) }
    }

    func intake(_ time: (Int64) -> String) -> (sheets: [IntakeSheet], at: String)? {
        guard let data = FileManager.default.contents(atPath: intakePath),
            let kept = try? JSONDecoder().decode([KeptIntake].self, from: data), let first = kept.first
        else { return nil }
        let sheets = kept.compactMap(\.sheet)
        return sheets.isEmpty ? nil : (sheets, time(Int64(first.at.timeIntervalSince1970)))
    }

    // MARK: Forms

    func drop(_ key: String) {
        pending.withLock { $0[key] = nil }
        try? FileManager.default.removeItem(atPath: path(key))
    }

    private func read(_ key: String) -> File? {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return FileManager.default.contents(atPath: path(key)).flatMap { try? decoder.decode(File.self, from: $0) }
    }

    /// What another board is still typing is not offered.
    ///
    /// - Parameter time: puts a moment into words.
    func find(_ key: String, _ time: (Int64) -> String) -> Draft? {
        guard let file = read(key), !file.isTypedElsewhere else { return nil }
        return Draft(
            key: key, entries: file.entries.map { Draft.Entry(field: $0.field, text: $0.text) },
            at: time(Int64(file.at.timeIntervalSince1970)))
    }

    /// Keys of the drafts that wait, newest first.
    func keys() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        func changed(_ name: String) -> Date {
            let attributes = try? FileManager.default.attributesOfItem(atPath: folder + "/" + name)
            return attributes?[.modificationDate] as? Date ?? .distantPast
        }
        return names.filter { $0.hasSuffix(".json") }.sorted { changed($0) > changed($1) }.map {
            String($0.dropLast(5))
        }.filter { read($0)?.isTypedElsewhere != true }
    }
}
