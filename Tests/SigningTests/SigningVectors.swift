import Foundation
import Testing

/// The published vectors of keys and signatures, checked with stock tools.
struct SigningVectors: Decodable {
    struct SSH: Decodable {
        let seedHex, publicKey, fingerprint, message, signature, principal, allowedSigners: String
    }
    struct Checkpoint: Decodable { let text, signature: String }
    struct SM2: Decodable { let publicKeyPem, fingerprint, messageText, signatureDerBase64: String }
    struct KeyFile: Decodable { let pin, pem, opensToSeedHex: String }

    let sshsig: SSH
    let checkpoint: Checkpoint
    let sm2: SM2
    let privateKeyFile: KeyFile

    static func load() throws -> SigningVectors {
        let url = try #require(Bundle.module.url(forResource: "vectors", withExtension: "json"))
        return try JSONDecoder().decode(SigningVectors.self, from: Data(contentsOf: url))
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

/// A stock tool at work in a folder of its own.
struct Workbench {
    let folder: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("xiaohao-sign-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        folder = url.path
    }

    @discardableResult
    func write(_ name: String, _ content: [UInt8]) -> String {
        #expect(FileManager.default.createFile(atPath: folder + "/" + name, contents: Data(content)))
        return folder + "/" + name
    }

    func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
    }

    /// Runs a line of shell and returns its exit and all that it said.
    func shell(_ line: String) throws -> (code: Int32, said: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, said)
    }
}
