import ArgumentParser
import SentimentTextProcessing

extension SettingRange {
  /// - Parameters:
  ///   - flag: what messages call the setting.
  ///   - word: what may be given in place of a number.
  /// - Throws: `ValidationError` when a value was given that the setting doesn't take.
  func validate(_ value: Value?, _ flag: String, orWord word: String? = nil) throws {
    guard let value, !contains(value) else { return }
    throw ValidationError("\(flag) takes \(self)\(word.map { ", or \($0)" } ?? "").")
  }
}
