internal import Rectification
internal import Requests
internal import Screen
internal import Wording

// Walking triage: the three lists, what is under the cursor, its members, its page.

extension UIState {
    // MARK: What is shown

    /// Shows triage: suggestions are looked for the first time, and again when somebody else has written since.
    mutating func openTriage() -> [Effect] {
        var effects: [Effect] = [.triage(.lists)]
        if triage.queue == nil || triage.madeAt < head && triage.pending.isEmpty, !triage.isGrouping {
            effects += group()
        }
        return effects + loadBeside()
    }

    /// Looks for suggestions; those there are stay until the new ones come.
    mutating func group() -> [Effect] {
        triage.generation += 1
        triage.isGrouping = true
        return [.triage(.suggest(generation: triage.generation))]
    }

    /// Asks for what stands beside the entry under the cursor and is not there yet.
    mutating func loadBeside() -> [Effect] {
        switch triage.list {
        case .suggestions: return loadRows()
        case .issues:
            guard let issue = triage.issue else { return [] }
            if triage.shownSheet?.row.version != issue.version { return [.triage(.sheet(issue.number))] }
            return loadRows()
        case .letters:
            guard let row = triage.letterRow, triage.shownLetter?.version != row.version else { return [] }
            return [.triage(.letter(row.number))]
        }
    }

    /// Rows asked for at once, around the first that is seen, and how many are kept.
    private static let window = 80
    private static let kept = 4_000

    private mutating func loadRows() -> [Effect] {
        let members = triage.members
        let from = max(0, triage.memberTop - Self.window / 4)
        let missing = members.dropFirst(from).prefix(Self.window).filter { triage.rows[$0] == nil }
        guard !missing.isEmpty else { return [] }
        if triage.rows.count > Self.kept { triage.rows = [:] }
        return [.triage(.rows(Array(members.dropFirst(from).prefix(Self.window).filter { triage.rows[$0] == nil })))]
    }

    mutating func keepTriageInView() {
        let layout = TriageLayout(self)
        triage.cursor = max(0, min(triage.cursor, triage.count - 1))
        triage.top = max(0, min(triage.top, triage.count - layout.visibleEntries))
        if triage.cursor < triage.top { triage.top = triage.cursor }
        if triage.cursor >= triage.top + layout.visibleEntries {
            triage.top = triage.cursor - layout.visibleEntries + 1
        }
        let count = triage.members.count
        triage.member = max(0, min(triage.member, count - 1))
        triage.memberTop = max(0, min(triage.memberTop, count - layout.visibleMembers))
        if triage.member < triage.memberTop { triage.memberTop = triage.member }
        if triage.member >= triage.memberTop + layout.visibleMembers {
            triage.memberTop = triage.member - layout.visibleMembers + 1
        }
        if triage.page != nil { triage.page = max(0, min(triage.page ?? 0, TriagePageView.last(self))) }
    }

    // MARK: Keys

    mutating func runInTriage(_ action: ViewAction) -> [Effect] {
        let layout = TriageLayout(self)
        let visible = triage.isInMembers ? layout.visibleMembers : layout.visibleEntries
        switch action {
        case .down: return moveInTriage(by: 1)
        case .up: return moveInTriage(by: -1)
        case .pageDown: return moveInTriage(by: triage.page == nil ? visible : layout.whole.height)
        case .pageUp: return moveInTriage(by: triage.page == nil ? -visible : -layout.whole.height)
        case .halfDown: return moveInTriage(by: max(1, visible / 2))
        case .halfUp: return moveInTriage(by: -max(1, visible / 2))
        case .first: return moveInTriage(by: -1_000_000)
        case .last: return moveInTriage(by: 1_000_000)
        case .nextPane: return choose(list: 1)
        case .previousPane: return choose(list: -1)
        case .right:
            guard triage.page == nil, !triage.members.isEmpty else { return [] }
            triage.isInMembers = true
            keepTriageInView()
            return loadBeside()
        case .left:
            triage.isInMembers = false
            return []
        case .open: return openInTriage()
        case .back: return backInTriage()
        case .mark: return markInTriage()
        case .undo: return undoInTriage()
        case .search: return startPulling()
        case .copy: return copyInTriage()
        case .menu, .markRange, .nextHit, .previousHit, .filter, .savedFilters, .trouble, .frequency, .lanes, .order,
            .zoomIn, .zoomOut:
            return []
        }
    }

    mutating func moveInTriage(by distance: Int) -> [Effect] {
        if let page = triage.page {
            triage.page = max(0, min(page + distance, TriagePageView.last(self)))
            return []
        }
        if triage.isInMembers {
            triage.member = max(0, min(triage.member + distance, triage.members.count - 1))
        } else {
            point(atEntry: triage.cursor + distance)
        }
        keepTriageInView()
        return loadBeside()
    }

    /// The cursor of the list stands elsewhere: the members begin anew.
    mutating func point(atEntry index: Int) {
        let next = max(0, min(index, triage.count - 1))
        guard next != triage.cursor else { return }
        triage.cursor = next
        beginMembers()
    }

    mutating func beginMembers() {
        triage.member = 0
        triage.memberTop = 0
        triage.out = []
    }

    mutating func choose(list step: Int) -> [Effect] {
        let all = TriageState.List.allCases
        let index = all.firstIndex(of: triage.list) ?? 0
        return show(list: all[(index + step + all.count) % all.count])
    }

    mutating func show(list: TriageState.List) -> [Effect] {
        triage.list = list
        triage.isInMembers = false
        triage.page = nil
        triage.pull = nil
        beginMembers()
        keepTriageInView()
        return (list == .suggestions ? [] : [.triage(.lists)]) + loadBeside()
    }

    private mutating func openInTriage() -> [Effect] {
        if triage.isInMembers {
            return triage.selectedMember.map { expect(.locate($0.number)) } ?? []
        }
        guard triage.count > 0, triage.page == nil else { return [] }
        guard triage.list != .suggestions else { return runInTriage(.right) }
        triage.page = 0
        return loadBeside()
    }

    /// Back takes away, one after the other: the page, the members' cursor, marks; then it leaves for the last view.
    private mutating func backInTriage() -> [Effect] {
        if triage.page != nil {
            triage.page = nil
        } else if triage.isInMembers {
            triage.isInMembers = false
        } else if !triage.marks.isEmpty || !triage.out.isEmpty {
            triage.marks = []
            triage.out = []
        } else {
            return trail.isEmpty ? show(.board) : returnToLastView()
        }
        return []
    }

    /// Space: a member in or out, or an entry of the list marked.
    private mutating func markInTriage() -> [Effect] {
        guard triage.page == nil else { return [] }
        if triage.isInMembers {
            let members = triage.members
            guard members.indices.contains(triage.member) else { return [] }
            let number = members[triage.member]
            if triage.entry != nil {
                changeQueue { $0.toggle(number) }
            } else if triage.out.remove(number) == nil {
                triage.out.insert(number)
            }
            return moveInTriage(by: 1)
        }
        guard let id = triage.entry?.id ?? triage.issue.map({ String($0.number) }) else { return [] }
        if triage.marks.remove(id) == nil { triage.marks.insert(id) }
        return moveInTriage(by: 1)
    }

    private func copyInTriage() -> [Effect] {
        if let finding = triage.selectedMember { return [.copy("#\(finding.number) \(finding.text)")] }
        if let entry = triage.entry {
            return [.copy(([entry.title] + entry.kept.map { "#\($0)" }).joined(separator: " "))]
        }
        if triage.issue != nil || triage.letterRow != nil {
            return [.copy(TriagePageView.lines(self, width: 200).map(\.text).joined(separator: "\n"))]
        }
        return []
    }

    // MARK: The pointer

    mutating func pointInTriage(column: Int, row: Int) -> [Effect] {
        if triage.pull != nil {
            if column == 2 { triage.pull?.cursor = row }
            return []
        }
        triage.isInMembers = column == 1
        if column == 1 { triage.member = row } else { point(atEntry: row) }
        keepTriageInView()
        return loadBeside()
    }

    mutating func pointAtTriage(pane: Int) -> [Effect] {
        guard TriageState.List.allCases.indices.contains(pane) else { return [] }
        return show(list: TriageState.List.allCases[pane])
    }

    // MARK: Pulling in

    private mutating func startPulling() -> [Effect] {
        guard triage.entry != nil || triage.shownSheet != nil, triage.page == nil, !setting.isReadOnly else {
            return []
        }
        triage.pull = PullList()
        return []
    }

    mutating func pressPulling(_ key: KeyPress, _ pull: PullList) -> [Effect] {
        var pull = pull
        switch key {
        case .escape:
            triage.pull = nil
            return []
        case .down: pull.cursor = min(max(0, pull.rows.count - 1), pull.cursor + 1)
        case .up: pull.cursor = max(0, pull.cursor - 1)
        case .pageDown: pull.cursor = min(max(0, pull.rows.count - 1), pull.cursor + 10)
        case .pageUp: pull.cursor = max(0, pull.cursor - 10)
        case .enter:
            guard pull.rows.indices.contains(pull.cursor) else { return [] }
            let finding = pull.rows[pull.cursor]
            pull.cursor = min(pull.rows.count - 1, pull.cursor + 1)
            triage.pull = pull
            return pullIn(finding)
        case _:
            guard pull.query.edit(key) else { return [] }
            pull.cursor = 0
            triage.pull = pull
            return [.triage(.search(pull.query.text))]
        }
        triage.pull = pull
        return []
    }

    private mutating func pullIn(_ finding: FindingRow) -> [Effect] {
        guard !triage.members.contains(finding.number) else {
            notice = Notice(.refused, words.text("triage.isIn", ["number": finding.number.description]))
            return []
        }
        if triage.entry != nil {
            triage.rows[finding.number] = finding
            changeQueue { $0.members = ($0.members + [finding.number]).sorted() }
            notice = Notice(.done, words.text("triage.pulled", ["number": finding.number.description]))
            return []
        }
        guard let issue = triage.issue else { return [] }
        return [.triage(.ask(.add([finding.number]), issue: issue.number))]
    }
}

extension TriageEntry {
    mutating func toggle(_ number: FindingNumber) {
        if left.remove(number) == nil { left.insert(number) }
    }
}
