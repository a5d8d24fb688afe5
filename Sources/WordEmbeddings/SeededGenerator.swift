/// The one source of randomness: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom
/// number generators", OOPSLA 2014).
///
/// A value type that is passed in. ``stream(_:_:)`` gives independent generators by number, so
/// that what is random for a stretch of the corpus depends on its place alone, and not on which
/// thread comes to it first.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = Self.mix(seed) }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// The generator for stream `a`, `b` of this one; this one is not changed.
  package func stream(_ a: Int, _ b: Int = 0) -> SeededGenerator {
    var copy = self
    copy.state = Self.mix(
      copy.state ^ Self.mix(UInt64(bitPattern: Int64(a)) &+ 0x632B_E59B_D9B4_E019))
    copy.state = Self.mix(
      copy.state ^ Self.mix(UInt64(bitPattern: Int64(b)) &+ 0x8572_06B4_D3C1_4F2D))
    return copy
  }

  /// The generator of one of several replicas that are trained together.
  func replica(_ number: Int) -> SeededGenerator { stream(Self.replicaStream, number) }

  /// The stream of the replicas' generators, one that no epoch has.
  private static let replicaStream = -5

  /// A number in `[0, 1)` with 24 random bits, as many as a `Float` holds.
  package mutating func uniform() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// A whole number in `0..<bound`; the bias is under `bound / 2⁶⁴`.
  package mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// The numbers `0..<count` in random order (Fisher and Yates).
  ///
  /// The standard library's shuffle may change its use of the generator from one release to the
  /// next; this one stays.
  package mutating func permutation(of count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) { order.swapAt(last, below(last + 1)) }
    return order
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
