import ArgumentParser

extension NameSpecification {
  /// A long name, and a letter that the value may follow at once, as in `-n5`.
  static func letter(_ letter: Character, _ name: String) -> NameSpecification {
    [.customShort(letter, allowingJoined: true), .customLong(name)]
  }
}
