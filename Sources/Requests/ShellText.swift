package import Rectification

/// The shell command that equals an action, so that whoever watches the footer learns the command line.
package enum ShellText {
    /// - Parameter actor: whose act it is, where the command has to say it.
    package static func command(_ form: FilledForm, on number: FindingNumber, as actor: String? = nil) -> String {
        let (command, after) = form.action.shellWords
        var words = ["xiaohao"] + (actor.map { ["--as", quoted($0)] } ?? [])
        words += [command, number.description] + after
        for name in form.action.positionalFields {
            words += form.all(name).map(quoted)
        }
        for field in form.action.fields where !form.action.positionalFields.contains(field.name) {
            for value in form.all(field.name) { words += ["--" + field.name, quoted(value)] }
        }
        return words.joined(separator: " ")
    }

    /// How an action is typed: what may be left out stands in brackets.
    package static func usage(_ action: FindingAction, on number: FindingNumber) -> String {
        let (command, after) = action.shellWords
        let options = action.fields.map { field in
            let text = action.positionalFields.contains(field.name) ? "…" : "--\(field.name) …"
            return field.isRequired ? text : "[\(text)]"
        }
        return ([command, number.description] + after + options).joined(separator: " ")
    }

    /// A word as POSIX shells read it back.
    package static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "-_./:+,@%".unicodeScalars.contains(scalar)
            }
        return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
