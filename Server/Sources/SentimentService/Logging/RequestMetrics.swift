import Synchronization

/// How many requests there were, and how long they took, for Prometheus.
final class RequestMetrics: Sendable {
  private struct Key: Hashable {
    let endpoint: String
    let status: Int
  }

  private struct Series {
    var count = 0
    var seconds = 0.0
    /// How many took longer than one of ``bounds``, but no longer than the next; the last are those
    /// that took longer than all.
    var buckets = [Int](repeating: 0, count: bounds.count + 1)

    mutating func add(_ time: Double) {
      count += 1
      seconds += time
      buckets[bounds.firstIndex { time <= $0 } ?? bounds.count] += 1
    }
  }

  /// In seconds.
  private static let bounds = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5]

  private let series = Mutex<[Key: Series]>([:])

  func count(_ endpoint: String, status: Int, time: Duration) {
    let seconds = time.milliseconds / 1e3
    series.withLock {
      $0[Key(endpoint: endpoint, status: status), default: Series()].add(seconds)
    }
  }

  /// In Prometheus' text format.
  var text: String {
    let series = series.withLock { $0 }
    var lines = [
      "# HELP sentiment_request_duration_seconds How long requests took.",
      "# TYPE sentiment_request_duration_seconds histogram",
    ]
    for (key, value) in series.sorted(by: {
      ($0.key.endpoint, $0.key.status) < ($1.key.endpoint, $1.key.status)
    }) {
      let name = "sentiment_request_duration_seconds"
      let labels = "endpoint=\"\(key.endpoint)\",status=\"\(key.status)\""
      var within = 0
      for (bound, count) in zip(Self.bounds, value.buckets) {
        within += count
        lines.append("\(name)_bucket{\(labels),le=\"\(bound)\"} \(within)")
      }
      lines.append("\(name)_bucket{\(labels),le=\"+Inf\"} \(value.count)")
      lines.append("\(name)_sum{\(labels)} \(value.seconds)")
      lines.append("\(name)_count{\(labels)} \(value.count)")
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
