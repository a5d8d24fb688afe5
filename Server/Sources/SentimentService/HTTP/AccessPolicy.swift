import HTTPTypes
import Hummingbird
import NIOCore

/// Who may send requests: nobody without the token where there is one, and no page of another site.
struct AccessPolicy: Sendable {
  private let tokens: [AccessToken]
  private let attempts = TokenAttempts()
  private let publicURL: PublicURL?
  /// Whether a proxy stands before the server, which says who asks.
  private let isBehindProxy: Bool
  /// The names by which the server may be called; `nil` for any. On loopback these are the
  /// loopback names and those that were allowed, so that no other site's name can be made to lead
  /// here (DNS rebinding).
  let hosts: Set<String>?

  private static let loopbackNames: Set = ["localhost", "127.0.0.1", "[::1]"]

  /// - Parameters:
  ///   - tokens: of which a client must know one; none for all clients.
  ///   - host: what the server listens at.
  ///   - allowedHosts: the names by which a proxy may call it.
  ///   - publicURL: where people reach it through the proxy.
  init(
    tokens: [AccessToken] = [], host: String, allowedHosts: [HostName] = [],
    publicURL: PublicURL? = nil
  ) {
    (self.tokens, self.publicURL) = (tokens, publicURL)
    let allowed = allowedHosts.map(\.name) + [publicURL?.host].compactMap(\.self)
    isBehindProxy = !allowed.isEmpty
    let own = host.contains(":") ? "[\(host)]" : host
    hosts =
      isBehindProxy || Self.isLoopback(host)
      ? Self.loopbackNames.union([own]).union(allowed) : nil
  }

  /// Whether only programs on this machine can reach the address.
  static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host == "::1"
      || host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        .elementsEqual([127, nil, nil, nil]) { byte, first in
          first == nil ? byte != nil : byte == first
        }
  }

  /// - Parameters:
  ///   - isPublic: whether the address holds nothing of the user's: the page itself.
  ///   - peer: who sent the request.
  /// - Returns: the name of the token's owner; `nil` where it has none, or none is needed.
  /// - Throws: `Problem`.
  @discardableResult
  func check(
    _ request: HTTPRequest, isPublic: Bool, from peer: @autoclosure () -> SocketAddress?
  ) throws(Problem) -> String? {
    let authority = request.authority ?? ""
    if let hosts, !hosts.contains(Self.name(authority).lowercased()) {
      throw .crossSite("this server answers on \(hosts.sorted().joined(separator: ", ")) only")
    }
    if let origin = request.headerFields[.origin],
      ![publicURL?.description, "http://\(authority)", "https://\(authority)"].contains(origin)
    {
      throw .crossSite("pages of \(origin) can't call this server")
    }
    if let site = request.headerFields[.secFetchSite], site != "same-origin" && site != "none" {
      // A link from elsewhere to the page itself does no harm.
      guard isPublic, request.method == .get, request.headerFields[.secFetchMode] == "navigate"
      else {
        throw .crossSite("pages of other sites can't call this server")
      }
    }
    guard !tokens.isEmpty, !isPublic else { return nil }
    if let wait = attempts.wait(of: client(of: request, peer())) { throw .tooManyTokens(wait) }
    guard let given = [AccessToken].given(in: request.headerFields[.authorization]) else {
      throw .unauthorized
    }
    guard let token = tokens.first(matching: given) else {
      attempts.addWrong(from: client(of: request, peer()))
      throw .unauthorized
    }
    return token.name
  }

  /// The address that wrong tokens are counted by. A proxy's requests all come from the proxy: it says for whom at
  /// the end of `X-Forwarded-For`. Of an IPv6 address the half is meant that providers give to one customer.
  private func client(of request: HTTPRequest, _ peer: SocketAddress?) -> String {
    if isBehindProxy, let last = request.headerFields[.forwardedFor]?.split(separator: ",").last {
      return String(last.drop { $0 == " " }.prefix(Self.longestAddress))
    }
    guard case .v6(let address) = peer else { return peer?.ipAddress ?? "" }
    return withUnsafeBytes(of: address.address.sin6_addr) {
      $0.prefix(8).map { String($0, radix: 16) }
    }
    .joined(separator: ":")
  }

  /// An IPv6 address has up to 45 characters.
  private static let longestAddress = 45

  /// The authority without its port.
  private static func name(_ authority: String) -> Substring {
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      return authority[...end]
    }
    return authority.prefix { $0 != ":" }
  }
}
