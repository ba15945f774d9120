// swift-tools-version: 6.2
import PackageDescription

// Arrows point down only: a target names everything it imports, and `Tests/ArchitectureTests` reads the
// import lines against this graph.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [],
    exclude: [String] = []
) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict)
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "xiaohao",
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    ],
    targets: [
        // System libraries and data.
        .systemLibrary(name: "COpenSSL", path: "Sources/COpenSSL"),
        .systemLibrary(name: "CSQLite", path: "Sources/CSQLite"),
        .systemLibrary(name: "CZip", path: "Sources/CZip"),
        .systemLibrary(name: "CExpat", path: "Sources/CExpat"),
        .systemLibrary(name: "CXlsxWriter", path: "Sources/CXlsxWriter"),
        .target(
            name: "CNcurses",
            linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        .target(name: "CPostgres"),
        .target(
            name: "CResources", path: "Resources",
            exclude: [
                "strings", "proof", "config", "policy", "holidays", "exchange", "demo", "similarity", "templates",
            ]),

        // Values and rules: no input, no output.
        library("Hexadecimal"),
        library("Rectification", ["Hexadecimal"]),
        library("Screen"),
        library("Similarity"),
        library("Requests", ["Rectification"]),
        library("Signing", ["COpenSSL", "Hexadecimal"]),
        library("Attestation", ["Rectification", "Signing"]),
        library("Wording", ["Rectification", "CResources"]),
        library("BoardUI", ["Requests", "Rectification", "Wording", "Screen"]),

        // Files, the terminal, the store.
        library("Archive", ["CZip"]),
        library("Spreadsheet", ["Archive", "CExpat", "CXlsxWriter"]),
        library("Exchange", ["Requests", "Rectification", "Spreadsheet"]),
        library("Documents", ["Requests", "Rectification", "Wording", "Archive", mustache]),
        library("Terminal", ["Screen", "CNcurses"]),
        library("Ledger", ["Requests", "Rectification", "Attestation", "Signing"]),
        library("LedgerSQLite", ["Ledger", "CSQLite", grdb, sqlite]),
        library("LedgerPostgres", ["Ledger", "CPostgres"], exclude: ["SCHEMA.md"]),

        // Use cases and the program.
        library(
            "Office",
            [
                "Ledger", "Attestation", "Signing", "Exchange", "Spreadsheet", "Documents", "Archive", "Requests",
                "Similarity", "Wording", "Rectification",
                yams,
            ]),
        .executableTarget(
            name: "xiaohao",
            dependencies: [
                "Office", "Documents", "BoardUI", "Terminal", "LedgerSQLite", "LedgerPostgres", "Ledger", "Exchange",
                "Requests", "Similarity", "Wording", "Rectification", "Signing", "Screen", argumentParser, yams,
            ],
            swiftSettings: strict),

        .executableTarget(
            name: "xiaohao-bench",
            dependencies: [
                "Office", "Ledger", "LedgerSQLite", "LedgerPostgres", "PostgresServer", "Signing", "Spreadsheet",
                "Requests",
                "Rectification", "PseudoTerminal",
                "Similarity", "LabelledFindings", sqlite,
            ],
            path: "Sources/Benchmark", swiftSettings: strict),

        // A terminal for tests: a pty and an emulator that reads what a program draws.
        .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
        .target(
            name: "PseudoTerminal", dependencies: ["CPseudoTerminal"], path: "Tests/PseudoTerminal",
            swiftSettings: strict),
        // A PostgreSQL server of the tests' own.
        .target(
            name: "PostgresServer", path: "Tests/PostgresServer", exclude: ["try.sh", "partitions.sh"],
            swiftSettings: strict),
        tests("EndToEnd", ["PseudoTerminal", "PostgresServer", "xiaohao"], exclude: ["Golden", "Shim"]),
        tests(
            "ServerTests",
            [
                "PseudoTerminal", "PostgresServer", "xiaohao", "Office", "Ledger", "LedgerSQLite", "LedgerPostgres",
                "Attestation",
                "Requests", "Rectification",
            ]),
        tests(
            "DurabilityTests",
            ["PseudoTerminal", "xiaohao", "Office", "Ledger", "LedgerSQLite", "Rectification"], exclude: ["Shim"]),
        tests(
            "CommandTests",
            [
                "xiaohao", "Office", "Ledger", "Attestation", "BoardUI", "Requests", "Rectification", "Screen",
                "Wording", argumentParser,
            ]),
        tests("ScreenTests", ["Screen", "Terminal", "PseudoTerminal"]),
        tests("ArchitectureTests"),
        tests("RectificationTests", ["Rectification"]),
        .target(
            name: "LabelledFindings", dependencies: ["Similarity", "Wording"], path: "Tests/LabelledFindings",
            exclude: ["bulletins.txt", "chosen-on.txt", "reported-on.txt"], swiftSettings: strict),
        tests("SimilarityTests", ["Similarity", "LabelledFindings"]),
        tests(
            "ExchangeTests", ["Exchange", "Spreadsheet", "Office", "Rectification", "Wording", "CZip"],
            resources: [.copy("Fixtures")], exclude: ["make-fixtures.py"]),
        tests(
            "LedgerConformance",
            [
                "Ledger", "LedgerSQLite", "LedgerPostgres", "PostgresServer", "Attestation", "Signing", "Requests",
                "Rectification",
            ]),
        tests(
            "OfficeTests",
            [
                "Office", "Similarity", "Ledger", "LedgerSQLite", "Attestation", "Documents", "Signing", "Exchange",
                "Requests",
                "Rectification",
                "Wording",
            ], exclude: ["Golden"]),
        tests(
            "BoardUITests",
            ["BoardUI", "Terminal", "PseudoTerminal", "Requests", "Rectification", "Screen", "Wording"],
            exclude: ["Golden"]),
        tests("DocumentTests", ["Documents", "Archive", "Requests", "Rectification", "Wording", "CZip"]),
        tests(
            "WordingTests",
            [
                "Attestation", "Wording", "BoardUI", "Documents", "Exchange", "Ledger", "Office", "Requests",
                "Rectification",
            ]),
        tests("AttestationTests", ["Attestation", "Signing", "Rectification"], resources: [.copy("vectors.json")]),
        tests("SigningTests", ["Signing"], resources: [.copy("vectors.json")]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c2x
)
