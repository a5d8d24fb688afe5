import NIOCore
import Testing

@testable import SentimentService

/// The fast way from JSON; all but the simplest body is left to Foundation's.
struct SingleTextRequestTests {
  @Test(arguments: [
    (#"{"text":"a b"}"#, "a b"), (" {\n\"text\" :\t\"é好\" } \r\n", "é好"), (#"{"text":""}"#, ""),
  ])
  func aSingleTextRequestIsRead(body: String, text: String) {
    #expect(SingleTextRequest.text(of: ByteBuffer(string: body)) == text)
  }

  @Test(arguments: [
    #"{"text":"a\nb"}"#, #"{"text":"a"} x"#, #"{"text":"a","explain":true}"#, #"{"text":1}"#,
    #"{"texts":"a"}"#, #"{"text":"a"#, "{\"text\":\"a\u{1}\"}", "", "{", #"[{"text":"a"}]"#,
  ])
  func anyOtherBodyIsLeftToTheDecoder(body: String) {
    #expect(SingleTextRequest.text(of: ByteBuffer(string: body)) == nil)
  }

  @Test func bytesThatAreNoUTF8AreLeftToTheDecoder() {
    let body = ByteBuffer(bytes: Array(#"{"text":""#.utf8) + [0xFF] + Array(#""}"#.utf8))
    #expect(SingleTextRequest.text(of: body) == nil)
  }
}
