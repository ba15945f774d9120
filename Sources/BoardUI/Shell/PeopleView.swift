internal import Rectification
internal import Requests
internal import Screen
internal import Wording

/// Who acts, found by typing.
enum PeopleView {
    static func draw(_ picker: PeoplePicker, _ state: UIState, _ frame: inout Frame) {
        let shown = picker.shown(state.setting)
        let inside = OverlayView.box(
            72, min(24, max(6, shown.count + 4)), title: state.words["people.title"], state, &frame)
        frame.put(
            "> " + VisibleText.clip(picker.query.text, width: inside.width - 4), row: inside.row,
            column: inside.column + 1, .strong)
        frame.cursor = Place(row: inside.row, column: inside.column + 3 + DisplayWidth.of(picker.query.beforeCaret))
        let visible = inside.height - 1
        let top = OverlayView.top(picker.cursor, shown.count, visible)
        for (place, person) in shown.dropFirst(top).prefix(visible).enumerated() {
            let row = inside.row + 1 + place
            let text = text(person, state.setting)
            frame.put(VisibleText.clip("  " + text, width: inside.width), row: row, column: inside.column)
            OverlayView.entry(top + place, row: row, inside, isSelected: top + place == picker.cursor, &frame)
        }
        if shown.isEmpty {
            let key =
                picker.people == nil ? "board.loading" : picker.people == [] ? "people.none" : "people.noneMatch"
            frame.put(
                VisibleText.clip(state.words[key], width: inside.width - 3), row: inside.row + 1,
                column: inside.column + 2, .dim)
        }
        OverlayView.drawMore(above: top > 0, below: top + visible < shown.count, inside, &frame)
    }

    /// Name, unit, roles and the party of a reviewer.
    static func text(_ person: Person, _ setting: BoardSetting) -> String {
        let roles = person.roles.sorted().map { setting.words.word($0) }.joined(separator: "、")
        let parties = person.parties.sorted().compactMap { setting.policy.party($0)?.name }.joined(separator: "、")
        return [person.name, person.organisation?.name, roles + (parties.isEmpty ? "" : "（\(parties)）")]
            .compactMap { $0 }.joined(separator: " · ")
    }
}
