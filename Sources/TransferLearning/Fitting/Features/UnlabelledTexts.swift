import SentimentTextProcessing

/// Texts without labels, of which each is read once, however many vectors are made of them or tried
/// on them.
final class UnlabelledTexts {
  let sources: [CorpusSource]
  let options: ReadingOptions
  private let threads: Int
  /// Called while texts are read; what it throws ends that.
  private let progress: (TokenizedCorpus.Progress) throws -> Void
  /// What was read by each tokenizer, by its name, to the last document or not.
  private var corpora: [String: (text: TokenizedCorpus, documentLimit: Int)] = [:]
  /// What the first reading reported, until it is taken.
  private var report: ReadingReport?

  init(
    _ sources: [CorpusSource], options: ReadingOptions, threads: Int,
    progress: @escaping (TokenizedCorpus.Progress) throws -> Void = { _ in }
  ) {
    self.sources = sources
    self.options = options
    self.threads = threads
    self.progress = progress
  }

  /// - Parameter documentLimit: how many documents of each source are wanted.
  /// - Throws: `FileError` when a source can't be read, or there is no word in all.
  func corpus(
    _ tokenizer: any TextTokenizer, documentLimit: Int = .max
  ) throws -> TokenizedCorpus {
    if let corpus = corpora[tokenizer.name], corpus.documentLimit >= documentLimit {
      return corpus.text
    }
    let text = try TokenizedCorpus(
      reading: sources, options: options, tokenizer: tokenizer, threads: threads,
      documentLimit: documentLimit, progress: progress)
    if corpora.isEmpty { report = text.statistics.reading }
    corpora[tokenizer.name] = (text, documentLimit)
    return text
  }

  /// What was left out, repaired and told in reading, once; `nil` where it was taken, or nothing was
  /// read.
  func takeReport() -> ReadingReport? { report.take() }

  /// The first documents of each source, as vectors know them.
  ///
  /// - Throws: as ``corpus(_:documentLimit:)``.
  func encoded(
    for embeddings: PretrainedEmbeddings, documentLimit: Int
  ) throws -> [(name: String, texts: EncodedTexts)] {
    guard !sources.isEmpty else { return [] }
    let corpus = try corpus(embeddings.settings.tokenizer, documentLimit: documentLimit)
    return try corpus.parts.enumerated().map { index, part in
      (
        part.name,
        try EncodedTexts(corpus, part: index, limit: documentLimit, embeddings: embeddings)
      )
    }
  }
}
