import SentimentPlatform

/// Strings that C reads. They never change, hence `@unchecked Sendable`.
final class CStrings: @unchecked Sendable {
  private let strings: [UnsafeMutablePointer<CChar>?]

  init(_ strings: [String]) { self.strings = strings.map { strdup($0) } }

  deinit {
    for string in strings { SentimentPlatform.free(string) }
  }

  /// `nil` beyond the last.
  subscript(index: Int) -> UnsafePointer<CChar>? {
    strings.indices.contains(index) ? UnsafePointer(strings[index]) : nil
  }
}

/// Gives a string to C, which frees it by `sentiment_string_free`.
func give(_ text: String, to place: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) throws {
  guard let place else { throw ArgumentError("the place for the JSON is NULL") }
  place.pointee = strdup(text)
}
