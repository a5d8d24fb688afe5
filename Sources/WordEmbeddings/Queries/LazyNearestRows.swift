import Synchronization
import TextProcessing

/// The search for nearest rows, made when it is asked for first.
final class LazyNearestRows: Sendable {
  private let rows = Mutex<NearestRows?>(nil)

  /// - Throws: `FileError` when a vector isn't finite.
  func rows(of vectors: WordVectors) throws(FileError) -> NearestRows {
    try rows.withLock { rows throws(FileError) in
      if let rows { return rows }
      guard let made = NearestRows(vectors.input) else {
        throw vectors.unsoundVector(vectors.input.firstUnsoundRow ?? 0)
      }
      rows = made
      return made
    }
  }
}
