/// Numbers as they stand in JSON.
enum JSONNumber {
  /// Appends the shortest decimal number that is read as this one.
  static func append(_ number: Double, to output: inout [UInt8]) {
    if number == 0 || number == 1 { return output.append(UInt8(ascii: number == 0 ? "0" : "1")) }
    var text = number.description
    text.withUTF8 { output.append(contentsOf: $0) }
    if output.suffix(2).elementsEqual(".0".utf8) { output.removeLast(2) }
  }
}
