/// Where people reach the server through a proxy: scheme, name and perhaps a port.
public struct PublicURL: Sendable, CustomStringConvertible {
  /// As browsers send it as `Origin`.
  public let description: String
  /// The name without the port.
  let host: String

  private static let standardPorts = ["http": "80", "https": "443"]

  /// - Returns: `nil` for what is no such URL, or has a path: the page's own addresses begin at the root.
  public init?(_ text: String) {
    let text = text.lowercased()
    guard
      let (scheme, standardPort) = Self.standardPorts.first(where: {
        text.hasPrefix("\($0.key)://")
      })
    else { return nil }
    var authority = text.dropFirst(scheme.count + 3)
    if authority.last == "/" { authority.removeLast() }
    guard let host = HostName(authority: authority) else { return nil }
    let port = authority.dropFirst(host.name.count)
    guard port.isEmpty || port.first == ":" && UInt16(port.dropFirst()) ?? 0 > 0 else { return nil }
    self.host = host.name
    description = "\(scheme)://\(host.name)\(port == ":\(standardPort)" ? "" : port)"
  }
}
