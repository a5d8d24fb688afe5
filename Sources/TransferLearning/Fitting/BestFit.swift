import SentimentClassification
import SentimentSentenceEncoders
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Makes the best classifier that labelled texts, texts without labels and seed words allow.
///
/// Word vectors are those that were given; where nobody gave any, the embedded ones with the texts'
/// new words, or those that the texts without labels teach (``CandidateVectors``). Of several, a
/// cross-validation chooses (``VectorComparison``). A linear model is fitted to the labels
/// (``LinearFitter``), or a network that reads words in their order (``NetworkFitter``).
package struct BestFit: Sendable {
  /// Word vectors that may serve, loaded when they are needed.
  package struct Vectors: Sendable {
    /// What a comparison calls them.
    package let name: String
    package let load: @Sendable () throws -> PretrainedEmbeddings

    package init(name: String, load: @escaping @Sendable () throws -> PretrainedEmbeddings) {
      self.name = name
      self.load = load
    }

    /// The name of the vectors that are part of the program.
    package static let embeddedName = CandidateVectors.embedded

    /// The vectors that are part of the program, for the language of some texts.
    package static func embedded(for texts: [LabelledText]) -> Vectors {
      Vectors(name: embeddedName) { try CandidateVectors.embedded(for: texts) }
    }
  }

  /// What a fit tells while it goes on.
  package enum Event: Sendable {
    /// How far training and cross-validation are.
    case progress(LearningProgress)
    /// So many texts without labels were read, of so many bytes, compressed if they are.
    case reading(texts: Int, bytes: Int)
    /// How far vectors of the texts without labels are.
    case pretraining(Pretraining.Event)
    /// The fraction of the texts' words that the embedded vectors know.
    case knownFraction(Double)
    /// There are too few labels to compare other vectors with these.
    case incomparable(String)
    /// The next fit is on these vectors, one of several.
    case vectors(String)
    /// A linear model is about to be fitted.
    case configuration(FitConfiguration)
    /// Texts without labels were read, so many of them with a known word. The report is there once, and
    /// not where ``pretraining(_:)`` has it.
    case unlabelled(texts: Int, known: Int, report: ReadingReport?)
    /// The labelled texts are too many to be read by the encoder without being asked to.
    case encoderIsNotAsked
    /// A model is fitted.
    case fitted
  }

  package var configuration = FitConfiguration()
  /// How a text's words become its vector. An LSTM learns from labelled texts alone.
  package var encoder = EncoderKind.mean
  /// Whether an encoder that was pre-trained elsewhere is asked, whose models are mixed with that of word
  /// vectors.
  package enum Asking: Sendable {
    case never
    /// The one in the program, unless word vectors are given, the cross-validation is left out, or the
    /// labelled texts are so many that reading them takes minutes.
    case byDefault
    case always(TransformerEncoder)
  }

  package var asking = Asking.byDefault
  /// Keeps what the encoder makes of texts; `nil` to keep nothing.
  package var cache: VectorCache?
  /// At most so many texts without labels teach the fast model beside it; `nil` for as many as the encoder
  /// reads in a minute or two.
  package var taughtTexts: Int?
  package var seedWords: [SeedWords] = []
  package var unlabelled: [CorpusSource] = []
  /// Whether what mark-up and addresses are made of counts as words.
  package var keepsMarkup = false
  /// How texts without labels are read.
  package var reading = ReadingOptions()
  /// Those to choose from; none for the default ones.
  package var vectors: [Vectors] = []
  /// The fraction of right answers among those given that the model is to keep; `nil` where it is to
  /// answer always.
  package var precision: Double?
  /// The result doesn't depend on it.
  package var threads = 1
  package var cancellation = CancellationFlag()
  /// Which of the labelled texts are copies of each other; `nil` to find it out.
  package var groups: TextGroups?
  /// Called by several threads.
  package var report: @Sendable (Event) -> Void = { _ in }

  package init() {}

  /// How vectors of the texts without labels are learned.
  package var pretraining: Pretraining {
    var pretraining = Pretraining.forAdaptation
    pretraining.reading = reading
    if keepsMarkup { pretraining.tokenizer = .icuWithMarkup }
    pretraining.threads = threads
    pretraining.skipGram.seed = configuration.seed
    return pretraining
  }

  /// - Parameters:
  ///   - texts: the labelled ones; may be empty where there are seed words.
  ///   - name: what messages call them.
  /// - Throws: `FileError` when texts can't be read or don't suffice; `CancellationError`.
  package func run(
    _ texts: [LabelledText], name: String = "the labelled texts"
  ) throws -> FittedModel {
    var fitted =
      try configuration.noneLabel.map { try runWithNone($0, texts, name: name) }
      ?? runWithoutNone(texts, name: name)
    if let precision {
      fitted.model = try fitted.model.promising(
        precision: precision, by: fitted.outOfFold, name: name)
    }
    return fitted
  }

  /// The same with the labels of the texts alone, and without a promise.
  func runWithoutNone(_ texts: [LabelledText], name: String) throws -> FittedModel {
    try LinearFitter.check(seedWords, of: texts, name)
    try checkWeights(of: texts)
    var fit = try rereading(for: texts)
    let unlabelled = fit.unlabelledTexts()
    fit.groups = try groups ?? TextGroups(texts.lazy.map(\.text))
    var fitted =
      try vectors.isEmpty
      ? fit.fitByDefault(texts, unlabelled, name) : fit.fitOnGiven(texts, unlabelled, name)
    if let fitter = try fit.encoderFitter(for: texts, beside: fitted) {
      fitted = try fitter.fitWithCrossValidation(texts, name: name)
      report(.fitted)
    }
    if configuration.metric == .macroF1 {
      fitted = try fitted.optimizingMacroF1(
        texts, name: name, seed: configuration.seed, cancellation: cancellation)
    }
    return fitted
  }

  private func checkWeights(of texts: [LabelledText]) throws(FileError) {
    guard encoder != .mean else { return }
    let isSet = configuration.labelWeights != .equal
    guard isSet || texts.contains(where: { $0.weight != 1 }) else { return }
    throw FileError.invalidSetting(
      isSet ? .labelWeights : .weightField, problem: "an LSTM takes each text for one",
      remedy: "leave it out, or fit without an LSTM")
  }

  /// What fits linear models on the first of the vectors, or on the best guess of the default ones.
  package func linearFitter(
    for texts: [LabelledText], name: String = "the labelled texts"
  ) throws -> LinearFitter {
    try LinearFitter.check(seedWords, of: texts, name)
    let unlabelled = unlabelledTexts()
    let embeddings =
      try vectors.first?.load() ?? candidates(for: texts, unlabelled)[0].embeddings
    var fitter = try linearFitter(for: texts, on: embeddings, unlabelled)
    // What it is used for is measured at the labelled texts' shares.
    fitter.estimatesShares = false
    return fitter
  }

  /// The same where texts without labels can be read twice if an encoder is asked: words are read first, and then
  /// a part of the texts by the encoder.
  func rereading(for texts: [LabelledText]) throws -> BestFit {
    guard transformer(for: texts) != nil else { return self }
    var fit = self
    fit.unlabelled = try unlabelled.map { try $0.rereadable() }
    return fit
  }

  /// The encoder that is asked, if one is.
  func transformer(for texts: [LabelledText]) -> TransformerEncoder? {
    switch asking {
    case .always(let transformer) where encoder == .mean: transformer
    case .byDefault where asksByDefault && Self.areSoonRead(texts): .builtIn
    default: nil
    }
  }

  private var asksByDefault: Bool {
    encoder == .mean && vectors.isEmpty && configuration.parts.contains(.crossValidation)
  }

  private static func areSoonRead(_ texts: [LabelledText]) -> Bool {
    TextSpread(texts.lazy.map(\.text), limit: .byDefault).texts.count == texts.count
  }

  func unlabelledTexts() -> UnlabelledTexts {
    UnlabelledTexts(unlabelled, options: reading, threads: threads) {
      try cancellation.check()
      report(
        vectors.isEmpty
          ? .pretraining(.reading($0))
          : .reading(texts: $0.documentCount, bytes: $0.inputByteCount))
    }
  }

  /// On the vectors that were given, or the best of them.
  private func fitOnGiven(
    _ texts: [LabelledText], _ unlabelled: UnlabelledTexts, _ name: String
  ) throws -> FittedModel {
    guard vectors.count > 1 else {
      return try fit(texts, on: try vectors[0].load(), unlabelled, name)
    }
    var comparison: VectorComparison?
    for vectors in vectors {
      report(.vectors(vectors.name))
      let fitted = try fit(texts, on: try vectors.load(), unlabelled, name)
      if comparison == nil {
        comparison = try VectorComparison(fitted, name: vectors.name)
      } else {
        try comparison?.add(fitted, name: vectors.name)
      }
    }
    return comparison!.chosen
  }

  /// On the best of the vectors that there are by themselves; on the best guess where labels don't
  /// suffice to compare them.
  private func fitByDefault(
    _ texts: [LabelledText], _ unlabelled: UnlabelledTexts, _ name: String
  ) throws -> FittedModel {
    let candidates = try candidates(for: texts, unlabelled)
    let best = candidates[0]
    let first = try fit(texts, on: best.embeddings, unlabelled, name)
    guard candidates.count > 1, encoder == .mean else { return first }
    guard !first.outOfFold.isEmpty else {
      report(.incomparable(best.name))
      return first
    }
    var comparison = try VectorComparison(first, name: best.name)
    for candidate in candidates.dropFirst() {
      report(.vectors(candidate.name))
      try comparison.add(
        try fit(texts, on: candidate.embeddings, unlabelled, name), name: candidate.name)
    }
    return comparison.chosen
  }

  /// - Returns: one at least.
  func candidates(
    for texts: [LabelledText], _ unlabelled: UnlabelledTexts
  ) throws -> [CandidateVectors.Candidate] {
    let vectors = try CandidateVectors(
      for: texts, unlabelled: unlabelled, names: seedWords, pretraining: pretraining,
      cancellation: cancellation
    ) {
      try cancellation.check()
      report(.pretraining($0))
    }
    if let fraction = vectors.knownFraction { report(.knownFraction(fraction)) }
    return vectors.candidates
  }

  private func fit(
    _ texts: [LabelledText], on embeddings: PretrainedEmbeddings, _ unlabelled: UnlabelledTexts,
    _ name: String
  ) throws -> FittedModel {
    try cancellation.check()
    let fitted =
      switch encoder {
      case .mean:
        try linearFitter(for: texts, on: embeddings, unlabelled)
          .fitWithCrossValidation(texts, name: name)
      case .lstm: try fitNetwork(texts, on: embeddings, name)
      }
    report(.fitted)
    return fitted
  }

  /// What fits models that ask an encoder, with the words and vectors of another; `nil` where none is asked.
  func encoderFitter(
    for texts: [LabelledText], beside base: FittedModel
  ) throws -> EncoderFitter? {
    guard let transformer = transformer(for: texts) else {
      if case .byDefault = asking, asksByDefault { report(.encoderIsNotAsked) }
      return nil
    }
    var fitter = EncoderFitter(
      encoder: transformer, cache: cache, base: base, names: seedWords,
      unlabelled: try TextSpread(
        of: unlabelled, options: reading,
        limit: taughtTexts.map { .init(texts: $0) } ?? .byDefault, cancellation: cancellation
      ).texts)
    // A promise holds for the labelled texts' shares.
    fitter.estimatesShares = precision == nil
    fitter.threads = threads
    fitter.cancellation = cancellation
    fitter.progress = { [report] in report(.progress($0)) }
    return fitter
  }

  private func fitNetwork(
    _ texts: [LabelledText], on embeddings: PretrainedEmbeddings, _ name: String
  ) throws -> FittedModel {
    var network = encoder.configuration
    network.seed = configuration.seed
    var fitter = NetworkFitter(network, encoder: encoder)
    fitter.threads = threads
    fitter.groups = groups
    fitter.crossValidates = configuration.parts.contains(.crossValidation)
    fitter.cancellation = cancellation
    fitter.progress = { [report] in report(.progress($0)) }
    return try fitter.fitWithCrossValidation(
      texts, on: keepsMarkup ? embeddings.keepingMarkup : embeddings, name: name)
  }

  func linearFitter(
    for texts: [LabelledText], on embeddings: PretrainedEmbeddings, _ unlabelled: UnlabelledTexts
  ) throws -> LinearFitter {
    report(.configuration(configuration))
    let embeddings = keepsMarkup ? embeddings.keepingMarkup : embeddings
    let statistics = try UnlabelledStatistics(
      embeddings, unlabelled, labelled: texts, configuration: configuration, threads: threads,
      cancellation: cancellation)
    if !unlabelled.sources.isEmpty {
      report(
        .unlabelled(
          texts: statistics.textCount, known: statistics.knownTextCount,
          report: vectors.isEmpty ? nil : unlabelled.takeReport()))
    }
    var fitter = try LinearFitter(statistics, names: seedWords)
    fitter.threads = threads
    fitter.groups = groups
    // A promise holds for the labelled texts' shares.
    fitter.estimatesShares = precision == nil
    fitter.cancellation = cancellation
    fitter.progress = { [report] in report(.progress($0)) }
    return fitter
  }
}

extension BestFit.Event {
  /// What is left of an event for those who want to know how far the work is alone.
  package var progress: LearningProgress? {
    switch self {
    case .progress(let progress): progress
    case .reading(let texts, _): LearningProgress(.reading, detail: .texts(texts))
    case .pretraining(.reading(let reading)):
      LearningProgress(.reading, detail: .texts(reading.documentCount))
    case .pretraining(.training(let training)):
      LearningProgress(
        .pretraining, fractionCompleted: training.fraction,
        detail: .epoch(training.epoch, of: training.epochs, loss: training.loss))
    default: nil
    }
  }
}
