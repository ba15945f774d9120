import Foundation
internal import Ledger
package import Rectification
package import Requests
internal import Spreadsheet
package import Wording

extension OpenLedger {
    package static let figureFormats = ["xlsx", "html", "md"]

    /// The figures of a unit, or of the whole ledger, from counters. Throws `Complaint`: unit.* 65 or 66.
    package func unitFigures(_ unit: OrganisationID?) throws -> UnitFigures {
        try read { reader in try reader.figures(of: unit, try policy(reader).coverage, today: today) }
    }

    /// Whether a figure may be put there. Throws `Complaint`: figure.format 64, file.exists 73.
    package static func checkFigure(_ path: String, force: Bool) throws {
        guard figureFormats.contains((path as NSString).pathExtension.lowercased()) else {
            throw Complaint(64, "figure.format", ["path": path], candidates: figureFormats.map { "." + $0 })
        }
        if !force, FileManager.default.fileExists(atPath: path) { throw Complaint(73, "file.exists", ["path": path]) }
    }

    /// Writes figures to a file, one sheet or section each; its format by the extension.
    ///
    /// Throws `Complaint`: figure.format 64, file.exists 73, file.cannotWrite 73, ledger.full 74.
    package func write(
        _ kinds: [FigureKind], of figures: UnitFigures, to path: String, _ words: Catalogue, force: Bool
    ) throws {
        try Self.checkFigure(path, force: force)
        let temporary = WholeFile.making(path)
        defer { unlink(temporary) }
        do {
            switch (path as NSString).pathExtension.lowercased() {
            case "xlsx": try Self.writeBook(kinds, figures, to: temporary, words)
            case "md":
                try page(kinds, figures, words, isDrawn: false).write(
                    toFile: temporary, atomically: false, encoding: .utf8)
            case _:
                try page(kinds, figures, words, isDrawn: true).write(
                    toFile: temporary, atomically: false, encoding: .utf8)
            }
        } catch let error as SpreadsheetError {
            throw Self.complaint(error, path)
        } catch is CocoaError {
            throw WholeFile.failure(path)
        }
        if force { unlink(path) }
        try WholeFile.place(temporary, at: path)
    }

    /// Writes one figure beside the ledger in every format; returns the paths.
    package func writeFigure(_ kind: FigureKind, of unit: OrganisationID?, _ words: Catalogue) throws -> [String] {
        let figures = try unitFigures(unit)
        try WholeFile.makeFolder(pressFolder)
        let name = Self.fileName(
            words["chart.title.\(kind.rawValue)"], figures.unit?.path ?? words["chart.everything"], nil)
        return try Self.figureFormats.map { format in
            let path = "\(pressFolder)/\(name).\(format)"
            try write([kind], of: figures, to: path, words, force: true)
            return path
        }
    }

    private static func writeBook(
        _ kinds: [FigureKind], _ figures: UnitFigures, to path: String, _ words: Catalogue
    ) throws {
        var book = try WorkbookWriter(path: path)
        for kind in kinds {
            let table = FigureTable(kind, figures, words)
            try book.beginSheet(
                table.title, headers: table.headers,
                widths: table.headers.indices.map { $0 == 0 ? 28 : 12 })
            for row in table.rows { try book.write(row) }
        }
        try book.close()
    }

    /// As Markdown, or as a page with drawings above the tables.
    private func page(
        _ kinds: [FigureKind], _ figures: UnitFigures, _ words: Catalogue, isDrawn: Bool
    ) -> String {
        let heading = store.settings.name + " · " + (figures.unit?.path ?? words["chart.everything"])
        let asOf = words.text("chart.asOf", ["date": figures.asOf.description])
        guard isDrawn else {
            return
                (["# " + heading, asOf]
                + kinds.map { kind in
                    let table = FigureTable(kind, figures, words)
                    return "## \(table.title)\n\n\(table.markdown)"
                }).joined(separator: "\n\n") + "\n"
        }
        let parts = kinds.map { kind -> String in
            let table = FigureTable(kind, figures, words)
            func cells(_ cells: [String], _ tag: String) -> String {
                "<tr>" + cells.map { "<\(tag)>\(FigureDrawing.escaped($0))</\(tag)>" }.joined() + "</tr>"
            }
            return """
                <section><h2>\(FigureDrawing.escaped(table.title))</h2>
                \(FigureDrawing.svg(kind, figures, words))
                <table>\(cells(table.headers, "th"))\(table.rows.map { cells($0, "td") }.joined(separator: "\n"))</table>
                </section>
                """
        }
        return """
            <!DOCTYPE html>
            <html lang="\(words.language.rawValue)"><head><meta charset="utf-8"><title>\(FigureDrawing.escaped(heading))</title>
            <style>body{font-family:sans-serif;margin:2em;max-width:60em}table{border-collapse:collapse;margin-top:1em}\
            th,td{border:1px solid #999;padding:.2em .6em;text-align:right}th:first-child,td:first-child{text-align:left}\
            svg{max-width:100%;height:auto}</style></head>
            <body><h1>\(FigureDrawing.escaped(heading))</h1><p>\(FigureDrawing.escaped(asOf))</p>
            \(parts.joined(separator: "\n"))
            </body></html>

            """
    }
}
