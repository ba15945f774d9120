import Foundation
import Testing

/// The published vectors of the record's formats, checked with stock tools.
struct Vectors: Decodable {
    struct Encoding: Decodable {
        struct Good: Decodable { let name, value, line: String }
        struct Bad: Decodable { let name, hex: String }
        let good: [Good]
        let bad: [Bad]
    }
    struct Content: Decodable { let text, sha256, sm3: String }
    struct LoggedEvent: Decodable { let text, hash, sm3Hash: String }
    struct Root: Decodable {
        let size: Int
        let root: String
    }
    struct Reference: Decodable {
        let inputsHex: [String]
        let leafHashes: [String]
        let roots: [Root]
    }
    struct Merkle: Decodable {
        let ofTheseEvents: [Root]
        let ofTheseEventsSM3: [Root]
        let certificateTransparencyReference: Reference
    }
    let encoding: Encoding
    let content: Content
    let events: [LoggedEvent]
    let merkle: Merkle

    static func load() throws -> Vectors {
        let url = try #require(Bundle.module.url(forResource: "vectors", withExtension: "json"))
        return try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: url))
    }
}

func bytes(hex: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = hex[...]
    while !rest.isEmpty {
        bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
        rest = rest.dropFirst(2)
    }
    return bytes
}
