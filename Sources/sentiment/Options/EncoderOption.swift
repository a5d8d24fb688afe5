import ArgumentParser
import SentimentSentenceEncoders
import SentimentTransferLearning

/// The encoder that a fit asks.
struct EncoderOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      How a text becomes its vector: mean, of its words' vectors; lstm (long short-term \
      memory), which takes account of their order and learns from labelled texts alone; or \
      transformer, the encoder in the program, which has read texts of many kinds and languages. An \
      encoder of your own (MiniLM, e5, bge, gte …) is named by its folder. An encoder's model is \
      mixed with that of the mean, by what cross-validation says of both. (default: the one in the program, \
      unless --embeddings are given or reading the labelled texts takes minutes)
      """, valueName: "mean|lstm|transformer|folder"), completion: .file())
  var encoder: EncoderChoice?

  @Option(
    help: ArgumentHelp(
      """
      With an encoder: at most so many texts without labels teach the fast model beside it, spread over \
      all that are given. More make it better; the encoder has to read each once. (default: 20000, fewer \
      of long ones)
      """, valueName: "number"))
  var taughtTexts: Int?

  @Flag(
    help: """
      With an encoder: don't keep what it makes of texts for the next fit. It is kept in \
      $XDG_CACHE_HOME/sentiment or ~/.cache/sentiment, a gigabyte at most; no text is kept.
      """)
  var noCache = false

  func validate() throws {
    try require(
      taughtTexts.map { encoder?.isTransformer ?? true && $0 > 0 } ?? true,
      "--taught-texts takes a number above 0, with an --encoder that reads texts")
  }

  /// A file or folder that is read.
  var path: String? { if case .path(let path)? = encoder { path } else { nil } }

  /// - Throws: `FileError` when the encoder can't be read.
  func apply(to fit: inout BestFit) throws {
    if let encoder { (fit.encoder, fit.asking) = try encoder.load() }
    fit.taughtTexts = taughtTexts
    if !noCache { fit.cache = CacheFolder.vectors.map(VectorCache.init) }
  }
}
