import Foundation
internal import Ledger

extension OpenLedger {
    /// Where papers go when nobody says where: beside the ledger's file; for a ledger on a server, in a folder of this person's own, named by the address.
    package var documentsFolder: String {
        guard store.database.login != nil else { return path + ".documents" }
        let data = UserFolders.data(ProcessInfo.processInfo.environment)
        return data + "/documents/" + Self.folderName(ofAddress: path)
    }

    /// `postgres://zhang@db/office#west` is `postgres-zhang-db-office-west`.
    static func folderName(ofAddress address: String) -> String {
        let words = address.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") }
        return String(words.joined(separator: "-").prefix(200))
    }
}
