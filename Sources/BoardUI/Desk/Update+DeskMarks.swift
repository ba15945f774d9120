internal import Rectification
internal import Requests
internal import Screen
internal import Wording

// Marks and ranges on the desk.

extension UIState {
    /// Marks the finding under the cursor, or takes its mark away, and goes on to the next.
    mutating func markOnDesk() -> [Effect] {
        guard let number = desk.selected?.finding.number else { return [] }
        if desk.rangeStart != nil { closeDeskRange() }
        if desk.marks.remove(number) == nil { addDeskMarks([number]) }
        return moveOnDesk(by: 1)
    }

    /// Begins a range; the second time it marks everything from there to the cursor.
    mutating func markRangeOnDesk() -> [Effect] {
        guard let number = desk.selected?.finding.number else { return [] }
        if desk.rangeStart == nil {
            desk.rangeStart = number
            notice = Notice(.told, words["mark.range"])
        } else {
            closeDeskRange()
        }
        return []
    }

    mutating func closeDeskRange() {
        let range = desk.range
        desk.rangeStart = nil
        addDeskMarks(range)
    }

    mutating func forgetDeskMarks() {
        desk.marks = []
        desk.rangeStart = nil
    }

    private mutating func addDeskMarks(_ numbers: [FindingNumber]) {
        let room = Self.mostMarks - desk.marks.count
        if numbers.count > room {
            notice = Notice(.refused, words.text("mark.tooMany", ["most": Digits.grouped(Self.mostMarks)]))
        }
        desk.marks.formUnion(numbers.prefix(room))
    }
}
