/// Which texts are being shown to whom, so that two people aren't asked about the same one.
struct Leases: Sendable {
  private struct Lease {
    let client: String
    let end: ContinuousClock.Instant
  }

  /// A person who hasn't answered for so long has left.
  private static let duration = Duration.seconds(300)

  private var leases: [Int64: Lease] = [:]

  /// The texts that others than the client are looking at.
  mutating func texts(ofOthersThan client: String?, at now: ContinuousClock.Instant = .now) -> Set<
    Int64
  > {
    leases = leases.filter { $0.value.end > now }
    return Set(leases.lazy.filter { $0.value.client != client }.map(\.key))
  }

  /// A client is shown these texts, and none of those before any more.
  mutating func lease(
    _ texts: some Sequence<Int64>, to client: String, at now: ContinuousClock.Instant = .now
  ) {
    leases = leases.filter { $0.value.client != client }
    for text in texts { leases[text] = Lease(client: client, end: now + Self.duration) }
  }
}
