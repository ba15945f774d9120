/// A point in time, whole seconds since 1970-01-01T00:00:00Z; times in a ledger are claims, their order is what is proved.
package struct Moment: Hashable, Comparable, Sendable {
    package let seconds: Int64

    package init(seconds: Int64) { self.seconds = seconds }

    /// A time written as `2024-12-20T07:03:11Z`; `nil` for anything else.
    package init?(iso text: some StringProtocol) {
        var text = String(text)
        guard let moment = text.withUTF8({ Moment(iso: $0) }) else { return nil }
        self = moment
    }

    /// The same from its bytes.
    package init?(iso bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "Z"),
            let day = Day(iso: UnsafeBufferPointer(rebasing: bytes[..<10]))
        else { return nil }
        func pair(_ index: Int, below limit: Int) -> Int64? {
            guard bytes[index] >= 48, bytes[index] <= 57, bytes[index + 1] >= 48, bytes[index + 1] <= 57 else {
                return nil
            }
            let value = Int(bytes[index] - 48) * 10 + Int(bytes[index + 1] - 48)
            return value < limit ? Int64(value) : nil
        }
        guard let hour = pair(11, below: 24), let minute = pair(14, below: 60), let second = pair(17, below: 60) else {
            return nil
        }
        self.init(seconds: Int64(day.number) * 86_400 + hour * 3600 + minute * 60 + second)
    }

    /// The calendar day it is in a time zone.
    package func day(in zone: ZoneOffset) -> Day {
        let local = seconds + Int64(zone.minutes) * 60
        return Day(number: Int(local >= 0 ? local / 86_400 : (local - 86_399) / 86_400))
    }

    /// Hour (0–23), minute and second in a time zone.
    package func clock(in zone: ZoneOffset) -> (hour: Int, minute: Int, second: Int) {
        let local = seconds + Int64(zone.minutes) * 60
        let rest = Int(((local % 86_400) + 86_400) % 86_400)
        return (rest / 3600, rest / 60 % 60, rest % 60)
    }

    package static func < (left: Moment, right: Moment) -> Bool { left.seconds < right.seconds }
}

extension Moment: CustomStringConvertible {
    /// UTC, `2024-12-20T07:03:11Z`.
    package var description: String {
        String(unsafeUninitializedCapacity: 20) { buffer in
            write(into: buffer)
            return 20
        }
    }

    /// The same 20 bytes.
    package func write(into buffer: UnsafeMutableBufferPointer<UInt8>) {
        day(in: .utc).write(into: buffer)
        let (hour, minute, second) = clock(in: .utc)
        func two(_ value: Int, at start: Int, after sign: Unicode.Scalar) {
            buffer[start] = UInt8(ascii: sign)
            buffer[start + 1] = 48 + UInt8(truncatingIfNeeded: value / 10)
            buffer[start + 2] = 48 + UInt8(truncatingIfNeeded: value % 10)
        }
        two(hour, at: 10, after: "T")
        two(minute, at: 13, after: ":")
        two(second, at: 16, after: ":")
        buffer[19] = UInt8(ascii: "Z")
    }

    /// Day and minute in a zone, `2024-12-20 15:03`.
    package func text(in zone: ZoneOffset) -> String { "\(day(in: zone)) \(clockText(in: zone).prefix(5))" }

    /// The time of day in a zone, `15:03:11`.
    package func clockText(in zone: ZoneOffset) -> String {
        let (hour, minute, second) = clock(in: zone)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(hour)):\(two(minute)):\(two(second))"
    }
}

/// A fixed distance from UTC in minutes; a ledger has one for good (`+08:00` all over China, without summer time).
package struct ZoneOffset: Hashable, Sendable, CustomStringConvertible {
    package let minutes: Int

    package static let utc = ZoneOffset(minutes: 0)
    package static let china = ZoneOffset(minutes: 480)

    private init(minutes: Int) { self.minutes = minutes }

    /// An offset written as `+08:00`, at most 14 hours either way; `nil` for anything else.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 6, bytes[0] == 43 || bytes[0] == 45, bytes[3] == 58,
            let hours = Int(text.dropFirst().prefix(2)), let rest = Int(text.suffix(2)), hours <= 14, rest < 60
        else { return nil }
        self.init(minutes: (hours * 60 + rest) * (bytes[0] == 45 ? -1 : 1))
    }

    package var description: String {
        let distance = abs(minutes)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(minutes < 0 ? "-" : "+")\(two(distance / 60)):\(two(distance % 60))"
    }
}
