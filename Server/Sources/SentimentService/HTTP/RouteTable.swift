import Hummingbird
import Synchronization

/// The routes of the service, to tell a wrong method from a wrong address.
final class RouteTable: Sendable {
  private struct Entry {
    let segments: [Substring]
    let method: HTTPRequest.Method
  }

  private let entries = Mutex<[Entry]>([])

  func add(_ method: HTTPRequest.Method, _ path: String) {
    entries.withLock { $0.append(Entry(segments: path.split(separator: "/"), method: method)) }
  }

  /// The methods that an address takes. As in the router, a route of that very path goes before a
  /// pattern that matches it.
  func methods(for path: String) -> [HTTPRequest.Method] {
    let segments = path.split(separator: "/")
    let fitting = entries.withLock { entries in
      entries.filter { entry in
        entry.segments.count == segments.count
          && zip(entry.segments, segments).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
      }
    }
    let named = fitting.filter { $0.segments == segments }
    return (named.isEmpty ? fitting : named).flatMap {
      $0.method == .get ? [.get, .head] : [$0.method]
    }
  }
}
