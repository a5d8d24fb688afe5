extension String {
  /// The text of a token or line, with ill-formed UTF-8 replaced by U+FFFD.
  package init(_ bytes: Span<UInt8>) {
    self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
  }
}
