import SentimentTextProcessing

/// What a file is that isn't in the safetensors format, as its first bytes say: for the message that
/// it doesn't serve as a model.
package enum FileKind {
  case vectors(VectorFormat)
  case text
  /// Such as "is a zip archive, not text".
  case other(String)

  /// `nil` where the bytes are those of no kind that is known.
  package init?(_ file: MappedFile) {
    let start = file.bytes.prefix(Self.sampleSize)
    if Safetensors.isLikely(file) { return nil }
    if FastTextArguments.isLikely(file) {
      self = .vectors(.fastTextBinary)
    } else if let header = Word2VecHeader(file) {
      self = .vectors(header.isFollowedByText(in: file) ? .word2VecText : .word2VecBinary)
    } else if VectorTextReader(gloveIn: file, skipsFaultyRows: false) != nil {
      self = .vectors(.glove)
    } else if let problem = FileSignature.problem(
      of: UnsafeRawBufferPointer(rebasing: start).bindMemory(to: UInt8.self))
    {
      self = .other(problem)
    } else if Self.isText(start, isWhole: file.count == start.count) {
      self = .text
    } else {
      return nil
    }
  }

  private static let sampleSize = 4096

  /// Whether bytes are UTF-8 and have no control characters but those of text; the last character may
  /// be cut off.
  private static func isText(_ bytes: Slice<UnsafeRawBufferPointer>, isWhole: Bool) -> Bool {
    let controls = bytes.contains { $0 < 0x20 && !(0x09...0x0D ~= $0) || $0 == 0x7F }
    guard !controls else { return false }
    let longestRest = isWhole ? 0 : 3
    return (0...longestRest).contains { cut in
      String(validating: bytes.dropLast(cut), as: UTF8.self) != nil
    }
  }

  /// What a file is to be.
  package enum Wanted: String {
    case model = "a model"
    case checkpoint = "a checkpoint"
    case modelOrVectors = "a model or vectors"

    fileprivate var remedy: String {
      switch self {
      case .model: "give a model that a fit to labelled texts wrote"
      case .checkpoint: "give a file that training wrote as its checkpoint"
      case .modelOrVectors: "give a model or word vectors"
      }
    }
  }

  /// - Throws: `FileError` when the file is plainly something else than what is wanted.
  package static func check(_ file: MappedFile, for wanted: Wanted) throws(FileError) {
    guard let kind = FileKind(file) else { return }
    let problem =
      switch kind {
      case .vectors(let format):
        "it holds word vectors (\(format.rawValue)), not \(wanted.rawValue)"
      case .text: "it is a text, not \(wanted.rawValue)"
      case .other(let problem): problem.replacing("not text", with: "not \(wanted.rawValue)")
      }
    guard case .vectors = kind, wanted == .model else {
      throw FileError(.unsuitable, file: file.path, problem: problem, remedy: wanted.remedy)
    }
    throw FileError(
      .unsuitable, file: file.path, setting: .embeddings, problem: problem,
      remedy: "fit a model with it as \(.embeddings)")
  }
}
