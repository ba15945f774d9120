import Dispatch
internal import Exchange
internal import Spreadsheet
internal import Synchronization

/// Reads a ledger's file on a thread of its own, a few batches ahead of whoever writes them: reading and writing share the two cores that any machine has.
final class LedgerFileStream: Sendable {
    enum Item: Sendable {
        case rows(sheet: String, [LedgerRowReader.Reading])
        case sheetDone(SheetOutcome)
        case finished(sheets: [String])
        case failed(any Error)
    }

    /// What one sheet was.
    struct SheetOutcome: Sendable {
        let name: String
        let isHidden: Bool
        /// `nil` when the sheet has no header that can be used.
        let mapping: ColumnMapping?
        let hasRows: Bool
        let hiddenRows, hiddenColumns, filledUnits: Int
        let madeExtras: [String]
    }

    private let items = Mutex<[Item]>([])
    private let isCancelled = Mutex(false)
    private let arrived = DispatchSemaphore(value: 0)
    private let room = DispatchSemaphore(value: 8)

    private static let batch = 256
    private static let headerRows = 30

    /// Starts reading; `sheet` alone, or all of them.
    init(_ path: String, sheet: String?, overrides: [String: ColumnMapping.Target], synonyms: HeaderSynonyms) {
        DispatchQueue(label: "xiaohao.import").async {
            do {
                let file = try LedgerFile(path: path)
                for index in file.sheets.indices where sheet == nil || file.sheets[index].name == sheet {
                    try self.read(index, of: file, overrides, synonyms)
                }
                self.put(.finished(sheets: file.sheets.map(\.name)))
            } catch {
                self.put(.failed(error))
            }
        }
    }

    /// The next item; waits for it.
    func next() -> Item {
        arrived.wait()
        room.signal()
        return items.withLock { $0.removeFirst() }
    }

    /// Nobody takes any more.
    func cancel() {
        isCancelled.withLock { $0 = true }
        for _ in 0..<16 { room.signal() }
    }

    private struct Cancelled: Error {}

    private func put(_ item: Item) {
        room.wait()
        items.withLock { $0.append(item) }
        arrived.signal()
    }

    private func read(
        _ index: Int, of file: borrowing LedgerFile, _ overrides: [String: ColumnMapping.Target],
        _ synonyms: HeaderSynonyms
    ) throws {
        let name = file.sheets[index].name
        let merges = try file.merges(of: index)
        let losesMerges = file.losesMerges
        var waiting: [SheetRow] = []
        var reader: LedgerRowReader?
        var mapping: ColumnMapping?
        var isUseless = false
        var hasRows = false
        var ready: [LedgerRowReader.Reading] = []
        func begin() {
            let found = ColumnMapping(waiting, merges: merges, synonyms: synonyms, overrides: overrides)
            guard let found, found.isUsable else {
                isUseless = true
                return
            }
            mapping = found
            reader = LedgerRowReader(found, merges: merges, synonyms: synonyms, fillsBlankUnits: losesMerges)
        }
        func feed(_ readings: [LedgerRowReader.Reading]) throws {
            ready += readings
            guard ready.count >= Self.batch else { return }
            if isCancelled.withLock({ $0 }) { throw Cancelled() }
            put(.rows(sheet: name, ready))
            ready = []
        }
        func each(_ row: SheetRow) throws {
            hasRows = true
            if isUseless { return }
            if reader == nil {
                waiting.append(row)
                guard waiting.count >= Self.headerRows else { return }
                begin()
                for row in waiting { try feed(reader?.take(row) ?? []) }
                waiting = []
                return
            }
            try feed(reader?.take(row) ?? [])
        }
        let hidden = try file.forEachRow(of: index, each)
        if reader == nil, !isUseless {
            begin()
            for row in waiting { try feed(reader?.take(row) ?? []) }
        }
        try feed(reader?.finish() ?? [])
        if !ready.isEmpty { put(.rows(sheet: name, ready)) }
        put(
            .sheetDone(
                SheetOutcome(
                    name: name, isHidden: file.sheets[index].isHidden, mapping: mapping, hasRows: hasRows,
                    hiddenRows: hidden.hiddenRows, hiddenColumns: hidden.hiddenColumns,
                    filledUnits: reader?.filledUnits ?? 0, madeExtras: reader?.madeExtras.sorted() ?? [])))
    }
}
