/// What a project is called in addresses and folders: small letters, digits and hyphens.
enum ProjectID {
  /// The project whose addresses need no name: `/v1/labels` is `/v1/projects/first/labels`.
  static let first = "first"

  private static let longest = 40

  static func isValid(_ id: String) -> Bool {
    !id.isEmpty && id.utf8.count <= longest && !id.hasPrefix("-") && id.utf8.allSatisfy(isAllowed)
  }

  /// The id that a project's name suggests, unlike those that are taken.
  static func make(from name: String, unlike taken: Set<String>) -> String {
    let words = name.lowercased().split { !$0.utf8.allSatisfy { isAllowed($0) && $0 != hyphen } }
    let plain = String(words.joined(separator: "-").prefix(longest - 4))
    let id = isValid(plain) ? plain : "project"
    guard taken.contains(id) else { return id }
    return (2...).lazy.map { "\(id)-\($0)" }.first { !taken.contains($0) }!
  }

  private static let hyphen = UInt8(ascii: "-")

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), hyphen: true
    default: false
    }
  }
}
