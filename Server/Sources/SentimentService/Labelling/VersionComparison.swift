/// How good models of the labels are on the versions of the vectors that aren't in use.
struct VersionComparison: Sendable {
  /// Of which texts, labels and vectors it is.
  private(set) var edition: Int?
  /// What a cross-validation says of each version; `nil` where nothing could be learned.
  private(set) var judged: [Int64: JudgedModel?] = [:]
  /// What looks at the versions that are missing.
  var task: Task<Void, Never>?

  /// Forgets what was found for others.
  mutating func begin(_ edition: Int) {
    guard self.edition != edition else { return }
    (self.edition, judged) = (edition, [:])
  }

  /// Takes what was found for an edition, unless another one has begun.
  mutating func take(_ found: JudgedModel?, version: Int64, edition: Int) {
    if self.edition == edition { judged[version] = .some(found) }
  }

  func has(_ version: Int64, edition: Int) -> Bool {
    self.edition == edition && judged[version] != nil
  }

  func judged(_ version: Int64, edition: Int) -> JudgedModel? {
    self.edition == edition ? judged[version] ?? nil : nil
  }
}
