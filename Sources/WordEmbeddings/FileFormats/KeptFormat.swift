import SentimentTextProcessing

/// What a file of this program is, as its metadata says.
package enum KeptFormat: String {
  /// Vectors, or a model, which has a classifier beside them.
  case model = "sentiment"
  case checkpoint = "sentiment-checkpoint"
  /// A transformer with its tokenizer.
  case encoder = "sentiment-encoder"

  private static let key = "format"
  private static let versionKey = "format_version"
  private static let version = "1"
  /// The labels of a model's classifier.
  package static let labelsKey = "labels"

  /// `nil` for a file of another program.
  package init?(_ file: Safetensors) {
    guard let format = file.metadata[Self.key].flatMap(Self.init(rawValue:)) else { return nil }
    self = format
  }

  /// What each file of the format has in its metadata.
  package var metadata: [String: String] {
    [
      Self.key: rawValue, Self.versionKey: Self.version,
      ProgramVersion.key: ProgramVersion.current,
    ]
  }

  package static func hasClassifier(_ file: Safetensors) -> Bool { file.metadata[labelsKey] != nil }

  /// - Throws: `FileError` when this program doesn't read the file's version of the format.
  package static func checkVersion(of file: Safetensors) throws(FileError) {
    let found = file.metadata[versionKey]
    guard found != version else { return }
    throw FileError(
      .newerVersion, file: file.file.path,
      problem: "its format version is \(found ?? "missing"), this program reads \(version)",
      remedy: "use the version of the program that wrote it (\(ProgramVersion.writer(of: file));"
        + " this is version \(ProgramVersion.current))")
  }
}
