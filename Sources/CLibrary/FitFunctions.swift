import CSentimentInterface
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

// The functions of sentiment.h that learn from labelled texts; that file describes them.

@_cdecl("sentiment_fit")
public func fit(
  _ texts: UnsafePointer<sentiment_texts>?, _ labels: UnsafePointer<sentiment_texts>?,
  _ unlabelled: UnsafePointer<sentiment_texts>?, _ settings: UnsafePointer<CChar>?,
  _ progress: sentiment_progress?, _ context: UnsafeMutableRawPointer?,
  _ model: UnsafeMutablePointer<OpaquePointer?>?
) -> sentiment_error {
  sentiment_error {
    let given = try GivenFit(
      texts, labels, unlabelled, settings, ProgressFunction(progress, context))
    let fitted = try given.run { fit, texts in
      try given.isMultiLabel
        ? fit.runMultiLabel(texts.multiLabelled, name: FitSettings.name).model
        : fit.run(texts.labelled, name: FitSettings.name).model
    }
    try ModelHandle.make(LabelledModel(fitted), at: model)
  }
}

@_cdecl("sentiment_diagnose")
public func diagnose(
  _ texts: UnsafePointer<sentiment_texts>?, _ labels: UnsafePointer<sentiment_texts>?,
  _ unlabelled: UnsafePointer<sentiment_texts>?, _ settings: UnsafePointer<CChar>?,
  _ progress: sentiment_progress?, _ context: UnsafeMutableRawPointer?,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> sentiment_error {
  sentiment_error {
    let given = try GivenFit(
      texts, labels, unlabelled, settings, ProgressFunction(progress, context))
    guard !given.isMultiLabel else {
      throw ArgumentError("a diagnosis is of texts that have one label each")
    }
    let diagnosis = try given.run { fit, texts in
      try fit.diagnoser(of: texts.labelled, name: FitSettings.name)
        .diagnose(texts.labelled, name: FitSettings.name)
    }
    try give(JSONText.encode(diagnosis), to: json)
  }
}

/// What the functions that fit are given.
private struct GivenFit {
  /// Whether a text may have any number of labels.
  let isMultiLabel: Bool
  private let texts: PartlyLabelled
  private let fit: BestFit
  private let progress: ProgressFunction

  /// - Throws: `ArgumentError` and `FileError` when what is given can't be.
  init(
    _ texts: UnsafePointer<sentiment_texts>?, _ labels: UnsafePointer<sentiment_texts>?,
    _ unlabelled: UnsafePointer<sentiment_texts>?, _ settings: UnsafePointer<CChar>?,
    _ progress: ProgressFunction
  ) throws {
    let settings = try FitSettings.read(settings)
    isMultiLabel = settings.multiLabel ?? false
    self.texts = try PartlyLabelled(
      GivenTexts(texts, "the texts"), GivenTexts(labels, "the labels"), isMultiLabel: isMultiLabel,
      weights: settings.textWeights)
    self.progress = progress
    fit = try settings.fit(self.texts, GivenTexts(unlabelled, "the unlabelled texts"), progress)
  }

  /// Works while the progress function says so.
  func run<Value: Sendable>(
    _ work: @Sendable (BestFit, PartlyLabelled) throws -> Value
  ) throws -> Value {
    try progress.asking { try work(fit, texts) }
  }
}

private struct UpdateSettings: Settings {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case seed, threads
  }

  var seed: UInt64?
  var threads: Int?
}

@_cdecl("sentiment_update")
public func update(
  _ model: OpaquePointer?, _ texts: UnsafePointer<sentiment_texts>?,
  _ labels: UnsafePointer<sentiment_texts>?, _ settings: UnsafePointer<CChar>?,
  _ progress: sentiment_progress?, _ context: UnsafeMutableRawPointer?,
  _ updated: UnsafeMutablePointer<OpaquePointer?>?
) -> sentiment_error {
  sentiment_error {
    let texts = try PartlyLabelled(
      GivenTexts(texts, "the texts"), GivenTexts(labels, "the labels"))
    let settings = try UpdateSettings.read(settings)
    let progress = ProgressFunction(progress, context)
    var updater = ModelUpdater(try ModelHandle.value(of: model).model)
    if let seed = settings.seed { updater.seed = seed }
    updater.threads = try .threads(settings.threads)
    updater.progress = progress.report
    updater.cancellation = progress.cancellation
    let learned = try progress.asking {
      try updater.update(with: texts.labelled, name: FitSettings.name).model
    }
    try ModelHandle.make(LabelledModel(learned), at: updated)
  }
}

/// A suggestion by the place of its text.
private struct SuggestedText: Encodable {
  let index: Int
  let text: String
  let label: String
  let probability: Double
}

@_cdecl("sentiment_suggest")
public func suggest(
  _ model: OpaquePointer?, _ texts: UnsafePointer<sentiment_texts>?,
  _ labelled: UnsafePointer<sentiment_texts>?, _ count: Int, _ threads: Int32,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> sentiment_error {
  sentiment_error {
    let texts = try GivenTexts(texts, "the texts")
    let labelled = try GivenTexts(labelled, "the labelled texts")
    var search = SuggestionSearch(try ModelHandle.value(of: model).model)
    search.threads = try .threads(Int(threads))
    let found = try search.run(
      count, from: [.texts(texts.strings, name: "the texts")],
      // Their labels don't matter, only what is like them.
      labelled: labelled.strings.enumerated().map {
        LabelledText(label: "", text: $1, line: $0 + 1)
      }
    ).suggestions
    try give(
      JSONText.encode(
        found.map {
          SuggestedText(
            index: $0.line - 1, text: $0.text, label: $0.label, probability: $0.probability)
        }), to: json)
  }
}
