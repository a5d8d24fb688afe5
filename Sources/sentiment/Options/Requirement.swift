import ArgumentParser

/// Says what is wrong with arguments where they aren't as they must be.
///
/// - Parameter condition: `nil` where the argument isn't given, which is as good as `true`.
func require(_ condition: Bool?, _ message: String) throws {
  if condition == false { throw ValidationError(message + ".") }
}
