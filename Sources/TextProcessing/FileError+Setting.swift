extension FileError {
  /// A setting, or something else that a caller gives, which an error is about.
  public struct Setting: Sendable, Hashable, CustomStringConvertible {
    /// What errors call it, such as "minimum count".
    public let name: String

    package init(_ name: String) { self.name = name }

    public var description: String { name }
  }
}

// The command line finds these names in remedies and puts its flags in their place, so none is part
// of another, nor of what remedies say otherwise.
extension FileError.Setting {
  public static let minimumCount = Self("the minimum count")
  public static let skippingFaultyRecords = Self("the option to skip faulty records")
  public static let textField = Self("the setting of the text field")
  public static let unlabelledTextField = Self("the text field of the unlabelled texts")
  public static let labelField = Self("the setting of the label field")
  public static let multiLabel = Self("the setting of several labels")
  public static let labelSeparator = Self("the setting of the separator of labels")
  public static let weightField = Self("the setting of the weight field")
  public static let idField = Self("the setting of the id field")
  public static let textFormat = Self("the setting of the text format")
  public static let subsampling = Self("the subsampling threshold")
  public static let encoding = Self("the setting of the encoding")
  public static let delimiter = Self("the setting of the delimiter")
  public static let heldOutShare = Self("held-out share")
  public static let learningRate = Self("learning rate")
  public static let replicas = Self("the number of replicas")
  public static let phrases = Self("the search for phrases")
  public static let checkpoint = Self("the checkpoint")
  public static let baseVectors = Self("the base vectors")
  public static let seedWords = Self("seed words")
  public static let labelWeights = Self("weights of the labels")
  public static let noneLabel = Self("a label for none of these")
  public static let metric = Self("the metric to be best by")
  public static let labelShares = Self("label shares")
  public static let promisedPrecision = Self("a promised precision")
  public static let labelledTexts = Self("a fit to labelled texts")
  public static let judgedModel = Self("the model to judge")
  public static let embeddings = Self("choice of vectors")
  public static let answerColumns = Self("the setting of their names")
}

extension DefaultStringInterpolation {
  /// So that an error's text can name a setting as `\(.minimumCount)`.
  package mutating func appendInterpolation(_ setting: FileError.Setting) {
    appendInterpolation(setting.name)
  }
}
