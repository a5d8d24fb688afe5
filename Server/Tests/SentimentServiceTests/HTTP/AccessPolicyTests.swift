import HTTPTypes
import Hummingbird
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
    let policy = AccessPolicy(token: token.flatMap(AccessToken.init), host: host)
    do throws(Problem) {
      try policy.check(request.head, isPublic: isPublic)
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

  @Test func tokensThatCouldBeGuessedOrCannotBeSentAreNone() {
    #expect(AccessToken("0123456789abcde") == nil)
    #expect(AccessToken("0123456789 abcdef") == nil)
    #expect(AccessToken("0123456789abcdefä") == nil)
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
