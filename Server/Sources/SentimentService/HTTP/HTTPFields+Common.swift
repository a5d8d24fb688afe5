import HTTPTypes

extension HTTPFields {
  /// What keeps a browser from doing with an answer what the page doesn't need.
  static let protection: HTTPFields = [
    .contentSecurityPolicy:
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
      + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    .xContentTypeOptions: "nosniff", .referrerPolicy: "no-referrer", .frameOptions: "DENY",
    .openerPolicy: "same-origin", .resourcePolicy: "same-origin",
    .permissionsPolicy: "camera=(), geolocation=(), microphone=()",
  ]

  /// Adds to an answer's header what all have.
  mutating func complete(id: String) {
    append(contentsOf: Self.protection)
    if self[.cacheControl] == nil { self[.cacheControl] = "no-store" }
    self[.requestID] = id
  }
}

extension HTTPField.Name {
  static let secFetchSite = Self("Sec-Fetch-Site")!
  static let secFetchMode = Self("Sec-Fetch-Mode")!
  static let forwardedFor = Self("X-Forwarded-For")!
  static let requestID = Self("X-Request-ID")!
  static let permissionsPolicy = Self("Permissions-Policy")!
  static let referrerPolicy = Self("Referrer-Policy")!
  static let frameOptions = Self("X-Frame-Options")!
  static let openerPolicy = Self("Cross-Origin-Opener-Policy")!
  static let resourcePolicy = Self("Cross-Origin-Resource-Policy")!
}
