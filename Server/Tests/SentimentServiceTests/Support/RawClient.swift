import Foundation
import SentimentPlatform

/// Sends bytes to a port of this machine as they are, and reads what comes back.
///
/// Its calls block, so that each is made on a thread of its own.
enum RawClient {
  /// Far more than any answer takes, so that a test that hangs fails.
  private static let timeLimit = 60

  /// - Parameters:
  ///   - start: what is sent at once.
  ///   - part: what is sent again and again, `count` times or until the server answers.
  ///   - pause: microseconds before each part.
  /// - Returns: all that the server sent until it closed the connection; empty when it can't be
  ///   reached.
  static func answer(
    from port: Int, to start: String, trickling part: String = "", times count: Int = 0,
    pause: UInt32 = 0
  ) async -> String {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(client) }
        guard connect(client, to: port), send(start, to: client) else {
          return continuation.resume(returning: "")
        }
        for _ in 0..<count {
          usleep(pause)
          guard !hasAnswer(client), send(part, to: client) else { break }
        }
        continuation.resume(returning: read(client))
      }
    }
  }

  private static func connect(_ client: Int32, to port: Int) -> Bool {
    var limit = timeval(tv_sec: timeLimit, tv_usec: 0)
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        SentimentPlatform.connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private static func send(_ text: String, to client: Int32) -> Bool {
    let bytes = Array(text.utf8)
    return SentimentPlatform.send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }

  private static func hasAnswer(_ client: Int32) -> Bool {
    var state = pollfd(fd: client, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, 0) > 0
  }

  private static func read(_ client: Int32) -> String {
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while case let count = recv(client, &buffer, buffer.count, 0), count > 0 {
      answer += buffer[..<count]
    }
    return String(decoding: answer, as: UTF8.self)
  }
}
