/// Where the values of a JSON object stand in its text.
package struct JSONMembers {
  package struct Member {
    package let name: String
    package let value: Range<Int>
  }

  /// In the order of the object.
  package let members: [Member]
  /// Where the brace that closes the object stands.
  package let end: Int

  package var names: [String] { members.map(\.name) }

  /// - Returns: `nil` where the text isn't one JSON object.
  package init?(_ text: Span<UInt8>) {
    var members: [Member] = []
    let object = text.withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      return try? scanner.wholeObject { scanner, name throws(JSONScanner.Malformed) in
        members.append(Member(name: name, value: try scanner.skipValue()))
      }
    }
    guard let object else { return nil }
    self.members = members
    end = object.upperBound - 1
  }

  /// A value as text: what a string stands for, nothing for null, and others as they are written.
  package static func text(_ value: Span<UInt8>) -> [UInt8] {
    if let string = string(value) { return string }
    let text = value.withUnsafeBufferPointer(Array.init)
    return text == JSONScanner.null ? [] : text
  }

  /// The UTF-8 of what a string stands for; `nil` for another value.
  package static func string(_ value: Span<UInt8>) -> [UInt8]? {
    value.withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      return try? scanner.string()
    }
  }
}
