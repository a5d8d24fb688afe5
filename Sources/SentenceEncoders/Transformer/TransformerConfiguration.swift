import SentimentTextProcessing

/// The sizes and settings of a transformer encoder of BERT's family.
public struct TransformerConfiguration: Sendable, Equatable, Codable {
  /// How the vectors of a text's pieces become one.
  public enum Pooling: String, Sendable, Codable {
    /// Their mean.
    case mean
    /// The first piece's, which stands for the whole text ("[CLS]").
    case first
  }

  public var layerCount: Int
  public var headCount: Int
  /// The numbers of a piece's vector, and of a text's.
  public var dimension: Int
  /// The numbers between the two products of a layer's feed-forward part.
  public var innerDimension: Int
  /// The rows of the matrix of pieces.
  public var pieceCount: Int
  /// The rows of the matrix of positions.
  public var positionCount: Int
  /// The row of the first position: RoBERTa leaves the first ones to padding.
  public var firstPosition = 0
  public var layerNormEpsilon: Float
  public var pooling: Pooling
  /// What a text begins with, as in the encoder's training.
  public var prefix = ""
  /// The most pieces of a text that are read, the ones at its ends included.
  public var maximumPieces: Int

  var headWidth: Int { dimension / headCount }

  /// - Throws: `FileError` when a size is out of its range, or they don't fit each other.
  func check(_ path: String) throws(FileError) {
    func fail(_ problem: String) -> FileError {
      FileError(
        .unsuitable, file: path, problem: "the encoder has \(problem)",
        remedy: "use an encoder of BERT's family, such as MiniLM, e5, bge or gte")
    }
    func check(_ value: Int, _ name: String, in range: ClosedRange<Int>) throws(FileError) {
      guard range ~= value else {
        throw fail(
          "\(value) \(name), where \(range.lowerBound) to \(range.upperBound) are possible")
      }
    }
    try check(layerCount, "layers", in: 1...Self.mostLayers)
    try check(dimension, "dimensions", in: Self.step...Self.mostDimensions)
    try check(innerDimension, "inner dimensions", in: Self.step...Self.mostDimensions)
    try check(headCount, "attention heads", in: 1...dimension)
    try check(pieceCount, "pieces", in: 1...Self.mostPieces)
    try check(positionCount, "positions", in: 1...Self.mostPositions)
    try check(firstPosition, "positions for padding", in: 0...positionCount - 1)
    try check(maximumPieces, "pieces of a text", in: 1...positionCount - firstPosition)
    guard dimension % Self.step == 0, innerDimension % Self.step == 0 else {
      throw fail("sizes that aren't multiples of \(Self.step)")
    }
    guard dimension % headCount == 0, headWidth % Self.headStep == 0 else {
      throw fail("heads whose width is no multiple of \(Self.headStep)")
    }
    guard layerNormEpsilon.isFinite, layerNormEpsilon > 0 else {
      throw fail("an epsilon of layer normalization that isn't positive")
    }
  }

  /// - Throws: `FileError` when the pieces that the tokenizer puts at a text's ends leave no room for others.
  func check(_ tokenizer: PieceTokenizer, path: String) throws(FileError) {
    let endCount = tokenizer.startIDs.count + tokenizer.endIDs.count
    guard endCount < maximumPieces else {
      throw FileError(
        .unsuitable, file: path,
        problem:
          "a text may have \(maximumPieces) pieces, of which \(endCount) are those at its ends",
        remedy: "take all files of the encoder from one place")
    }
  }

  /// What a product takes at a time: `ck_scale_group` inputs, and half as many outputs.
  private static let step = 32
  /// What attention takes at a time.
  private static let headStep = 16
  // Far above the largest of the family (24 layers of 1,024, 4,096 inside, 250,000 pieces, 8,194 positions),
  // and low enough that no product of two sizes overflows and that a thread's rows fit in memory.
  private static let mostLayers = 128
  private static let mostDimensions = 1 << 14
  private static let mostPieces = 1 << 22
  private static let mostPositions = 1 << 14
}
