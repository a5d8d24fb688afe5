/// What single code points are replaced by.
struct CodePointMap: Sendable {
  /// Rising.
  private let codePoints: [UInt32]
  /// Where each one's replacement begins in `replacements`, `[code points + 1]`.
  private let starts: [UInt32]
  private let replacements: [UInt32]
  /// Whether a code point of ASCII is replaced: few are.
  private let replacesASCII: [Bool]

  /// - Returns: `nil` unless the code points rise, all are Unicode's, and `starts` rises from 0 to the
  ///   number of replacements.
  init?(codePoints: [UInt32], starts: [UInt32], replacements: [UInt32]) {
    guard starts.count == codePoints.count + 1, starts[0] == 0,
      Int(starts[codePoints.count]) == replacements.count,
      zip(starts, starts.dropFirst()).allSatisfy(<=),
      zip(codePoints, codePoints.dropFirst()).allSatisfy(<),
      codePoints.allSatisfy({ Unicode.Scalar($0) != nil }),
      replacements.allSatisfy({ Unicode.Scalar($0) != nil })
    else { return nil }
    self.codePoints = codePoints
    self.starts = starts
    self.replacements = replacements
    var replacesASCII = [Bool](repeating: false, count: 128)
    for codePoint in codePoints.prefix(while: { $0 < 128 }) { replacesASCII[Int(codePoint)] = true }
    self.replacesASCII = replacesASCII
  }

  /// Replaces what the map has in well-formed UTF-8, up to so many bytes of output.
  func apply(to text: inout [UInt8], limit: Int) {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    text.withUnsafeBufferPointer { text in
      var start = 0
      while start < text.count, output.count < limit {
        var next = start
        let codePoint = CodePoints.next(in: text, at: &next)
        if let place = find(codePoint) {
          for replacement in replacements[Int(starts[place])..<Int(starts[place + 1])] {
            CodePoints.append(replacement, to: &output)
          }
        } else {
          output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<next]))
        }
        start = next
      }
    }
    text = output
  }

  /// The place of a code point among those that are replaced.
  private func find(_ codePoint: UInt32) -> Int? {
    guard codePoint >= 0x80 || replacesASCII[Int(codePoint)] else { return nil }
    var (low, high) = (0, codePoints.count)
    while low < high {
      let middle = (low + high) / 2
      if codePoints[middle] < codePoint { low = middle + 1 } else { high = middle }
    }
    return low < codePoints.count && codePoints[low] == codePoint ? low : nil
  }
}
