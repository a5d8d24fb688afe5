import Synchronization

/// How many wrong tokens came from an address lately, so that none can go on trying.
final class TokenAttempts: Sendable {
  private struct Count {
    var wrong = 0
    let end: ContinuousClock.Instant
  }

  /// Wrong tokens in a period; people mistype a few.
  static let limit = 20
  static let period = Duration.seconds(60)
  /// Addresses that are counted one by one; of more, all others count as one.
  private static let mostAddresses = 10_000
  private static let others = ""

  private struct Counts {
    var byAddress: [String: Count] = [:]
    /// When those that are over are next taken out; each time takes a look at all.
    var cleaning = ContinuousClock.now
  }

  private let counts = Mutex(Counts())

  /// How long an address may give no token.
  ///
  /// - Parameter address: only asked for where some address gave a wrong token lately.
  /// - Returns: `nil` when it may.
  func wait(
    of address: @autoclosure () -> String, now: ContinuousClock.Instant = .now
  ) -> Duration? {
    counts.withLock { counts in
      guard !counts.byAddress.isEmpty else { return nil }
      let key = Self.key(address(), in: counts)
      guard let count = counts.byAddress[key] else { return nil }
      guard now < count.end else {
        counts.byAddress[key] = nil
        return nil
      }
      return count.wrong < Self.limit ? nil : count.end - now
    }
  }

  func addWrong(from address: String, now: ContinuousClock.Instant = .now) {
    counts.withLock { counts in
      if now >= counts.cleaning {
        counts.byAddress = counts.byAddress.filter { now < $0.value.end }
        counts.cleaning = now + Self.period
      }
      let key = Self.key(address, in: counts)
      counts.byAddress[key, default: Count(end: now + Self.period)].wrong += 1
    }
  }

  private static func key(_ address: String, in counts: Counts) -> String {
    counts.byAddress.count < mostAddresses || counts.byAddress[address] != nil ? address : others
  }
}
