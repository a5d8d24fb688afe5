extension Int {
  /// As a number of bytes, in the largest unit of which it is a multiple.
  var asSize: String {
    for (unit, name) in [(1 << 20, "MiB"), (1 << 10, "KiB")]
    where self >= unit && isMultiple(of: unit) {
      return "\(self / unit) \(name)"
    }
    return "\(self) bytes"
  }
}
