@testable import SentimentService

extension Store {
  /// Adds texts without labels.
  ///
  /// - Returns: how many are new.
  @discardableResult
  func add(_ texts: [String]) async throws -> Int {
    try await add(texts.map { UploadedText(text: $0) }, from: "test").texts
  }

  func setLabels(_ labels: [(text: Int64, label: String)]) async throws {
    try await setLabels(labels.map { GivenLabel(text: $0.text, label: .one($0.label)) })
  }
}
