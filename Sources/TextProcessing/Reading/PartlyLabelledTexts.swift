/// The texts of files in which not every record has a label.
package struct PartlyLabelledTexts<Text: Sendable>: Sendable {
  package internal(set) var labelled: [Text] = []
  /// The texts of records whose label is empty; none unless
  /// ``ReadingOptions/keepsUnlabelledTexts`` asks for them.
  package internal(set) var unlabelled: [String] = []
  /// What was left out and repaired.
  package internal(set) var report = ReadingReport()

  package init() {}
}
