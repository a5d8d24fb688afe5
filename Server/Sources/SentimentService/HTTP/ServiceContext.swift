import Hummingbird
import NIOCore

/// What Hummingbird keeps with a request.
struct ServiceContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Who sent the request.
  let peer: SocketAddress?
  /// The name of the token that it came with; `nil` where that has none.
  var person: String?

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress
  }
}
