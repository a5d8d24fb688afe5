import SentimentTextProcessing
import SentimentTransferLearning

/// The texts of an experiment: those without labels, those to train on, and those to test on.
package struct ExperimentCorpus: Sendable {
  /// What reports call it; `nil` for the article's reviews.
  package let name: String?
  /// `nil` where it isn't told.
  package let language: Language?
  let unlabelled: CorpusSource
  let training: [LabelledText]
  let test: [LabelledText]

  /// The article's reviews, which are part of the program.
  ///
  /// - Throws: `FileError` when there are none in the language.
  package init(_ language: Language) throws {
    let reviews = try FilmReviews(language)
    name = nil
    self.language = language
    (unlabelled, training, test) = (reviews.unlabelled, reviews.training, reviews.test)
  }

  /// The names of the files in a folder of one's own, as in `corpora/`.
  package static let fileNames = ["pretrain.txt", "train.tsv", "test.tsv"]

  /// The paths of these files.
  package static func files(in folder: String) -> [String] {
    let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    return fileNames.map { "\(base)/\($0)" }
  }

  /// Texts of one's own: a folder with `pretrain.txt`, a text a line, and `train.tsv` and `test.tsv`,
  /// `label<TAB>text` a line.
  ///
  /// - Parameter language: decides on stop words; `nil` to tell it from the text.
  /// - Throws: `FileError` when a file isn't there or can't be read, or the labels don't serve.
  package init(folder: String, language: Language?) throws {
    let paths = Self.files(in: folder)
    name = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    unlabelled = CorpusSource(path: paths[0])
    training = try LabelledTextReader.read(paths[1])
    test = try LabelledTextReader.read(paths[2])
    self.language =
      try language
      ?? Language.detect(Array((training + test).map(\.text).joined(separator: "\n").utf8))
    let labels = Set(training.map(\.label))
    guard labels.count > 1 else {
      throw FileError(
        .tooFewLabels, file: paths[1],
        problem: "all its texts have the label \"\(labels.first ?? "")\"",
        remedy: "give texts of at least two labels")
    }
    if let text = test.first(where: { !labels.contains($0.label) }) {
      throw FileError(
        .wrongLabel, file: paths[2], line: text.line,
        problem: "no text to train on has the label \"\(text.label)\"",
        remedy: "give texts of it in \(Self.fileNames[1]) too")
    }
  }

  /// The labels in order.
  var labels: [String] { Set(training.map(\.label)).sorted() }
}
