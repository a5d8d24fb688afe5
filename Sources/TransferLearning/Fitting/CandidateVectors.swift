import SentimentTextProcessing
import SentimentWordEmbeddings

/// The vectors that a fit may take when nobody says which, the best guess first.
///
/// These are the embedded ones, to which the texts' own words are added (``NewWords``), and those
/// that the texts without labels teach alone. The embedded ones are the best guess unless they know
/// less than half of the words, as in another language, or the texts have millions of words.
/// ``VectorComparison`` compares them where there are labels enough.
struct CandidateVectors {
  struct Candidate: Sendable {
    /// What a comparison calls the vectors.
    let name: String
    let embeddings: PretrainedEmbeddings
  }

  /// At least one.
  private(set) var candidates: [Candidate] = []
  /// The fraction of the texts' words that the embedded vectors know; `nil` where there is no text.
  private(set) var knownFraction: Double?

  /// What stands for the embedded vectors.
  static let embedded = "embedded"
  private static let extended = "embedded, and new words"
  private static let own = "of the texts"
  /// Embedded vectors that know fewer of the words are those of another language.
  private static let leastKnownFraction = 0.5
  /// From so many words on, a text's own vectors are the better guess; the embedded ones are of 17
  /// million.
  private static let manyWords = 5_000_000
  /// Below so many words a text teaches vectors in another way (``Pretraining/forLittleText``).
  private static let fewWords = Pretraining.smallTokenCount
  /// So many texts tell the language.
  private static let sampleSize = 100

  /// - Parameters:
  ///   - texts: the labelled ones.
  ///   - unlabelled: where there are none, the labelled texts tell which words are new.
  ///   - names: tell the language where there is no text.
  ///   - pretraining: how vectors of the texts are learned.
  ///   - report: what it throws ends the training.
  /// - Throws: `FileError` when a text can't be read.
  init(
    for texts: [LabelledText], unlabelled: UnlabelledTexts, names: [SeedWords],
    pretraining: Pretraining, cancellation: CancellationFlag,
    report: (Pretraining.Event) throws -> Void
  ) throws {
    let hasUnlabelled = !unlabelled.sources.isEmpty
    guard hasUnlabelled || !texts.isEmpty else {
      candidates = [
        Candidate(
          name: Self.embedded,
          embeddings: try Self.embeddings(for: Self.bytes(names.flatMap(\.words))))
      ]
      return
    }
    let text =
      hasUnlabelled
      ? try unlabelled.corpus(pretraining.tokenizer) : try Self.corpus(of: texts, pretraining)
    let embedded = try Self.embeddings(for: text.sample)
    let (vocabulary, corpus) = try text.encoded(
      minimumCount: 1, stopWords: embedded.settings.stopWords,
      extending: embedded.vectors.vocabulary)
    var counts = [Int](repeating: 0, count: vocabulary.count)
    for id in corpus.ids where id != EncodedCorpus.documentEnd { counts[Int(id)] += 1 }
    let known = (0..<vocabulary.count).reduce(0) { sum, id in
      let isKnown = vocabulary.withBytes(of: id) {
        embedded.vectors.vocabulary.id(of: $0) != nil
      }
      return sum + (isKnown ? counts[id] : 0)
    }
    let knownFraction = Double(known) / Double(corpus.tokenCount)
    self.knownFraction = knownFraction
    let servesEmbedded = knownFraction >= Self.leastKnownFraction
    if servesEmbedded {
      candidates = [
        try Self.extended(
          embedded, vocabulary, corpus, counts, pretraining.minimumCount, cancellation)
          ?? Candidate(name: Self.embedded, embeddings: embedded)
      ]
    }
    guard hasUnlabelled || !servesEmbedded else { return }
    let own = corpus.tokenCount < Self.fewWords ? pretraining.forLittleText : pretraining
    do {
      let taught = Candidate(name: Self.own, embeddings: try own.run(on: text, report: report))
      let isFirst = corpus.tokenCount >= Self.manyWords
      candidates.insert(taught, at: isFirst ? 0 : candidates.count)
    } catch let error as FileError where candidates.isEmpty && known == 0 {
      throw error
    } catch is FileError {
      // No word is frequent enough to be learned.
      if candidates.isEmpty {
        candidates = [Candidate(name: Self.embedded, embeddings: embedded)]
      }
    }
  }

  /// The embedded vectors for the language of some texts.
  ///
  /// - Throws: `FileError` when the program is damaged.
  static func embedded(for texts: [LabelledText]) throws -> PretrainedEmbeddings {
    try embeddings(for: bytes(texts.prefix(sampleSize).map(\.text)))
  }

  private static func embeddings(for sample: [UInt8]) throws -> PretrainedEmbeddings {
    try SentimentModel(vectorsFor: Language.detect(sample)).embeddings
  }

  private static func extended(
    _ embedded: PretrainedEmbeddings, _ vocabulary: Vocabulary, _ corpus: EncodedCorpus,
    _ counts: [Int], _ minimumCount: Int, _ cancellation: CancellationFlag
  ) throws -> Candidate? {
    try NewWords(
      extending: embedded.vectors, vocabulary: vocabulary, corpus: corpus, counts: counts,
      minimumCount: minimumCount, cancellation: cancellation
    ).map {
      Candidate(
        name: Self.extended, embeddings: PretrainedEmbeddings(embedded, vectors: $0.vectors))
    }
  }

  private static func corpus(
    of texts: [LabelledText], _ pretraining: Pretraining
  ) throws -> TokenizedCorpus {
    try TokenizedCorpus(
      reading: [.texts(texts.map { oneLine($0.text) }, name: "the labelled texts")],
      options: pretraining.reading, tokenizer: pretraining.tokenizer, threads: pretraining.threads)
  }

  /// A text a line.
  private static func bytes(_ texts: [String]) -> [UInt8] {
    Array(texts.map(oneLine).joined(separator: "\n").utf8)
  }

  /// By these the digest of the texts in a model's metadata is that of a file with a text a line.
  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
