import CSentimentICU

/// ICU could not load the data that a tokenizer needs.
public struct TokenizerError: Error, Equatable, CustomStringConvertible {
  /// What was to be loaded.
  public let resource: String

  /// ICU's name of the failure, such as `U_MISSING_RESOURCE_ERROR`.
  public let reason: String

  public var description: String {
    "ICU can't load its \(resource) (\(reason)); \(Self.remedy)"
  }

  /// The way out.
  static let remedy = "install the ICU library with its data (libicu)"

  /// Throws if an ICU call that loads `resource` failed.
  static func check(_ status: cicu_status, loading resource: String) throws(TokenizerError) {
    guard status > 0 else { return }
    throw TokenizerError(resource: resource, reason: String(cString: cicu_error_name(status)))
  }
}
