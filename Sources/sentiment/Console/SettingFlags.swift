import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// The flags by which a user of the command line gives what the library's errors name.
enum SettingFlags {
  private static let flags: [FileError.Setting: String] = [
    .minimumCount: "--min-count",
    .skippingFaultyRecords: "--skip-bad-lines",
    .textField: "--text-field",
    .unlabelledTextField: "--unlabelled-text-field",
    .labelField: "--label-field",
    .multiLabel: "--multi-label",
    .labelSeparator: "--label-separator",
    .idField: "--id-field",
    .weightField: "--weight-field",
    .textFormat: "--text-format",
    .subsampling: "--subsample",
    .encoding: "--encoding",
    .delimiter: "--delimiter",
    .heldOutShare: "--held-out",
    .learningRate: "--learning-rate",
    .replicas: "--replicas",
    .phrases: "--phrases",
    .checkpoint: "--resume",
    .baseVectors: "--update",
    .seedWords: "--label",
    .labelShares: "--label-share",
    .labelWeights: "--label-weight",
    .metric: "--optimize",
    .noneLabel: "--none-of-these",
    .promisedPrecision: "--abstain",
    .labelledTexts: "`sentiment train-classifier`",
    .judgedModel: "--model",
    .embeddings: "--embeddings",
    .answerColumns: "--label-column, --probability-column and --coverage-column",
  ]

  /// An error of the library in the words of the command line.
  static func naming(_ error: any Error) -> any Error {
    switch error {
    case let error as FileError where error.setting != nil:
      FileError(
        error.kind, file: named(error.file), line: error.line, setting: error.setting,
        problem: error.problem, remedy: naming(error.remedy))
    case let error as TrainingDiverged:
      Message(description: "\(error.problem); \(naming(error.remedy))")
    default: error
    }
  }

  /// What the library's advice calls a way out, with the command or the flag for it.
  private static let ways = [
    ("a smaller minimum count", "a smaller --min-count"),
    ("with subwords", "with --subwords"),
    ("a learning curve says", "`sentiment learning-curve` says"),
    ("active learning finds", "`sentiment suggest` finds"),
    ("by a fit with each", "by `sentiment fit --embeddings A --embeddings B`"),
    ("by a fit", "by `sentiment fit`"),
    ("leave the seed words out", "leave --label out"),
    ("by seed words hold", "by --label hold"),
  ]

  /// A diagnosis whose advice is in the words of the command line.
  static func naming(_ diagnosis: Diagnosis) -> Diagnosis {
    var diagnosis = diagnosis
    for index in diagnosis.findings.indices {
      for (way, flag) in ways {
        diagnosis.findings[index].advice.replace(way, with: flag)
      }
    }
    return diagnosis
  }

  private struct Message: Error, CustomStringConvertible {
    let description: String
  }

  /// A setting that stands in the place of a file begins the text.
  private static func named(_ file: String) -> String {
    flags.first { file.hasPrefix($0.key.name) }
      .map { $0.value + file.dropFirst($0.key.name.count) } ?? file
  }

  /// A text of the library in the words of the command line.
  static func naming(_ text: String) -> String {
    flags.reduce(text) { text, flag in text.replacing(flag.key.name, with: flag.value) }
  }
}
