import NIOCore
import Testing

@testable import SentimentService

/// What is said of bodies that aren't as they should be.
struct JSONRequestTests {
  private struct Inner: Decodable {
    let id: Int64
    let note: String?
  }

  private struct Body: Decodable {
    let list: [Inner]
    let one: Inner?
    let names: [String]?
    let seed: UInt64?
  }

  private func problem(_ text: String) -> Problem? {
    do {
      _ = try ByteBuffer(string: text).json(Body.self)
      return nil
    } catch {
      return error as? Problem
    }
  }

  @Test func whatIsRightIsRead() throws {
    let body = try ByteBuffer(
      string:
        #"{"list": [{"id": 1}, {"id": 2, "note": null}], "one": {"id": 3, "note": "a"}, "names": ["b"]}"#
    ).json(Body.self)
    #expect(
      body.list.map(\.id) == [1, 2] && body.one?.note == "a" && body.names == ["b"]
        && body.seed == nil)
  }

  @Test(arguments: [
    (#"{"list": [], "sed": 1}"#, "the body has \"sed\""),
    (#"{"list": [{"id": 1, "nota": 1}]}"#, "nota"),
    (#"{"list": [], "one": {"id": 1, "x": 1}}"#, "\"one\" has \"x\""),
    (#"{"list": [], "seed": -1}"#, "\"seed\""), (#"{"list": [], "seed": 1e300}"#, "\"seed\""),
    (#"{"list": [{"id": "1"}]}"#, "id"), (#"{"list": 1}"#, "\"list\""), (#"{}"#, "lacks \"list\""),
    (#"{"list": [], "names": [1]}"#, "names"), (#"{"list": [{}]}"#, "lacks \"id\""),
    ("[]", "the body"),
  ])
  func whatIsWrongIsNamed(text: String, name: String) {
    let problem = problem(text)
    #expect(
      problem?.status == .unprocessableContent && problem?.detail.contains(name) == true,
      "\(text): \(problem?.detail ?? "")")
  }

  @Test(arguments: ["", "{", "{\"list\": [}", "\u{0}"])
  func whatIsNoJSONIsToldFromThat(text: String) { #expect(problem(text)?.status == .badRequest) }

  @Test func sizesAreInUnitsThatPeopleRead() {
    #expect(
      (64 << 20).asSize == "64 MiB" && (16 << 10).asSize == "16 KiB" && 1_000.asSize == "1000 bytes"
    )
  }
}
