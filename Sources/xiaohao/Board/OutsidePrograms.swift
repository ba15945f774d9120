import Foundation
import Ledger
import Office
import Rectification
import Requests
import Terminal

/// The editor and the viewer that a person has: the terminal is lent to them, files are private copies.
struct OutsidePrograms {
    let configuration: Configuration
    let variables: [String: String]

    /// Configuration, `VISUAL`, `EDITOR`, vi.
    var editor: String {
        for command in [configuration.editor, variables["VISUAL"], variables["EDITOR"]] {
            if let command, !command.isEmpty { return command }
        }
        return "vi"
    }

    var opener: String { configuration.opener ?? "xdg-open" }

    private var hasDisplay: Bool {
        ["DISPLAY", "WAYLAND_DISPLAY"].contains { !(variables[$0] ?? "").isEmpty }
    }

    /// The text as the editor left it; `nil` when the editor failed or was left without saving.
    ///
    /// Throws `Complaint`: file.cannotWrite 73, editor.failed 69.
    func edit(_ text: String, _ terminal: inout CursesTerminal) throws -> String? {
        try edit(text) { terminal.run($0, $1) }
    }

    /// The same on a terminal that no board holds.
    func edit(_ text: String) throws -> String? {
        try edit(text) { command, file in
            let status = system("\(command) \(ShellText.quoted(file))")
            // As the shell counts: a signal stands above 128.
            return status == -1 ? -1 : Int(status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F))
        }
    }

    /// - Parameter run: runs a command on a file and gives its exit.
    private func edit(_ text: String, run: (String, String) -> Int) throws -> String? {
        let folder = try PrivateFolder(variables)
        defer { folder.remove() }
        let file = try folder.write(Data((text.isEmpty ? "" : text + "\n").utf8), as: "text.txt")
        let before = Self.stamp(file)
        let exit = run(editor, file)
        guard exit == 0 else {
            // An editor left by force (`:cq`) means: as it was. One that could not be run is a fault.
            if exit == 127 || exit == 126 || exit == -1 { throw Complaint(69, "editor.failed", ["command": editor]) }
            return nil
        }
        guard Self.stamp(file) != before, let data = FileManager.default.contents(atPath: file) else { return nil }
        var edited = String(decoding: data, as: UTF8.self)
        while edited.last?.isNewline == true { edited.removeLast() }
        return edited.replacing("\r\n", with: "\n")
    }

    /// Time, size and place of a file: an editor that saved changed one of them.
    private static func stamp(_ file: String) -> [Int] {
        var status = stat()
        guard stat(file, &status) == 0 else { return [] }
        return [Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec), Int(status.st_size), Int(status.st_ino)]
    }

    /// What became of evidence that was to be opened.
    enum Opened: Hashable {
        case shown
        /// There is no display here; the copy is in that place.
        case copied(String)
    }

    /// Opens a private copy of evidence, made anew each time: what a viewer did to the last one is not what was attached. The copy lives as long as the folder.
    ///
    /// Throws `Complaint`: evidence.missing 65, also for what is not what was attached; opener.failed 69, file.cannotWrite 73.
    func open(
        _ file: EvidenceFile, of ledger: OpenLedger, _ folder: PrivateFolder, _ terminal: inout CursesTerminal
    ) throws -> Opened {
        let sub = folder.path + "/" + String(file.digest.prefix(12))
        let copy = sub + "/" + PrivateFolder.safe(file.name)
        try FileManager.default.createDirectory(
            atPath: sub, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        unlink(copy)
        guard try ledger.evidence.copy(file.digest, to: copy, ledger.store.settings.crypto) else {
            throw Complaint(65, "evidence.missing", ["name": file.name, "digest": file.digest])
        }
        if configuration.opener == nil {
            guard hasDisplay else { return .copied(copy) }
            let exit = terminal.launch(opener, copy)
            guard exit == 0 else { throw Complaint(69, "opener.failed", ["command": opener, "path": copy]) }
            return .shown
        }
        // A viewer of the person's own may want the terminal.
        guard terminal.run(opener, copy) == 0 else {
            throw Complaint(69, "opener.failed", ["command": opener, "path": copy])
        }
        return .shown
    }
}
