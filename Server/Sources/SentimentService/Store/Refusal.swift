/// Why something isn't done that was asked for: by what is stored, what is under way, or a limit.
/// Each case says what is wrong and the way out.
enum Refusal: Error, Equatable, Sendable {
  /// A value that can't be used.
  case invalid(String)
  case notFound(String)
  /// Not while things are as they are.
  case conflict(String)
  case tooLarge(String)
}
