import FoundationEssentials

extension ProcessInfo {
  /// How many threads may work in the background: the other processors answer requests.
  var backgroundThreads: Int { max(1, activeProcessorCount / 2) }
}
