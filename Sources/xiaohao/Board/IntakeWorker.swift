import BoardUI
import Ledger
import Office
import Rectification
import Requests
import Wording

/// What the intake list wants done.
extension BoardWorker {
    func messages(for effect: IntakeEffect, _ operation: OperationID) throws -> [IntakeMessage] {
        switch effect {
        case .take(let text):
            let request = IntakeRequest(source: words["intake.pasted"], text: text)
            return [.opened(try ledger.intake(request, progress: report))]
        case .judge(let items): return [.judged(try ledger.judged(items))]
        case .resolve(var items, let written):
            let unit = try ledger.unit(named: written)
            for index in items.indices { items[index].unit = .known(unit, .given) }
            return [.resolved(try ledger.judged(items))]
        case .file(let sheet):
            let done = try ledger.file(
                sheet, as: actorName, WriteOptions(operation: operation), progress: report)
            let problems = done.report.problemSentences(words)
            return [
                .filed(
                    .init(
                        source: sheet.source, done: done.done, filed: done.report.filed,
                        unchanged: done.report.unchanged,
                        problems: problems, head: done.position))
            ]
        case .keep: return []
        case .forget:
            drafts.dropIntake()
            return []
        case .recall:
            return drafts.intake { Moment(seconds: $0).text(in: ledger.store.settings.zone) }.map {
                [.recalled($0.sheets, at: $0.at)]
            } ?? []
        }
    }

    /// Says how far it is; `Esc` breaks off also what asks no database.
    private func report(_ done: Int, _ total: Int) throws {
        if work.isCancelled { throw LedgerError(.interrupted) }
        work.report(done, total)
    }
}
