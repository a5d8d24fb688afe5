// The system's paths are bytes, which need not be UTF-8, and a String holds only that. So a path's
// byte that isn't UTF-8 stands in a String as one character of those that Unicode leaves to private
// use, and becomes the byte again where the system is called.

/// What stands for byte 0.
private let firstStandIn: UInt32 = 0x10FD00

extension String {
  /// A path as the system gives it.
  package init(path: UnsafePointer<CChar>) {
    if let text = String(validatingCString: path) {
      self = text
      return
    }
    let bytes = UnsafeBufferPointer(start: path, count: strlen(path)).map(UInt8.init(bitPattern:))
    var scalars = String.UnicodeScalarView()
    var rest = bytes[...]
    while !rest.isEmpty {
      // The longest run of whole characters, and then the byte that ends it.
      var decoder = UTF8()
      var iterator = rest.makeIterator()
      var length = 0
      while case .scalarValue(let scalar) = decoder.decode(&iterator) {
        scalars.append(scalar)
        length += UTF8.width(scalar)
      }
      rest = rest.dropFirst(length)
      if let byte = rest.popFirst() {
        scalars.append(Unicode.Scalar(firstStandIn + UInt32(byte))!)
      }
    }
    self.init(scalars)
  }

  /// The path's bytes as the system takes them, with a NUL byte at the end.
  package var pathBytes: [CChar] {
    guard unicodeScalars.contains(where: \.isStandIn) else { return Array(utf8CString) }
    return unicodeScalars.flatMap { scalar -> [CChar] in
      scalar.isStandIn
        ? [CChar(bitPattern: UInt8(scalar.value - firstStandIn))]
        : UTF8.encode(scalar)!.map { CChar(bitPattern: $0) }
    } + [0]
  }

  /// The text without what stands for bytes of a path: what isn't UTF-8 is U+FFFD.
  package var withoutPathBytes: String {
    guard unicodeScalars.contains(where: \.isStandIn) else { return self }
    return pathBytes.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }
}

extension Unicode.Scalar {
  fileprivate var isStandIn: Bool { firstStandIn + 0x80...firstStandIn + 0xFF ~= value }
}
