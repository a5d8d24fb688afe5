import HTTPTypes
import Hummingbird

/// Who may send requests: nobody without the token where there is one, and no page of another site.
struct AccessPolicy: Sendable {
  let token: AccessToken?
  /// The names by which the server may be called; `nil` for any. On loopback these are the
  /// loopback names alone, so that no other site's name can be made to lead here (DNS rebinding).
  let hosts: Set<String>?

  private static let loopbackNames: Set = ["localhost", "127.0.0.1", "[::1]"]

  init(token: AccessToken?, host: String) {
    self.token = token
    let isLoopback = Self.isLoopback(host)
    hosts = isLoopback ? Self.loopbackNames.union([host.contains(":") ? "[\(host)]" : host]) : nil
  }

  /// Whether only programs on this machine can reach the address.
  static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host == "::1"
      || host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        .elementsEqual([127, nil, nil, nil]) { byte, first in
          first == nil ? byte != nil : byte == first
        }
  }

  /// - Parameter isPublic: whether the address holds nothing of the user's: the page itself.
  /// - Throws: `Problem`.
  func check(_ request: HTTPRequest, isPublic: Bool) throws(Problem) {
    let authority = request.authority ?? ""
    if let hosts, !hosts.contains(Self.name(authority).lowercased()) {
      throw .crossSite("this server answers on \(hosts.sorted().joined(separator: ", ")) only")
    }
    if let origin = request.headerFields[.origin],
      origin != "http://\(authority)" && origin != "https://\(authority)"
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
    if let token, !isPublic, !token.isGiven(in: request.headerFields[.authorization]) {
      throw .unauthorized
    }
  }

  /// The authority without its port.
  private static func name(_ authority: String) -> Substring {
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      return authority[...end]
    }
    return authority.prefix { $0 != ":" }
  }
}
