import FoundationEssentials

/// Processes that work on one task together, on one machine or several. Each has a number, its rank.
///
/// All of them make the same calls in the same order; a call ends when all have made it.
package protocol ProcessGroup: AnyObject, Sendable {
  /// The number of this process, `0..<count`.
  var rank: Int { get }
  var count: Int { get }

  /// Sends `parts[p]` to process `p`.
  ///
  /// - Returns: what each process has sent to this one, by their ranks.
  func exchange(_ parts: [[UInt8]]) -> [[UInt8]]

  /// Sends the same bytes to all.
  ///
  /// - Returns: what each process has sent, by their ranks.
  func gather(_ bytes: [UInt8]) -> [[UInt8]]
}

/// A process that works alone.
package final class SingleProcess: ProcessGroup {
  package let rank = 0
  package let count = 1

  package init() {}

  package func exchange(_ parts: [[UInt8]]) -> [[UInt8]] { parts }
  package func gather(_ bytes: [UInt8]) -> [[UInt8]] { [bytes] }
}

extension ProcessGroup {
  package var isAlone: Bool { count == 1 }

  /// The numbers of those of `partCount` parts of the work that a process has: neighbours, and as many
  /// as any other has or one more.
  package func parts(of partCount: Int, rank: Int) -> Range<Int> {
    partCount * rank / count..<partCount * (rank + 1) / count
  }

  /// Sends a value to all.
  ///
  /// - Returns: what each process has sent, by their ranks.
  /// - Throws: when the value can't be written as JSON, or another process sent none such.
  package func gather<Value: Codable>(value: Value) throws -> [Value] {
    guard !isAlone else { return [value] }
    let bytes = [UInt8](try JSONEncoder().encode(value))
    return try gather(bytes).map { try JSONDecoder().decode(Value.self, from: Data($0)) }
  }

  /// Whether any process says so.
  package func anySays(_ isSo: Bool) -> Bool {
    isAlone ? isSo : gather([isSo ? 1 : 0]).contains([1])
  }
}
