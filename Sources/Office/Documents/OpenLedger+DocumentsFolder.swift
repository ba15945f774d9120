import Foundation
internal import Ledger

extension OpenLedger {
    /// Where papers go when nobody says where: beside the ledger's file; for a ledger on a server, in a folder of this person's own, named by the address.
    package var documentsFolder: String {
        guard store.database.login != nil else { return path + ".documents" }
        let environment = ProcessInfo.processInfo.environment
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let data = variable("XDG_DATA_HOME") ?? (variable("HOME") ?? "") + "/.local/share"
        return data + "/xiaohao/documents/" + Self.folderName(ofAddress: path)
    }

    /// `postgres://zhang@db/office#west` is `postgres-zhang-db-office-west`.
    static func folderName(ofAddress address: String) -> String {
        let words = address.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") }
        return String(words.joined(separator: "-").prefix(200))
    }
}
