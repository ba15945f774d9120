internal import Archive
internal import CExpat
internal import Glibc

/// Takes the parts of an XML document as they come.
protocol XMLHandler: AnyObject {
    func start(_ element: UnsafePointer<CChar>, _ attributes: XMLAttributes)
    func end(_ element: UnsafePointer<CChar>)
    func text(_ bytes: UnsafeBufferPointer<UInt8>)
    /// Nothing more is wanted.
    var isDone: Bool { get }
}

/// The attributes of one element; valid only while it starts.
struct XMLAttributes {
    let start: UnsafeMutablePointer<UnsafePointer<CChar>?>?

    subscript(name: StaticString) -> UnsafePointer<CChar>? {
        guard var next = start else { return nil }
        while let key = next[0], let value = next[1] {
            if isNamed(key, name) { return value }
            next += 2
        }
        return nil
    }
}

/// Whether an element or attribute has a name, a namespace prefix apart.
func isNamed(_ text: UnsafePointer<CChar>, _ name: StaticString) -> Bool {
    let wanted = name.utf8Start
    let count = name.utf8CodeUnitCount
    let length = strlen(text)
    if length == count { return memcmp(text, wanted, length) == 0 }
    guard length > count, text[length - count - 1] == CChar(UInt8(ascii: ":")) else { return false }
    return memcmp(text + (length - count), wanted, count) == 0
}

/// Why XML cannot be read.
enum XMLError: Error {
    case malformed(line: Int, String)
    /// An entity was declared; documents of this kind never need one (trust.md, measured traps).
    case entityDeclared
}

private final class XMLState {
    let handler: any XMLHandler
    var declaredEntity = false

    init(_ handler: any XMLHandler) { self.handler = handler }

    static func at(_ pointer: UnsafeMutableRawPointer?) -> XMLState? {
        pointer.map { Unmanaged<XMLState>.fromOpaque($0).takeUnretainedValue() }
    }
}

/// Streams an entry of an archive through expat.
func parseXML(_ entry: String, of archive: borrowing ZipReader, with handler: any XMLHandler) throws {
    guard let parser = XML_ParserCreate(nil) else { throw XMLError.malformed(line: 0, "no memory") }
    defer { XML_ParserFree(parser) }
    let state = XMLState(handler)
    XML_SetUserData(parser, Unmanaged.passUnretained(state).toOpaque())
    XML_SetElementHandler(
        parser,
        { pointer, name, attributes in
            guard let state = XMLState.at(pointer), let name else { return }
            state.handler.start(name, XMLAttributes(start: attributes))
        },
        { pointer, name in
            guard let state = XMLState.at(pointer), let name else { return }
            state.handler.end(name)
        })
    XML_SetCharacterDataHandler(parser) { pointer, text, length in
        guard let state = XMLState.at(pointer), let text else { return }
        text.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
            state.handler.text(UnsafeBufferPointer(start: $0, count: Int(length)))
        }
    }
    XML_SetEntityDeclHandler(parser) { pointer, _, _, _, _, _, _, _, _ in
        XMLState.at(pointer)?.declaredEntity = true
    }
    try withExtendedLifetime(state) {
        try archive.read(entry) { bytes in
            let status = XML_Parse(
                parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), 0)
            if state.declaredEntity { throw XMLError.entityDeclared }
            guard status == XML_STATUS_OK else { throw failure(parser) }
            return !handler.isDone
        }
        if !handler.isDone, XML_Parse(parser, nil, 0, 1) != XML_STATUS_OK { throw failure(parser) }
    }
}

private func failure(_ parser: XML_Parser) -> XMLError {
    .malformed(
        line: Int(XML_GetCurrentLineNumber(parser)),
        XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "")
}
