import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import SentimentService

/// Who may ask.
struct AccessPolicyTests {
  private static let secret = "0123456789abcdef"

  private func request(
    host: String? = "127.0.0.1:8080", path: String = "/v1/classify", _ headers: HTTPFields = [:]
  ) -> Request {
    Request(
      head: HTTPRequest(
        method: .get, scheme: "http", authority: host, path: path, headerFields: headers),
      body: RequestBody(buffer: ByteBuffer()))
  }

  private func status(
    _ request: Request, host: String = "127.0.0.1", token: String? = nil, isPublic: Bool = false
  ) -> Int? {
    let tokens = token.flatMap(AccessToken.init).map { [$0] } ?? []
    return status(request, AccessPolicy(tokens: tokens, host: host), isPublic: isPublic)
  }

  private func status(
    _ request: Request, _ policy: AccessPolicy, from peer: SocketAddress? = nil,
    isPublic: Bool = false
  ) -> Int? {
    do throws(Problem) {
      try policy.check(request.head, isPublic: isPublic, from: peer)
      return nil
    } catch {
      return error.status.code
    }
  }

  @Test(arguments: ["127.0.0.1:8080", "localhost:8080", "LOCALHOST", "[::1]:8080"])
  func loopbackNamesAreServed(host: String) { #expect(status(request(host: host)) == nil) }

  @Test(arguments: ["evil.example", "127.0.0.1.evil.example:8080", "", "[::2]", "10.0.0.1"])
  func aNameThatWasMadeToLeadHereIsRefused(host: String) {
    #expect(status(request(host: host)) == 403)
  }

  @Test func anyNameIsServedWhereTheAddressIsPublic() {
    let token: HTTPFields = [.authorization: "Bearer \(Self.secret)"]
    #expect(status(request(host: "box.example", token), host: "0.0.0.0", token: Self.secret) == nil)
  }

  @Test func otherSitesAreRefused() {
    #expect(status(request([.origin: "http://evil.example"])) == 403)
    #expect(status(request([.origin: "http://127.0.0.1:8081"])) == 403)
    #expect(status(request([.origin: "null"])) == 403)
    #expect(status(request([.secFetchSite: "same-site"])) == 403)
    #expect(status(request([.origin: "http://127.0.0.1:8080"])) == nil)
    #expect(status(request([.secFetchSite: "same-origin"])) == nil)
    let link: HTTPFields = [.secFetchSite: "cross-site", .secFetchMode: "navigate"]
    #expect(status(request(path: "/", link), isPublic: true) == nil)
    #expect(status(request(link)) == 403)
  }

  @Test(arguments: [
    nil, "", "Bearer", "Bearer ", "Bearer 0123456789abcde", "Bearer 0123456789abcdef0",
    "Bearer 0123456789abcdeF", "Basic 0123456789abcdef", "0123456789abcdef",
  ])
  func withoutTheTokenNothingIsServed(header: String?) {
    var headers: HTTPFields = [:]
    headers[.authorization] = header
    #expect(status(request(headers), token: Self.secret) == 401)
    #expect(status(request(path: "/", headers), token: Self.secret, isPublic: true) == nil)
  }

  @Test func withTheTokenAllIsServed() {
    for scheme in ["Bearer", "bearer", "BEARER"] {
      #expect(
        status(request([.authorization: "\(scheme) \(Self.secret)"]), token: Self.secret) == nil)
    }
  }

  @Test func eachPersonHasAToken() throws {
    let tokens = ["anna=0123456789abcdef", "Bo B=abcdefghijklmnop", "0123456789ABCDEF"].compactMap(
      AccessToken.init)
    #expect(tokens.map(\.name) == ["anna", "Bo B", nil])
    let policy = AccessPolicy(tokens: tokens, host: "127.0.0.1")
    for (text, name) in [
      ("0123456789abcdef", "anna"), ("abcdefghijklmnop", "Bo B"), ("0123456789ABCDEF", nil),
    ] {
      let head = request([.authorization: "Bearer \(text)"]).head
      #expect(try policy.check(head, isPublic: false, from: nil) == name)
    }
    #expect(status(request([.authorization: "Bearer anna=0123456789abcdef"]), policy) == 401)
    #expect(tokens[0].isLike(tokens[0]) && !tokens[0].isLike(tokens[1]))
  }

  @Test func whoTriesManyTokensIsMadeToWait() throws {
    let policy = AccessPolicy(tokens: [AccessToken(Self.secret)!], host: "127.0.0.1")
    let peer = try SocketAddress(ipAddress: "10.0.0.1", port: 1)
    let wrong = request([.authorization: "Bearer 0123456789abcdeg"])
    let right = request([.authorization: "Bearer \(Self.secret)"])
    #expect(status(request(), policy, from: peer) == 401)
    for _ in 0..<TokenAttempts.limit { #expect(status(wrong, policy, from: peer) == 401) }
    #expect(status(wrong, policy, from: peer) == 429)
    #expect(status(right, policy, from: peer) == 429)
    #expect(status(right, policy, from: try SocketAddress(ipAddress: "10.0.0.2", port: 1)) == nil)
    #expect(status(request(path: "/"), policy, from: peer, isPublic: true) == nil)
  }

  @Test func neighboursInOneNetworkOfIPv6CountTogether() throws {
    let policy = AccessPolicy(tokens: [AccessToken(Self.secret)!], host: "127.0.0.1")
    let wrong = request([.authorization: "Bearer 0123456789abcdeg"])
    for number in 0..<TokenAttempts.limit {
      _ = status(
        wrong, policy, from: try SocketAddress(ipAddress: "2001:db8:1:2::\(number)", port: 1))
    }
    #expect(
      status(wrong, policy, from: try SocketAddress(ipAddress: "2001:db8:1:2:3::", port: 1)) == 429)
    #expect(
      status(wrong, policy, from: try SocketAddress(ipAddress: "2001:db8:1:3::", port: 1)) == 401)
  }

  @Test func aProxySaysWhoAsks() throws {
    let tokens = [AccessToken(Self.secret)!]
    let behind = AccessPolicy(
      tokens: tokens, host: "127.0.0.1", publicURL: PublicURL("https://team.example"))
    let alone = AccessPolicy(tokens: tokens, host: "127.0.0.1")
    let peer = try SocketAddress(ipAddress: "127.0.0.1", port: 1)
    func wrong(_ client: String) -> Request {
      request([.authorization: "Bearer 0123456789abcdeg", .forwardedFor: "1.2.3.4, \(client)"])
    }
    for _ in 0..<TokenAttempts.limit {
      _ = status(wrong("10.0.0.1"), behind, from: peer)
      _ = status(wrong("10.0.0.1"), alone, from: peer)
    }
    #expect(status(wrong("10.0.0.1"), behind, from: peer) == 429)
    #expect(status(wrong("10.0.0.2"), behind, from: peer) == 401)
    // Without a proxy anybody could write the field.
    #expect(status(wrong("10.0.0.2"), alone, from: peer) == 429)
  }

  @Test func allowedNamesAreServed() {
    let policy = AccessPolicy(
      host: "127.0.0.1", allowedHosts: ["Team.example", "[fd00::1]"].compactMap(HostName.init))
    #expect(status(request(host: "team.example"), policy) == nil)
    #expect(status(request(host: "TEAM.example:443"), policy) == nil)
    #expect(status(request(host: "[fd00::1]:8080"), policy) == nil)
    #expect(status(request(host: "localhost"), policy) == nil)
    #expect(status(request(host: "other.example"), policy) == 403)
    let page: HTTPFields = [.origin: "https://team.example"]
    #expect(status(request(host: "team.example", page), policy) == nil)
    #expect(status(request(host: "127.0.0.1:8080", page), policy) == 403)
  }

  @Test func pagesOfThePublicURLMayAskWhateverTheProxyCallsTheServer() {
    let policy = AccessPolicy(host: "127.0.0.1", publicURL: PublicURL("https://Team.example:443/"))
    let page: HTTPFields = [.origin: "https://team.example", .secFetchSite: "same-origin"]
    for host in ["team.example", "127.0.0.1:8080"] {
      #expect(status(request(host: host, page), policy) == nil)
    }
    #expect(status(request([.origin: "https://team.example.evil.example"]), policy) == 403)
    #expect(status(request([.origin: "http://team.example"]), policy) == 403)
  }

  @Test func urlsAndNamesThatCannotBeAreNone() {
    #expect(PublicURL("http://box:8080")?.description == "http://box:8080")
    #expect(PublicURL("http://[::1]:80")?.description == "http://[::1]")
    for text in [
      "", "team.example", "ftp://a", "https://", "https://a/b", "https://a:0", "https://a:b",
      "https://a b",
    ] {
      #expect(PublicURL(text) == nil, "\(text)")
    }
    for text in ["", "a:80", "http://a", "a/b", "[::1]:80", "*"] {
      #expect(HostName(text) == nil, "\(text)")
    }
  }

  @Test func tokensThatCouldBeGuessedOrCannotBeSentAreNone() {
    #expect(AccessToken("0123456789abcde") == nil)
    #expect(AccessToken("0123456789 abcdef") == nil)
    #expect(AccessToken("0123456789abcdefä") == nil)
    #expect(AccessToken("anna=0123456789abcde") == nil)
    #expect(AccessToken("=0123456789abcdef") == nil)
    // The end of base64, no name.
    #expect(AccessToken("0123456789abcd==").map { $0.name == nil } == true)
  }

  @Test func loopbackAddresses() {
    for host in ["127.0.0.1", "127.1.2.3", "localhost", "::1"] {
      #expect(AccessPolicy.isLoopback(host), "\(host)")
    }
    for host in ["0.0.0.0", "::", "10.0.0.1", "127.0.0", "127.0.0.1.2", "127.0.0.x", "128.0.0.1"] {
      #expect(!AccessPolicy.isLoopback(host), "\(host)")
    }
  }
}
