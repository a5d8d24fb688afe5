import FoundationEssentials

/// Where a user's programs keep what they can make again (the XDG base directory specification).
enum CacheFolder {
  /// What encoders made of texts; `nil` where the user has no folder for such.
  static var vectors: String? { sentiment.map { "\($0)/vectors" } }

  private static var sentiment: String? {
    let environment = ProcessInfo.processInfo.environment
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      return "\(cache)/sentiment"
    }
    return environment["HOME"].flatMap { $0.hasPrefix("/") ? "\($0)/.cache/sentiment" : nil }
  }
}
