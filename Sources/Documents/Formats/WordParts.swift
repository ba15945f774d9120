/// The parts of a .docx that are the same in every document.
enum WordParts {
    private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let officeRelation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    static func open(_ root: String) -> String {
        declaration + "<\(root) xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
            + " xmlns:r=\"\(officeRelation)\">"
    }

    static func contentTypes(hasMark: Bool) -> String {
        let word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        let parts = [
            ("/word/document.xml", "\(word).document.main+xml"), ("/word/styles.xml", "\(word).styles+xml"),
            ("/word/settings.xml", "\(word).settings+xml"), ("/word/fontTable.xml", "\(word).fontTable+xml"),
            ("/word/footer1.xml", "\(word).footer+xml"), ("/word/footer2.xml", "\(word).footer+xml"),
            ("/word/header1.xml", "\(word).header+xml"),
            ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ]
        return declaration + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + parts.map { "<Override PartName=\"\($0.0)\" ContentType=\"\($0.1)\"/>" }.joined() + "</Types>"
    }

    static let packageRelations =
        declaration + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + "<Relationship Id=\"rId1\" Type=\"\(officeRelation)/officeDocument\" Target=\"word/document.xml\"/>"
        + "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
        + "</Relationships>"

    static let documentRelations =
        declaration + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + [
            ("styles", "styles.xml"), ("settings", "settings.xml"), ("fontTable", "fontTable.xml"),
            ("footer", "footer1.xml"), ("footer", "footer2.xml"), ("header", "header1.xml"),
        ].enumerated().map {
            "<Relationship Id=\"rId\($0.offset + 1)\" Type=\"\(officeRelation)/\($0.element.0)\" Target=\"\($0.element.1)\"/>"
        }.joined() + "</Relationships>"

    static func properties(title: String) -> String {
        declaration
            + "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\""
            + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>\(XMLText.escaped(title))</dc:title>"
            + "</cp:coreProperties>"
    }

    /// Page numbers stand on the outer side, so odd and even pages differ.
    static let settings =
        open("w:settings") + "<w:evenAndOddHeaders/><w:characterSpacingControl w:val=\"compressPunctuation\"/>"
        + "<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\""
        + " w:val=\"15\"/></w:compat></w:settings>"

    /// 37 mm above, 35 below, 28 left, 26 right; a grid of 22 lines.
    static func section(hasMark: Bool) -> String {
        let header =
            hasMark
            ? "<w:headerReference w:type=\"default\" r:id=\"rId6\"/><w:headerReference w:type=\"even\" r:id=\"rId6\"/>"
            : ""
        return "<w:sectPr>\(header)<w:footerReference w:type=\"default\" r:id=\"rId4\"/>"
            + "<w:footerReference w:type=\"even\" r:id=\"rId5\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
            + "<w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" w:header=\"1134\""
            + " w:footer=\"1417\" w:gutter=\"0\"/>"
            + "<w:docGrid w:type=\"lines\" w:linePitch=\"\(WordDocument.lineHeight)\"/>"
            + "</w:sectPr>"
    }

    static func footer(isOdd: Bool) -> String {
        open("w:ftr") + "<w:p><w:pPr><w:pStyle w:val=\"\(isOdd ? "PageOdd" : "PageEven")\"/></w:pPr>"
            + "<w:r><w:t xml:space=\"preserve\">— </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"
            + "<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>"
            + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r>"
            + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> —</w:t></w:r>"
            + "</w:p></w:ftr>"
    }

    static func header(_ mark: String) -> String {
        open("w:hdr") + "<w:p><w:pPr><w:pStyle w:val=\"Mark\"/></w:pPr><w:r><w:t xml:space=\"preserve\">"
            + XMLText.escaped(mark) + "</w:t></w:r></w:p></w:hdr>"
    }

    /// The four faces of GB/T 9704, with the names under which other systems have them.
    static let fontTable =
        open("w:fonts")
        + [
            ("方正小标宋简体", "FZXiaoBiaoSong-B05S"), ("仿宋_GB2312", "FangSong"), ("楷体_GB2312", "KaiTi"), ("黑体", "SimHei"),
            ("宋体", "SimSun"),
        ].map {
            "<w:font w:name=\"\($0.0)\"><w:altName w:val=\"\($0.1)\"/><w:charset w:val=\"86\"/>"
                + "<w:pitch w:val=\"default\"/></w:font>"
        }.joined() + "</w:fonts>"

    static let styles =
        open("w:styles")
        + "<w:docDefaults><w:rPrDefault><w:rPr>\(fonts("仿宋_GB2312"))\(size(32))"
        + "<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>"
        + style(
            "Normal", "Normal", isDefault: true, exactly(WordDocument.lineHeight) + "<w:jc w:val=\"both\"/>",
            spacing(-5) + size(32))
        + style("Body", "Body", "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>", "")
        + style("Flush", "Flush", "", "") + style("Centre", "Centre", "<w:jc w:val=\"center\"/>", "")
        + style("Right", "Right", "<w:ind w:rightChars=\"200\" w:right=\"640\"/><w:jc w:val=\"right\"/>", "")
        + style(
            "Title", "Title",
            "<w:keepNext/><w:spacing w:after=\"\(WordDocument.lineHeight)\" w:line=\"\(WordDocument.lineHeight)\" w:lineRule=\"exact\"/>"
                + "<w:jc w:val=\"center\"/>", fonts("方正小标宋简体") + spacing(0) + size(44))
        + style(
            "Heading1", "heading 1",
            "<w:keepNext/><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:outlineLvl w:val=\"0\"/>",
            fonts("黑体") + size(32))
        + style(
            "Heading2", "heading 2",
            "<w:keepNext/><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:outlineLvl w:val=\"1\"/>",
            fonts("楷体_GB2312") + size(32))
        + style(
            "Cell", "Cell",
            "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"320\" w:lineRule=\"exact\"/><w:jc w:val=\"left\"/>",
            size(24))
        + style("CellLabel", "CellLabel", basedOn: "Cell", "<w:jc w:val=\"center\"/>", fonts("黑体") + size(24))
        + style("Tail", "Tail", "<w:snapToGrid w:val=\"0\"/>" + exactly(20), size(2))
        + style(
            "PageOdd", "PageOdd",
            "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:right=\"280\"/><w:jc w:val=\"right\"/>",
            fonts("宋体") + spacing(0) + size(28))
        + style(
            "PageEven", "PageEven",
            "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:left=\"280\"/><w:jc w:val=\"left\"/>",
            fonts("宋体") + spacing(0) + size(28))
        + style(
            "Mark", "Mark",
            "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>",
            fonts("黑体") + "<w:color w:val=\"C00000\"/>" + spacing(0) + size(24))
        + "<w:style w:type=\"table\" w:styleId=\"Grid\"><w:name w:val=\"Grid\"/><w:tblPr><w:tblBorders>"
        + ["top", "left", "bottom", "right", "insideH", "insideV"].map {
            "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"
        }.joined()
        + "</w:tblBorders><w:tblCellMar><w:top w:w=\"28\" w:type=\"dxa\"/><w:left w:w=\"85\" w:type=\"dxa\"/>"
        + "<w:bottom w:w=\"28\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
        + "</w:styles>"

    private static func style(
        _ id: String, _ name: String, basedOn: String = "Normal", isDefault: Bool = false, _ paragraph: String,
        _ run: String
    ) -> String {
        "<w:style w:type=\"paragraph\" w:styleId=\"\(id)\"\(isDefault ? " w:default=\"1\"" : "")><w:name w:val=\"\(name)\"/>"
            + (isDefault ? "" : "<w:basedOn w:val=\"\(basedOn)\"/>")
            + "<w:qFormat/><w:pPr>\(paragraph)</w:pPr><w:rPr>\(run)</w:rPr></w:style>"
    }

    private static func fonts(_ eastAsia: String) -> String {
        "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"\(eastAsia)\" w:cs=\"Times New Roman\"/>"
    }

    /// What is added to every character's width, in twips. A grid of characters narrower than the font is read differently by every word processor (one takes 28 a line, another 14), so the body is set 0.25 pt tighter instead: 28 characters of 15.75 pt.
    private static func spacing(_ twips: Int) -> String { "<w:spacing w:val=\"\(twips)\"/>" }

    /// In half points.
    private static func size(_ halfPoints: Int) -> String {
        "<w:sz w:val=\"\(halfPoints)\"/><w:szCs w:val=\"\(halfPoints)\"/>"
    }

    private static func exactly(_ twips: Int) -> String {
        "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"\(twips)\" w:lineRule=\"exact\"/>"
    }
}
