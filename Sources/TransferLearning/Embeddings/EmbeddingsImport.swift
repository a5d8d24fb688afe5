import SentimentTextProcessing
import SentimentWordEmbeddings

/// Word vectors from a file of any format, with what is needed to use them on text.
///
/// Files of this program say how text becomes words. For those of others it is the icu tokenizer; if a
/// word of the file isn't folded as this one folds words, the text's words keep their case, and are
/// looked up as they are written, in lower case and folded. Stop words are those of the language that
/// the file's first, most frequent words belong to.
public struct EmbeddingsImport: Sendable {
  public let embeddings: PretrainedEmbeddings
  public let format: VectorFormat
  /// Rows that were left out because their word had stood in the file before.
  public let duplicateCount: Int
  /// Words that aren't well-formed UTF-8; they are kept byte for byte.
  public let illFormedWordCount: Int
  /// Rows that couldn't be read and were left out.
  public let faultyRowCount: Int
  /// How many words the file's first line says there are, where there are more or fewer.
  public let wrongWordCount: Int?
  /// Whether the file is that of a model, which has a classifier beside the vectors.
  package let hasClassifier: Bool

  /// The words kept of another program's vectors unless told otherwise: as many as are in common
  /// use in a language, in 240 MB with 300 dimensions.
  public static let defaultWordCount = 200_000

  /// As many words as show the language: the first ones are mostly stop words.
  private static let sampleWordCount = 200

  /// - Parameters:
  ///   - path: the file.
  ///   - selection: which words to keep of another program's vectors, also where they were converted;
  ///     of this program's all are kept.
  ///   - skipsFaultyRows: whether rows that can't be read are left out, and a wrong number of words in
  ///     the first line doesn't matter.
  ///   - progress: told how far reading is.
  /// - Throws: `FileError` when the file can't be read or isn't sound.
  public init(
    contentsOf path: String, keeping selection: WordSelection = .all,
    skipsFaultyRows: Bool = false, progress: RowProgress = .none
  ) throws {
    let file = try MappedFile(path: path, decompresses: true)
    if Safetensors.isLikely(file) {
      let tensors = try Safetensors(file: file)
      let embeddings = try PretrainedEmbeddings(tensors)
      hasClassifier = KeptFormat.hasClassifier(tensors)
      self.embeddings =
        embeddings.origin == nil
        ? embeddings
        : PretrainedEmbeddings(embeddings, vectors: try embeddings.vectors.selecting(selection))
      (format, duplicateCount, illFormedWordCount) = (.safetensors, 0, 0)
      (faultyRowCount, wrongWordCount) = (0, nil)
      return
    }
    let read = try WordVectorsFile(
      file, keeping: selection, skipsFaultyRows: skipsFaultyRows, progress: progress)
    embeddings = PretrainedEmbeddings(
      vectors: read.vectors, settings: try Self.settings(for: read.vectors.vocabulary),
      origin: .init(file: Self.name(path), format: read.format))
    format = read.format
    (faultyRowCount, wrongWordCount) = (read.faultyRowCount, read.wrongWordCount)
    (duplicateCount, illFormedWordCount) = (read.duplicateCount, read.illFormedWordCount)
    hasClassifier = false
  }

  private static func settings(for vocabulary: Vocabulary) throws -> TextSettings {
    let sample = (0..<min(sampleWordCount, vocabulary.count)).map(vocabulary.word)
    let language = try Language.detect(Array(sample.joined(separator: " ").utf8))
    return TextSettings(
      tokenizer: try WordForms(vocabulary).areFolded ? .icu : .casedICU, language: language,
      stopWords: language?.stopWords ?? .none)
  }

  /// The file without its folder, which says nothing on another machine.
  private static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}

extension WordSelection {
  /// The first words of a file, and all words of some texts.
  ///
  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  package init(firstCount: Int, andWordsOf texts: [LabelledText]) throws {
    let tokenizer = try Tokenizer(.casedICU)
    let forms = try WordForms(VocabularyBuilder(minimumCapacity: 0).vocabulary)
    var words: Set<String> = []
    for text in texts {
      var text = text.text
      text.withUTF8 { bytes in
        tokenizer.forEachToken(in: bytes) { token in
          words.formUnion(
            forms.spellings(token.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }))
        }
      }
    }
    self.init(firstCount: firstCount, others: words)
  }
}
