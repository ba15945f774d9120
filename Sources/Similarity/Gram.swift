/// One to three neighbouring ideographs, packed into 48 bits.
struct Gram: Hashable, Comparable {
    let code: UInt64

    static func < (left: Gram, right: Gram) -> Bool { left.code < right.code }

    var length: Int { code >> 32 != 0 ? 3 : code >> 16 != 0 ? 2 : 1 }

    /// Whether two grams have an ideograph in common: then one may hold the other, and they are no two witnesses.
    func touches(_ other: Gram) -> Bool {
        var mine = code
        while mine != 0 {
            var theirs = other.code
            while theirs != 0 {
                if mine & 0xFFFF == theirs & 0xFFFF { return true }
                theirs >>= 16
            }
            mine >>= 16
        }
        return false
    }

    static func text(ofPair pair: UInt32) -> String {
        String(decoding: [UInt16(pair >> 16), UInt16(truncatingIfNeeded: pair)], as: UTF16.self)
    }

    /// Every gram of a text's runs once, in order of code; frequent single characters left out.
    static func all(in runs: [[UInt16]], _ boilerplate: Boilerplate) -> [Gram] {
        var codes: [UInt64] = []
        for run in runs {
            var before: UInt64 = 0
            var beforeThat: UInt64 = 0
            for unit in run {
                let unit = UInt64(unit)
                if !boilerplate.isPlain(UInt16(unit)) { codes.append(unit) }
                if before != 0 { codes.append(before << 16 | unit) }
                if beforeThat != 0 { codes.append(beforeThat << 32 | before << 16 | unit) }
                beforeThat = before
                before = unit
            }
        }
        codes.sort()
        var grams: [Gram] = []
        grams.reserveCapacity(codes.count)
        for code in codes where grams.last?.code != code { grams.append(Gram(code: code)) }
        return grams
    }
}

/// Natural logarithm of a number ≥ 1, by its own series: the same bits on every machine, and no C library in a pure target.
func naturalLogarithm(_ value: Double) -> Double {
    let ratio = (value.significand - 1) / (value.significand + 1)
    var term = ratio
    var sum = 0.0
    for odd in stride(from: 1.0, through: 33.0, by: 2.0) {
        sum += term / odd
        term *= ratio * ratio
    }
    return 2 * sum + Double(value.exponent) * 0.693_147_180_559_945_3
}
