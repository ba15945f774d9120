import BoardUI
import Ledger
import Office
import Rectification
import Requests
import Wording

/// What the figures want to know of the ledger, and the files they are written to.
extension BoardWorker {
    func messages(for effect: FiguresEffect) throws -> [FiguresMessage] {
        switch effect {
        case .load(let unit, let generation):
            return [.loaded(try ledger.unitFigures(unit), generation: generation)]
        case .export(let kind, let unit):
            let paths = try ledger.writeFigure(kind, of: unit, words)
            let named = try unit.flatMap { id in try ledger.read { try $0.reference(to: id)?.path } }
            let shell =
                ["xiaohao", "figures", "--chart", kind.rawValue]
                + (named.map { ["--unit", ShellText.quoted($0)] } ?? [])
                + ["--out", ShellText.quoted(paths.first ?? "")]
            return [.exported(paths: paths, shell: shell.joined(separator: " "))]
        }
    }
}
