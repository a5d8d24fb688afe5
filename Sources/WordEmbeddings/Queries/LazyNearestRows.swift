import Synchronization
import TextProcessing

/// The search for nearest rows, made when it is asked for first.
final class LazyNearestRows: Sendable {
  private let rows = Mutex<NearestRows?>(nil)

  /// The rows nearest to some vectors, as ``NearestRows/search(_:maximumCount:excluding:)`` gives
  /// them.
  ///
  /// - Throws: `FileError` when a vector isn't finite.
  func search(
    _ vectors: WordVectors, for targets: [[Float]], maximumCount: Int, excluding excluded: [[Int]]
  ) throws(FileError) -> [[NearestRows.Match]] {
    let (known, first) = try rows.withLock { rows throws(FileError) in
      if let rows { return (rows, nil as [NearestRows.Match]?) }
      let made =
        if targets.count == 1 {
          NearestRows.searching(
            vectors.input, for: targets[0], maximumCount: maximumCount, excluding: excluded[0]
          ).map { ($0.rows, $0.matches as [NearestRows.Match]?) }
        } else {
          NearestRows(vectors.input).map { ($0, nil as [NearestRows.Match]?) }
        }
      guard let made else {
        throw vectors.unsoundVector(vectors.input.firstUnsoundRow ?? 0)
      }
      rows = made.0
      return made
    }
    if let first { return [first] }
    return known.search(targets, maximumCount: maximumCount, excluding: excluded)
  }
}
