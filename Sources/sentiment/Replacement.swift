/// What the commands say of ill-formed UTF-8 in their input: it is repaired, but not silently.
enum Replacement {
  static func message(_ count: Int) -> String {
    "\(count.grouped) ill-formed UTF-8 \(count == 1 ? "sequence" : "sequences") replaced by U+FFFD"
  }
}
