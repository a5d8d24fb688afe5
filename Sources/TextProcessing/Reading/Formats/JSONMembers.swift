import FoundationEssentials

/// Where the members of a JSON object stand in its text.
package struct JSONMembers {
  package struct Member {
    /// The key, with its quotes.
    package let key: Range<Int>
    package let value: Range<Int>
  }

  package private(set) var members: [Member] = []
  /// The names of the members, in their order.
  package let names: [String]
  /// Where the brace that closes the object stands.
  package private(set) var end = 0

  private static let quote = UInt8(ascii: "\"")

  /// - Parameter text: one object; what is in it needn't be right in each detail. `nil` for anything
  ///   else.
  package init?(_ text: Span<UInt8>) {
    var position = Self.afterSpace(0, in: text)
    guard position < text.count, text[position] == UInt8(ascii: "{") else { return nil }
    position = Self.afterSpace(position + 1, in: text)
    while position < text.count, text[position] != UInt8(ascii: "}") {
      guard text[position] == Self.quote else { return nil }
      let key = position..<Self.afterString(position, in: text)
      position = Self.afterSpace(key.upperBound, in: text)
      guard position < text.count, text[position] == UInt8(ascii: ":") else { return nil }
      position = Self.afterSpace(position + 1, in: text)
      let value = position..<Self.afterValue(position, in: text)
      guard !value.isEmpty else { return nil }
      members.append(Member(key: key, value: value))
      position = Self.afterSpace(value.upperBound, in: text)
      if position < text.count, text[position] == UInt8(ascii: ",") {
        position = Self.afterSpace(position + 1, in: text)
      }
    }
    guard position < text.count else { return nil }
    end = position
    names = members.map { Self.string(text.extracting($0.key)) ?? "" }
  }

  /// What a string stands for; `nil` for another value.
  package static func string(_ value: Span<UInt8>) -> String? {
    guard value.count >= 2, value[0] == quote else { return nil }
    return value.withUnsafeBufferPointer { bytes in
      guard bytes.contains(UInt8(ascii: "\\")) else {
        return String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
      }
      return try? JSONDecoder().decode(String.self, from: Data(bytes))
    }
  }

  private static func afterSpace(_ start: Int, in text: Span<UInt8>) -> Int {
    var position = start
    while position < text.count, isWhitespace(text[position]) { position += 1 }
    return position
  }

  private static func afterString(_ start: Int, in text: Span<UInt8>) -> Int {
    var position = start + 1
    while position < text.count, text[position] != quote {
      position += text[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(position + 1, text.count)
  }

  private static func afterValue(_ start: Int, in text: Span<UInt8>) -> Int {
    var (position, depth) = (start, 0)
    while position < text.count {
      switch text[position] {
      case quote:
        position = afterString(position, in: text)
        if depth == 0 { return position }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard depth > 0 else { return position }
        depth -= 1
        if depth == 0 { return position + 1 }
      case UInt8(ascii: ","): if depth == 0 { return position }
      case let byte: if depth == 0, isWhitespace(byte) { return position }
      }
      position += 1
    }
    return position
  }
}
