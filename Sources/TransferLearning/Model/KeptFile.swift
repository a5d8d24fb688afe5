import SentimentTextProcessing
import SentimentWordEmbeddings

/// A file that a user keeps: a model, vectors of this program or of another, or a checkpoint.
package struct KeptFile {
  package enum Content {
    case model(SentimentModel)
    case vectors(EmbeddingsImport)
    case checkpoint(Checkpoint)
  }

  package let content: Content
  package let byteCount: Int
  /// Of all its bytes.
  package let digest: String
  /// The version of the program that wrote it, where it says so.
  package let programVersion: String?
  package let isBuiltIn: Bool

  /// - Parameter path: a file, or the name of a built-in model.
  /// - Throws: `FileError` when it can't be read, isn't sound, or is of another kind.
  package init(_ path: String) throws {
    if let file = SentimentModel.file(embedded: path),
      let model = try SentimentModel(embedded: path)
    {
      try self.init(.model(model), file, Safetensors(file: file), isBuiltIn: true)
      return
    }
    let file = try MappedFile(path: path)
    guard Safetensors.isLikely(file) else {
      if case .vectors = FileKind(file) {
        self.init(.vectors(try EmbeddingsImport(contentsOf: path)), file, nil)
        return
      }
      try FileKind.check(file, for: .modelOrVectors)
      throw FileError.damaged(path, "it begins as no file of a model or of vectors does")
    }
    let tensors = try Safetensors(file: file)
    if KeptFormat(tensors) == .checkpoint {
      self.init(.checkpoint(try Checkpoint(contentsOf: path)), file, tensors)
    } else if KeptFormat.hasClassifier(tensors) {
      self.init(.model(try SentimentModel(contentsOf: path)), file, tensors)
    } else {
      self.init(.vectors(try EmbeddingsImport(contentsOf: path)), file, tensors)
    }
  }

  private init(
    _ content: Content, _ file: MappedFile, _ tensors: Safetensors?, isBuiltIn: Bool = false
  ) {
    self.content = content
    self.isBuiltIn = isBuiltIn
    byteCount = file.count
    var digest = CorpusDigest()
    digest.add(file.bytes)
    self.digest = digest.text
    programVersion = tensors?.metadata[ProgramVersion.key]
  }
}
