import CSentimentInterface
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

// The functions of sentiment.h for word vectors; that file describes them.

@_cdecl("sentiment_vectors_open")
public func openVectors(
  _ file: UnsafePointer<CChar>?, _ vectors: UnsafeMutablePointer<OpaquePointer?>?
) -> sentiment_error {
  sentiment_error {
    try VectorsHandle.make(EmbeddingsImport(contentsOf: path(file)).embeddings, at: vectors)
  }
}

private struct TrainingSettings: Settings {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case dimension, window, negative, subsample, epochs, learningRate, minCount, seed, threads
  }

  var dimension: Int?
  var window: Int?
  var negative: Int?
  var subsample: Double?
  var epochs: Int?
  var learningRate: Double?
  var minCount: Int?
  var seed: UInt64?
  var threads: Int?

  /// Of what isn't given, some follows from the size of the text, as with `train-embeddings`.
  func pretraining() throws -> Pretraining {
    var pretraining = Pretraining()
    pretraining.sizeDependent = Set(
      [
        (Pretraining.SizeDependent.dimension, dimension == nil), (.minimumCount, minCount == nil),
        (.epochs, epochs == nil), (.subsampling, subsample == nil),
      ].filter(\.1).map(\.0))
    if let dimension { pretraining.skipGram.dimension = dimension }
    if let window { pretraining.skipGram.window = window }
    if let negative { pretraining.skipGram.negativeSamples = negative }
    if let subsample { pretraining.skipGram.subsamplingThreshold = subsample }
    if let epochs { pretraining.skipGram.epochs = epochs }
    if let learningRate { pretraining.skipGram.learningRate = learningRate }
    if let minCount { pretraining.minimumCount = minCount }
    if let seed { pretraining.skipGram.seed = seed }
    pretraining.threads = try .threads(threads)
    return pretraining
  }
}

@_cdecl("sentiment_vectors_train")
public func trainVectors(
  _ texts: UnsafePointer<sentiment_texts>?, _ settings: UnsafePointer<CChar>?,
  _ progress: sentiment_progress?, _ context: UnsafeMutableRawPointer?,
  _ vectors: UnsafeMutablePointer<OpaquePointer?>?
) -> sentiment_error {
  sentiment_error {
    let texts = try GivenTexts(texts, "the texts")
    let progress = ProgressFunction(progress, context)
    let pretraining = try TrainingSettings.read(settings).pretraining()
    let trained = try progress.asking {
      try pretraining.run(
        on: [.texts(texts.strings, name: "the texts")], cancellation: progress.cancellation,
        progress: progress.report)
    }
    try VectorsHandle.make(trained, at: vectors)
  }
}

@_cdecl("sentiment_vectors_write")
public func writeVectors(
  _ vectors: OpaquePointer?, _ file: UnsafePointer<CChar>?
) -> sentiment_error {
  sentiment_error {
    let file = try path(file)
    guard let format = VectorFormat(extensionOf: file) else {
      throw FileError(
        .unsuitable, file: file, problem: "its name doesn't tell the format",
        remedy: "let it end in .safetensors, .vec, .txt, .bin or .glove")
    }
    try VectorsHandle.value(of: vectors).write(to: file, format: format)
  }
}

@_cdecl("sentiment_vectors_free")
public func freeVectors(_ vectors: OpaquePointer?) { VectorsHandle.free(vectors) }

@_cdecl("sentiment_vectors_count")
public func countVectors(_ vectors: OpaquePointer?) -> Int {
  (try? VectorsHandle.value(of: vectors).vectors.vocabularySize) ?? 0
}

@_cdecl("sentiment_vectors_dimension")
public func vectorsDimension(_ vectors: OpaquePointer?) -> Int {
  (try? VectorsHandle.value(of: vectors).vectors.dimension) ?? 0
}

@_cdecl("sentiment_vectors_words")
public func words(
  _ vectors: OpaquePointer?, _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> sentiment_error {
  sentiment_error {
    let vectors = try VectorsHandle.value(of: vectors).vectors
    try give(
      JSONText.encode((0..<vectors.vocabularySize).map(vectors.vocabulary.word)), to: json)
  }
}

@_cdecl("sentiment_vectors_rows")
public func rows(
  _ vectors: OpaquePointer?, _ rows: UnsafeMutablePointer<Float>?
) -> sentiment_error {
  sentiment_error {
    let vectors = try VectorsHandle.value(of: vectors).vectors
    let rows = try Rows(rows, dimension: vectors.dimension)
    try vectors.checkNumbers()
    let input = vectors.input
    for index in 0..<vectors.vocabularySize { rows.set(index, input[index]) }
  }
}

@_cdecl("sentiment_vectors_embed")
public func embed(
  _ vectors: OpaquePointer?, _ texts: UnsafePointer<sentiment_texts>?, _ threads: Int32,
  _ means: UnsafeMutablePointer<Float>?
) -> sentiment_error {
  sentiment_error {
    let embeddings = try VectorsHandle.value(of: vectors)
    let texts = try GivenTexts(texts, "the texts")
    let rows = try Rows(means, dimension: embeddings.vectors.dimension)
    try embeddings.vectors.checkNumbers()
    let zeros = [Float](repeating: 0, count: rows.dimension)
    let parts = texts.parts(ofBytes: DocumentBatchReader.usualSize)
    _ = try concurrentMap(parts.count, threads: .threads(Int(threads))) { part in
      let encoder = try TextEncoder(embeddings)
      for index in parts[part] {
        rows.set(index, encoder.vector(of: texts.string(index)) ?? zeros)
      }
    }
  }
}

private struct NearWord: Encodable {
  let word: String
  let cosine: Double
}

@_cdecl("sentiment_vectors_nearest")
public func nearest(
  _ vectors: OpaquePointer?, _ words: UnsafePointer<sentiment_texts>?, _ count: Int,
  _ json: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> sentiment_error {
  sentiment_error {
    let vectors = try VectorsHandle.value(of: vectors).vectors
    let words = try GivenTexts(words, "the words").strings
    if let unknown = words.first(where: { vectors.vector(for: $0) == nil }) {
      throw FileError(
        .unknownWords, file: "the vectors",
        problem: "the word \"\(unknown.onOneLine)\" isn't in them",
        remedy: "ask for another one")
    }
    let found =
      switch words.count {
      case 1: try vectors.neighbors(for: words[0], maximumCount: count)
      case 3: try vectors.analogy(words[0], words[1], words[2], maximumCount: count)
      default: throw ArgumentError("give one word, or three of an analogy")
      }
    try give(
      JSONText.encode(found.map { NearWord(word: $0.word, cosine: 1 - $0.distance) }), to: json)
  }
}
