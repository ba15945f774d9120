package import Rectification
internal import Requests
internal import Screen
internal import Wording

/// The evidence of a finding, one of which is to be opened with the system's viewer.
package struct EvidencePicker: Sendable {
    package let number: FindingNumber
    package let evidence: [Evidence]
    package var cursor = 0
}

extension UIState {
    /// One piece is opened at once, several are offered.
    mutating func offer(_ evidence: [Evidence], of number: FindingNumber) -> [Effect] {
        switch evidence.count {
        case 0:
            let letter = MenuEntry.all.first { $0.action == .attach }.map { String($0.letter) } ?? ""
            notice = Notice(
                .refused, words["evidence.none"], remedy: words.text("evidence.none.remedy", ["letter": letter]))
            return []
        case 1: return [.open(evidence[0].file)]
        case _:
            overlay = .evidence(EvidencePicker(number: number, evidence: evidence))
            return []
        }
    }

    mutating func pressInEvidence(_ key: KeyPress, _ picker: EvidencePicker) -> [Effect] {
        var picker = picker
        let last = picker.evidence.count - 1
        switch Keymap.halfWidth(key) {
        case .escape, .character("q"):
            overlay = .none
            return []
        case .down, .character("j"): picker.cursor = min(last, picker.cursor + 1)
        case .up, .character("k"): picker.cursor = max(0, picker.cursor - 1)
        case .pageDown: picker.cursor = min(last, picker.cursor + 10)
        case .pageUp: picker.cursor = max(0, picker.cursor - 10)
        case .home, .character("g"): picker.cursor = 0
        case .end, .character("G"): picker.cursor = last
        case .enter: return [.open(picker.evidence[picker.cursor].file)]
        case .character(let digit):
            guard let number = digit.wholeNumberValue,
                let index = picker.evidence.firstIndex(where: { $0.number == number })
            else { return pressBeside(key) }
            picker.cursor = index
            overlay = .evidence(picker)
            return [.open(picker.evidence[index].file)]
        case let other: return pressBeside(other)
        }
        overlay = .evidence(picker)
        return []
    }

    /// Says what became of evidence that was to be opened.
    mutating func take(opened file: EvidenceFile, copiedTo place: String?) {
        notice =
            place.map { Notice(.done, words.text("evidence.copied", ["name": file.name, "path": $0])) }
            ?? Notice(.done, words.text("evidence.opened", ["name": file.name]))
    }
}

enum EvidenceView {
    static func draw(_ picker: EvidencePicker, _ state: UIState, _ frame: inout Frame) {
        let title = state.words.text("evidence.title", ["number": picker.number.description])
        let inside = OverlayView.box(72, picker.evidence.count + 2, title: title, state, &frame)
        let top = OverlayView.top(picker.cursor, picker.evidence.count, inside.height)
        for (place, piece) in picker.evidence.dropFirst(top).prefix(inside.height).enumerated() {
            let rect = Rect(row: inside.row + place, column: inside.column, width: inside.width, height: 1)
            let size = Self.size(piece.file.bytes)
            frame.put(
                VisibleText.clip(
                    "  \(piece.number). \(piece.file.name)", width: rect.width - DisplayWidth.of(size) - 2),
                row: rect.row, column: rect.column)
            frame.put(size, row: rect.row, column: rect.column + rect.width - DisplayWidth.of(size) - 1, .dim)
            if top + place == picker.cursor {
                frame.put("▌", row: rect.row, column: rect.column, .focus)
                frame.restyle(rect) { Style($0.tone, reversed: true) }
            }
            frame.spots.append(Spot(rect, .item(top + place)))
        }
    }

    /// 812 B · 34 KB · 2.1 MB
    static func size(_ bytes: Int) -> String {
        if bytes < 1000 { return "\(bytes) B" }
        if bytes < 1_000_000 { return "\((bytes + 500) / 1000) KB" }
        let tenths = (bytes + 50_000) / 100_000
        return "\(tenths / 10).\(tenths % 10) MB"
    }
}
