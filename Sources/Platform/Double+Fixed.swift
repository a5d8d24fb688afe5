extension Double {
  /// Up to this number and to so many decimals, a product with a power of ten is off by less than
  /// ``closeToTie``.
  private static let largestQuick = 1e6
  private static let mostQuickDecimals = 6
  private static let closeToTie = 1e-3

  /// Appends the number with a fixed number of decimals; quickly where it isn't so close to the middle
  /// of two results that only all its digits tell which one is nearer.
  package func appendFixed(_ decimals: Int, to output: inout [UInt8]) {
    let scale = pow(10, Double(decimals))
    let whole = (self * scale).rounded(.down)
    let rest = self * scale - whole
    guard sign == .plus, self <= Self.largestQuick, 0...Self.mostQuickDecimals ~= decimals,
      abs(rest - 0.5) > Self.closeToTie
    else { return appendPrinted(decimals, to: &output) }
    var left = Int(whole) + (rest > 0.5 ? 1 : 0)
    let end = output.count
    var digitCount = 0
    repeat {
      if digitCount == decimals, decimals > 0 { output.append(UInt8(ascii: ".")) }
      output.append(UInt8(ascii: "0") + UInt8(left % 10))
      left /= 10
      digitCount += 1
    } while left > 0 || digitCount <= decimals
    output[end...].reverse()
  }

  private func appendPrinted(_ decimals: Int, to output: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      let count = withVaList([Int32(decimals), self]) {
        vsnprintf(buffer.baseAddress!, buffer.count, "%.*f", $0)
      }
      output += buffer.prefix(Int(count)).lazy.map { UInt8(bitPattern: $0) }
    }
  }
}
