package import Rectification
package import Requests

// The lists that lie over a view.

/// The actions of a finding with the domain's word on each, legal ones first.
package struct ActionMenu: Sendable {
    package struct Item: Sendable {
        package let action: FindingAction
        package let refusal: FindingRefusal?

        package init(action: FindingAction, refusal: FindingRefusal?) {
            self.action = action
            self.refusal = refusal
        }
    }

    package let finding: Finding
    package let items: [Item]
    package var cursor = 0
}

/// The list of keys, found by typing.
package struct HelpList: Sendable {
    package var query = TextInput()
    package var cursor = 0
}

/// Who acts, found by typing.
package struct PeoplePicker: Sendable {
    package var people: [Person] = []
    package var query = TextInput()
    package var cursor = 0

    package var shown: [Person] {
        let words = query.text.lowercased()
        guard !words.isEmpty else { return people }
        return people.filter {
            ($0.name + ($0.organisation?.path ?? "") + $0.roles.map(\.rawValue).joined(separator: " ")).lowercased()
                .contains(words)
        }
    }
}
