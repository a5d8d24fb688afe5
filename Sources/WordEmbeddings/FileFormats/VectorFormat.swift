/// The file formats of word vectors.
public enum VectorFormat: String, Sendable, Codable, CaseIterable {
  /// This program's own, and the only one with all there is.
  case safetensors
  /// A line `words dimension`, then a line a word with its numbers; fastText's `.vec` is the same.
  case word2VecText = "word2vec-text"
  /// The same first line, then words with their numbers as little-endian 32-bit floats.
  case word2VecBinary = "word2vec-binary"
  /// The lines of word2vec's text format without the first.
  case glove
  /// A model of fastText, with the vectors of its n-grams; it is read, not written.
  case fastTextBinary = "fasttext-bin"

  /// The formats that can be written.
  public static let writable = allCases.filter { $0 != .fastTextBinary }

  /// How large a file with so many words and n-grams gets, about and rather less.
  package func byteCount(_ wordCount: Int, ngramCount: Int = 0, dimension: Int) -> Int {
    switch self {
    case .safetensors: wordCount * (2 * dimension * 4 + 16) + ngramCount * (dimension * 4 + 16)
    // The shortest text of a typical number, as `0.01234567`, is longer than that.
    case .word2VecText, .glove: wordCount * dimension * 8
    case .word2VecBinary, .fastTextBinary: wordCount * dimension * 4
    }
  }

  /// The format that is meant by a file's extension: `safetensors`, `vec`, `txt`, `bin` or `glove`.
  package init?(extensionOf path: String) {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return nil }
    switch name[name.index(after: dot)...].lowercased() {
    case "safetensors": self = .safetensors
    case "vec", "txt": self = .word2VecText
    case "bin": self = .word2VecBinary
    case "glove": self = .glove
    default: return nil
    }
  }
}
