import TextProcessing
import WordEmbeddings

/// Pre-training: from unlabelled text to word vectors.
public struct Pretraining: Sendable {
  public var skipGram = SkipGramConfiguration()
  /// A word that the corpus has less often is left out.
  public var minimumCount = 5
  /// How the texts are read.
  public var reading = ReadingOptions()
  public var tokenizer = TokenizerKind.icu
  /// `nil`: told from the text.
  public var language: Language?
  public var stopWords = StopWordChoice.auto
  /// The result doesn't depend on it.
  public var threads = 1

  public init() {}

  /// Settings for a few dozen short texts, such as the built-in reviews.
  ///
  /// The field's defaults are made for millions of words. With a few hundred, each word counts
  /// (`minimumCount` 1, no subsampling), more passes are needed, and fewer dimensions suffice.
  /// Chosen by the accuracy on the eight labelled reviews alone, two of them held out at a time:
  /// 35 to 65 epochs and 25 to 100 dimensions all classify every one of them rightly, in both
  /// languages; 15 epochs and 200 are too few and too many (81 to 87 % and 95 to 96 %).
  public static var smallCorpus: Pretraining {
    var pretraining = Pretraining()
    pretraining.minimumCount = 1
    pretraining.skipGram.dimension = 50
    pretraining.skipGram.epochs = 50
    pretraining.skipGram.subsamplingThreshold = 0
    return pretraining
  }

  /// What a run reports.
  public enum Event: Sendable {
    case reading(TokenizedCorpus.Progress)
    case read(TokenizedCorpus.Statistics)
    case vocabulary(wordCount: Int, tokenCount: Int, language: Language?, stopWords: String)
    case training(SkipGramTrainer.Progress)
  }

  /// Reads the texts, chooses the vocabulary and trains.
  ///
  /// - Throws: `FileError` when a text can't be read or holds no word that is frequent enough.
  public func run(
    on sources: [CorpusSource], report: (Event) -> Void = { _ in }
  ) throws -> PretrainedEmbeddings {
    let (settings, corpora, vocabulary, corpus) = try prepare(sources, report: report)
    report(
      .vocabulary(
        wordCount: vocabulary.count, tokenCount: corpus.tokenCount, language: settings.language,
        stopWords: settings.stopWords.name))
    let (vectors, losses) = try SkipGramTrainer(skipGram, threads: threads)
      .train(corpus, vocabulary: vocabulary) { report(.training($0)) }
    return PretrainedEmbeddings(
      vectors: vectors, settings: settings,
      provenance: PretrainedEmbeddings.Provenance(
        corpora: corpora, configuration: skipGram, minimumCount: minimumCount, epochLosses: losses))
  }

  /// Reads the texts and chooses the vocabulary. What only reading needs is gone when training
  /// begins.
  private func prepare(
    _ sources: [CorpusSource], report: (Event) -> Void
  ) throws -> (
    TextSettings, [PretrainedEmbeddings.Provenance.Corpus], Vocabulary, EncodedCorpus
  ) {
    let text = try TokenizedCorpus(
      reading: sources, options: reading, tokenizer: tokenizer, threads: threads,
      progress: { report(.reading($0)) })
    report(.read(text.statistics))
    let language = try language ?? Language.detect(text.sample)
    let settings = TextSettings(
      tokenizer: tokenizer, language: language, stopWords: try stopWords.words(for: language))
    let (vocabulary, corpus) = try text.encoded(
      minimumCount: minimumCount, stopWords: settings.stopWords)
    let corpora = text.parts.map { PretrainedEmbeddings.Provenance.Corpus($0) }
    return (settings, corpora, vocabulary, corpus)
  }
}
