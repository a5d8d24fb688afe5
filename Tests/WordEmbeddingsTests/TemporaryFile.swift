import Foundation

/// Calls `body` with the path of a file that holds `bytes`, and removes it.
func withTemporaryFile<R>(_ bytes: some Sequence<UInt8>, _ body: (String) throws -> R) throws -> R {
  let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try Data(bytes).write(to: url)
  defer { try? FileManager.default.removeItem(at: url) }
  return try body(url.path())
}
