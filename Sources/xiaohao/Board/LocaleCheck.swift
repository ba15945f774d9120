import Office

/// Whether the terminal reads UTF-8, as the locale promises.
enum LocaleCheck {
    /// A locale without a character set (`C`, `zh_CN`) says nothing; one that names another set is believed.
    ///
    /// Throws `Complaint` 64 `board.noUTF8`.
    static func requireUTF8(_ variables: [String: String]) throws {
        guard
            let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap({ variables[$0] }).first(where: { !$0.isEmpty }
            ),
            let dot = locale.firstIndex(of: ".")
        else { return }
        let set = locale[locale.index(after: dot)...].prefix { $0 != "@" }.lowercased().filter { $0 != "-" }
        guard set == "utf8" else { throw Complaint(64, "board.noUTF8", ["locale": locale]) }
    }
}
