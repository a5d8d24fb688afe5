import Hummingbird
import NIOCore
import NIOHTTPTypes

extension ChannelHandlerContext {
  /// Writes a problem as a whole answer, without a flush.
  func write(_ problem: Problem) {
    let (head, body) = problem.message
    write(NIOAny(HTTPResponsePart.head(head)), promise: nil)
    write(NIOAny(HTTPResponsePart.body(body)), promise: nil)
    write(NIOAny(HTTPResponsePart.end(nil)), promise: nil)
  }
}
