import BoardUI
import Office
import Requests
import Screen
import Wording

/// Asks a person at a terminal about proposed findings, line by line, until they are filed or left.
struct IntakeDialogue {
    private let ledger: OpenLedger
    private let words: Catalogue
    private var sheet: IntakeSheet
    private var past: [IntakeSheet] = []

    init(_ ledger: OpenLedger, _ words: Catalogue, _ sheet: IntakeSheet) {
        self.ledger = ledger
        self.words = words
        self.sheet = sheet
    }

    /// What was confirmed; `nil`: nothing is to be filed.
    mutating func run() throws -> IntakeSheet? {
        show()
        Output.line(words["intake.ask.help"])
        while true {
            Output.write(words.text("intake.ask", ["count": String(sheet.ready.count)]), to: 1)
            guard let line = readLine() else {
                Output.line("")
                return nil
            }
            let parts = PlainBoard.split(line)
            guard let verb = parts.first else { continue }
            do {
                switch verb {
                case "f": return sheet
                case "q": return nil
                case "l": show()
                case "?": Output.line(words["intake.ask.help"])
                case _: try take(verb, parts.dropFirst().map { $0 })
                }
            } catch {
                _ = Failure.report(error)
            }
        }
    }

    private func show() {
        IntakeTable.show(sheet, words)
        Output.line(VisibleText.line(IntakeTable.setting(sheet, words)))
    }

    private mutating func take(_ verb: String, _ parts: [String]) throws {
        if verb == "z" {
            guard let last = past.popLast() else { throw Complaint(65, "intake.noUndo") }
            sheet = last
            return show()
        }
        guard let number = parts.first.flatMap({ Int($0) }), sheet.items.indices.contains(number - 1) else {
            throw Complaint(65, "intake.noSuch", ["found": parts.first ?? verb])
        }
        let index = number - 1
        let rest = parts.dropFirst().joined(separator: " ")
        let before = sheet
        switch verb {
        case "p":
            for line in IntakeTable.lines(sheet.items[index], words) { Output.line("  " + VisibleText.line(line)) }
            return
        case "d":
            for number in parts.compactMap({ Int($0) }) { _ = sheet.turn(at: number - 1) }
        case "j":
            guard sheet.join(at: index) else { throw Complaint(65, "intake.noJoin", ["number": String(number)]) }
            try judge([index])
        case "s":
            let text = sheet.items[index].text
            guard !rest.isEmpty, let place = text.ranges(of: rest).first(where: { $0.lowerBound > text.startIndex }),
                sheet.split(at: index, before: text.distance(from: text.startIndex, to: place.lowerBound))
            else { throw Complaint(65, "intake.noSplit", ["found": rest, "number": String(number)]) }
            try judge([index, index + 1])
        case "u":
            let unit = try ledger.unit(named: rest)
            sheet.change(at: index) { $0.unit = .known(unit, .given) }
            try judge([index])
        case "c":
            guard !rest.isEmpty else { throw Complaint(65, "intake.noSuch", ["found": verb]) }
            sheet.change(at: index) { $0.category = IntakeItem.Category(rest, .given) }
        case _: throw Complaint(65, "intake.noSuch", ["found": verb])
        }
        past.append(before)
        show()
    }

    /// What the ledger makes of what was changed.
    private mutating func judge(_ indexes: [Int]) throws {
        sheet.take(judged: try ledger.judged(indexes.map { sheet.items[$0] }))
    }
}
