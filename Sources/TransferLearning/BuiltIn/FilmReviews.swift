import SentimentTextProcessing

/// The built-in film reviews of one language: 62 without labels, 8 to train on, 2 to test on.
package struct FilmReviews: Sendable {
  package let language: Language
  package let unlabelled: CorpusSource
  package let training: [LabelledText]
  package let test: [LabelledText]

  /// The languages that have film reviews.
  package static let languages: [Language] = [.english, .chinese]

  /// - Throws: `FileError` when there are no built-in reviews in this language.
  package init(_ language: Language) throws(FileError) {
    self.language = language
    let folder = "corpora/movie-reviews-\(language.rawValue)"
    unlabelled = .memory(
      name: "built-in movie-reviews-\(language.rawValue)",
      text: try Self.bytes("\(folder)/pretrain.txt"))
    training = try LabelledTextReader.parse(
      try Self.bytes("\(folder)/train.tsv"), name: "\(folder)/train.tsv")
    test = try LabelledTextReader.parse(
      try Self.bytes("\(folder)/test.tsv"), name: "\(folder)/test.tsv")
  }

  private static func bytes(_ name: String) throws(FileError) -> [UInt8] {
    guard let bytes = EmbeddedFile.bytes(name) else {
      throw FileError(
        .missing, file: name, problem: "not among the built-in corpora",
        remedy: "choose one of: \(languages.map(\.rawValue).joined(separator: ", "))")
    }
    return Array(bytes)
  }
}
