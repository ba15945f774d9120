import BoardUI
import Requests
import Screen
import Wording

/// Proposed findings as a table for a terminal.
enum IntakeTable {
    static func show(_ sheet: IntakeSheet, _ words: Catalogue) {
        let spoken = IntakeWords(words)
        Output.table(
            sheet.items.enumerated().map { index, item in
                [
                    item.isIn ? "✓" : "–", String(index + 1), words.text("intake.line", ["line": String(item.line)]),
                    spoken.unit(item), VisibleText.clip(spoken.category(item), width: 28),
                    spoken.repeated(item) ?? "", VisibleText.clip(item.text.replacing("\n", with: " "), width: 60),
                ]
            })
    }

    /// Everything about one.
    static func lines(_ item: IntakeItem, _ words: Catalogue) -> [String] {
        let spoken = IntakeWords(words)
        return [
            item.text, spoken.unitInFull(item), spoken.categoryInFull(item), spoken.repeatedInFull(item),
            item.deadline,
        ].compactMap { $0 }
    }

    /// Round and deadline of all of them, and who said so.
    static func setting(_ sheet: IntakeSheet, _ words: Catalogue) -> String {
        words.text(
            sheet.isDeadlineProposed ? "intake.settingProposed" : "intake.setting",
            ["round": sheet.round, "deadline": sheet.deadline])
    }
}
