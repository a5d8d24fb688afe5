import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// What `info` tells of a file, for a person and as JSON.
struct FileDescription: Encodable {
  enum Kind: String, Encodable {
    case model, vectors, checkpoint
  }

  /// How text becomes words.
  struct TextRules: Encodable {
    let tokenizer: String
    let language: String?
    let stopWords: String
    let stopWordCount: Int
    let phraseCount: Int

    init(_ settings: TextSettings) {
      tokenizer = settings.tokenizer.name
      language = settings.language?.rawValue
      stopWords = settings.stopWords.name
      stopWordCount = settings.stopWords.count
      phraseCount = settings.phrases.pairs.count
    }
  }

  let file: String
  let kind: Kind
  let byteCount: Int
  let digest: String
  let programVersion: String?
  let isBuiltIn: Bool
  let format: VectorFormat
  let words: Int
  let dimension: Int
  private(set) var ngrams: Int?
  private(set) var labels: [String]?
  private(set) var parameters: Int?
  let textRules: TextRules
  /// Where vectors of another program come from.
  private(set) var origin: PretrainedEmbeddings.Origin?
  /// How vectors were trained.
  private(set) var pretraining: PretrainedEmbeddings.Provenance?
  private(set) var card: ModelCard?
  private(set) var abstention: Abstention?
  private(set) var thresholds: LabelThresholds?
  /// By what arguments a checkpoint's run was started, and which epoch is under way.
  private(set) var arguments: [String]?
  private(set) var epoch: Int?

  init(_ kept: KeptFile, name: String) {
    file = name
    byteCount = kept.byteCount
    digest = kept.digest
    programVersion = kept.programVersion
    isBuiltIn = kept.isBuiltIn
    switch kept.content {
    case .model(let model):
      (kind, format) = (.model, .safetensors)
      (words, dimension) = (
        model.embeddings.vectors.vocabularySize, model.embeddings.vectors.dimension
      )
      textRules = TextRules(model.embeddings.settings)
      add(model.embeddings)
      (labels, parameters) = (model.labels, model.head.parameterCount)
      (card, abstention, thresholds) = (model.card, model.abstention, model.thresholds)
    case .vectors(let vectors):
      (kind, format) = (.vectors, vectors.format)
      (words, dimension) = (
        vectors.embeddings.vectors.vocabularySize, vectors.embeddings.vectors.dimension
      )
      textRules = TextRules(vectors.embeddings.settings)
      add(vectors.embeddings)
    case .checkpoint(let checkpoint):
      (kind, format) = (.checkpoint, .safetensors)
      (words, dimension) = (
        checkpoint.vocabulary.count, checkpoint.provenance.configuration.dimension
      )
      textRules = TextRules(checkpoint.settings)
      pretraining = checkpoint.provenance
      (arguments, epoch) = (checkpoint.request.arguments, checkpoint.epoch)
    }
  }

  private mutating func add(_ embeddings: PretrainedEmbeddings) {
    ngrams = embeddings.vectors.subwords?.rows.rowCount
    (pretraining, origin) = (embeddings.provenance, embeddings.origin)
  }
}
