import Ledger
import Rectification
import Requests
import Testing

@Suite("Lanes", .timeLimit(.minutes(5)))
struct LaneListTests {
    @Test("pages lane by lane, forward and backward, are the list", arguments: Driver.allCases, LaneField.allCases)
    func pages(driver: Driver, field: LaneField) throws {
        let rig = try ListTests.filled(driver)
        try rig.store.read { reader in
            for filter in ListTests.filters {
                var all: [FindingRow] = []
                try reader.forEach(filter, order: .due, today: ListTests.today) { row in
                    all.append(row)
                    return true
                }
                // The list is in the order of deadlines already; lanes keep it inside each.
                let lanes = Set(all.map { $0.lane(field) }).sorted {
                    $0.utf8.lexicographicallyPrecedes($1.utf8)
                }
                let expected = lanes.flatMap { lane in all.filter { $0.lane(field) == lane } }.map(\.number)
                var forward: [FindingNumber] = []
                var backward: [FindingNumber] = []
                for direction in [PageRequest.Direction.forward, .backward] {
                    var anchor: PageAnchor?
                    while true {
                        let page = try reader.page(
                            PageRequest(
                                filter: filter, lanes: field, anchor: anchor, direction: direction, limit: 7),
                            today: ListTests.today)
                        let numbers = page.map(\.number)
                        if direction == .forward { forward += numbers } else { backward = numbers + backward }
                        guard let end = direction == .forward ? page.last : page.first, page.count == 7 else { break }
                        anchor = end.anchor(in: .due, lanes: field)
                    }
                }
                #expect(forward == expected && backward == expected)
            }
        }
    }

    @Test("a lane's counts are what a count gives", arguments: Driver.allCases, LaneField.allCases)
    func counts(driver: Driver, field: LaneField) throws {
        let rig = try ListTests.filled(driver)
        try rig.store.read { reader in
            for filter in ListTests.filters {
                var expected: [String: [Int]] = [:]
                try reader.forEach(filter, order: .number, today: ListTests.today) { row in
                    expected[row.lane(field), default: [0, 0, 0, 0]][row.stage.column] += 1
                    return true
                }
                let counts = try reader.counts(
                    ofLanes: Array(expected.keys), by: field, filter, today: ListTests.today)
                #expect(Dictionary(uniqueKeysWithValues: counts.map { ($0.lane, $0.stages) }) == expected)
            }
        }
    }
}
