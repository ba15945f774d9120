import Foundation
import Office

/// A file to read, or stdin under `-`: what comes from there is kept in a private copy while it is read, since spreadsheets are not read from front to back.
enum InputFile {
    static func with<Value>(_ file: String, _ body: (String) throws -> Value) throws -> Value {
        guard file == "-" else { return try body(file) }
        let folder = try PrivateFolder(GlobalOptions.environment)
        defer { folder.remove() }
        return try body(try folder.write(FileHandle.standardInput.readDataToEndOfFile(), as: "stdin"))
    }
}
