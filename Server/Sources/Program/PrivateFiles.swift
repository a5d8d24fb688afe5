import SentimentPlatform

/// Files of a server's data, which hold what people said.
enum PrivateFiles {
  /// From now on this process makes files and folders that its own user alone can open.
  static func areMadeFromNow() {
    umask(S_IRWXG | S_IRWXO)
  }
}
