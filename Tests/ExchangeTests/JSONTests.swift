import Exchange
import Foundation
import Testing

/// JSON as it is written, read by the library.
@Suite("JSON")
struct JSONTests {
    @Test("commas, nesting, chosen keys, every escape, and more than there was room for")
    func written() throws {
        let odd = "引号\" 反斜\\ 换行\n 回车\r 制表\t 响铃\u{7} 删除\u{7F} 表情👩‍🌾"
        let long = String(repeating: "长", count: 5_000)
        var json = JSONWriter(capacity: 1)
        json.beginObject()
        json.field("text", odd)
        json.field("none", nil as String?)
        json.field("number", -42)
        json.field("flag", true)
        json.key("decimal")
        json.decimal("12.30")
        json.array("list", [long, "", "末"]) { $1.value($0) }
        json.key("empty")
        json.beginArray()
        json.endArray()
        json.key(named: odd)
        json.beginObject()
        json.key(named: "")
        json.value("无名")
        json.endObject()
        json.key("written")
        json.written(Array("[1,2]".utf8))
        json.endObject()
        let read = try JSONSerialization.jsonObject(with: Data(json.bytes))
        let object = try #require(read as? [String: Any])
        #expect(object["text"] as? String == odd)
        #expect(object["none"] is NSNull)
        #expect(object["number"] as? Int == -42)
        #expect(object["flag"] as? Bool == true)
        #expect(object["decimal"] as? Double == 12.3)
        #expect(object["list"] as? [String] == [long, "", "末"])
        #expect((object["empty"] as? [Any])?.isEmpty == true)
        #expect(object[odd] as? [String: String] == ["": "无名"])
        #expect(object["written"] as? [Int] == [1, 2])
        #expect(object.count == 9)
    }
}
