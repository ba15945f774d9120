import Foundation
import Testing

/// The arrows between targets and the house rules, read from the files themselves.
@Suite("Architecture")
struct ArchitectureTests {
    /// Targets and what they may import, as `Package.swift` draws it.
    static func graph() throws -> [String: Set<String>] {
        let manifest = try SourceTree.manifest()
        var graph: [String: Set<String>] = [:]
        for match in manifest.matches(of: #/library\(\s*"(\w+)"(?:,\s*\[([^\]]*)\])?/#) {
            let names = (match.output.2 ?? "").matches(of: #/"(\w+)"/#).map { String($0.output.1) }
            graph[String(match.output.1)] = Set(names)
        }
        return graph
    }

    static func imports(_ file: SourceTree.File) -> [String] {
        file.lines.compactMap { line in
            line.firstMatch(of: #/^(?:package |internal |public |@\w+ )?import (?:\w+ )?(\w+)/#).map {
                String($0.output.1)
            }
        }
    }

    @Test("a target imports only what the manifest draws an arrow to")
    func arrows() throws {
        let graph = try Self.graph()
        #expect(graph.count > 12, "the manifest was not understood")
        let ours = Set(graph.keys)
        let system = ["COpenSSL", "CSQLite", "CZip", "CExpat", "CXlsxWriter", "CNcurses", "CPostgres", "CResources"]
        for file in SourceTree.sources {
            guard let allowed = graph[file.target] else { continue }
            for name in Self.imports(file) where ours.contains(name) || system.contains(name) {
                #expect(allowed.contains(name), "\(file.path) imports \(name)")
            }
        }
    }

    @Test("arrows point down: no target reaches itself")
    func acyclic() throws {
        let graph = try Self.graph()
        for start in graph.keys {
            var reached: Set<String> = []
            var open = Array(graph[start] ?? [])
            while let next = open.popLast() {
                if reached.insert(next).inserted { open += graph[next] ?? [] }
            }
            #expect(!reached.contains(start), "\(start) reaches itself")
        }
    }

    @Test(
        "the domain, requests and screens do no input or output",
        arguments: ["Rectification", "Requests", "Screen", "BoardUI"])
    func pure(target: String) {
        for file in SourceTree.sources where file.target == target {
            for name in Self.imports(file) {
                #expect(!["Foundation", "Glibc", "Dispatch"].contains(name), "\(file.path) imports \(name)")
            }
            for word in ["Date()", "UUID()", "print(", "FileManager", "SystemRandomNumberGenerator"] {
                #expect(!file.text.contains(word), "\(file.path) uses \(word)")
            }
        }
    }

    @Test("only Terminal imports ncurses")
    func ncurses() {
        let importers = Set(SourceTree.sources.filter { Self.imports($0).contains("CNcurses") }.map(\.target))
        #expect(importers == ["Terminal"])
    }

    @Test("no file passes 400 lines")
    func length() {
        for file in SourceTree.sources + SourceTree.files(under: "Tests") {
            #expect(file.lines.count <= 400, "\(file.path)")
        }
    }

    @Test("switches over the domain's enums name every case")
    func exhaustive() {
        for file in SourceTree.sources where file.target == "Rectification" {
            #expect(!file.text.contains("default:"), "\(file.path)")
        }
    }

    @Test("nothing is forced or silenced")
    func honest() {
        let forbidden = ["try!", "as!", "@unchecked Sendable", "nonisolated(unsafe)", "@preconcurrency import"]
        for file in SourceTree.sources {
            for word in forbidden { #expect(!file.text.contains(word), "\(file.path): \(word)") }
        }
    }
}
