/// Numbers as they stand in JSON.
enum JSONNumber {
  /// Appends the shortest decimal number that is read as this one.
  static func append(_ number: Double, to output: inout [UInt8]) {
    output += "\(number)".utf8
    if output.suffix(2).elementsEqual(".0".utf8) { output.removeLast(2) }
  }
}
