import BoardUI
import Exchange
import Ledger
import Office
import Rectification
import Requests
import Screen
import Wording

extension FiguresCommand {
    /// One figure as the screen draws it, or in a file. Charts are of units: no other filter means anything to them.
    func showChart(_ ledger: OpenLedger) throws {
        let kinds = try chart.map { [try code($0, "chart", FigureKind.self)] } ?? FigureKind.allCases
        let filter = try ledger.read { try filters.filter($0) }
        var units = FindingFilter()
        units.unit = filter.unit
        guard filter == units else { throw Complaint(64, "usage.unitOnly", ["found": "--chart"]) }
        if let out { try OpenLedger.checkFigure(out, force: force) }
        let figures = try ledger.unitFigures(filter.unit)
        if let out { try ledger.write(kinds, of: figures, to: out, global.words, force: force) }
        if global.json { return Output.json(UnitFiguresJSON.value(figures, kinds)) }
        if let out {
            if !global.quiet { Output.line(global.words.text("document.written", ["path": out])) }
            return
        }
        let text = FiguresText(global.words)
        for kind in kinds {
            for line in text.lines(kind, figures, width: 100) { Output.line(VisibleText.line(line.text)) }
        }
    }
}
