/// Cuts texts into the pieces that a transformer encoder knows, and gives their ids.
///
/// The steps are those of Hugging Face's tokenizers: added tokens are found, what is between them is
/// normalized and cut into words, a model cuts each word into pieces, and the pieces that the encoder
/// expects at a text's ends are put there. `PieceTokenizer+File` reads them from a `tokenizer.json`.
///
/// A value, which any number of threads may use.
public struct PieceTokenizer: Sendable {
  enum Model: Sendable {
    case wordPiece(WordPieceModel)
    case unigram(UnigramModel)
  }

  /// Those that are looked for in the text as it is, and in the normalized one.
  let tokensAsWritten: AddedTokens
  let tokensNormalized: AddedTokens
  let normalization: [NormalizationStep]
  let preTokenization: [PreTokenization]
  let model: Model

  /// The ids that each text begins with, and ends with.
  public let startIDs: [Int32]
  public let endIDs: [Int32]

  /// All ids are less: the rows that an encoder's matrix of pieces has at least.
  public let count: Int

  /// What fills up a shorter text in a batch; `nil` where none is said.
  public let padID: Int32?

  /// The id of what is no piece.
  public var unknownID: Int32 {
    switch model {
    case .wordPiece(let model): model.unknownID
    case .unigram(let model): model.unknownID
    }
  }

  /// The ids of a text's pieces, with those that the encoder expects at the ends.
  ///
  /// - Parameter maximumCount: the most ids to give. What is more is cut from the text's end; the ids of
  ///   the ends stay, even if these alone are more.
  public func encode(_ text: String, maximumCount: Int) -> [Int32] {
    var text = text
    return text.withUTF8 { encode($0, maximumCount: maximumCount) }
  }

  /// The same for UTF-8, of which ill-formed sequences stand for U+FFFD.
  public func encode(_ text: UnsafeBufferPointer<UInt8>, maximumCount: Int) -> [Int32] {
    guard WellFormedUTF8.illFormedCount(in: text) > 0 else {
      return encodeWellFormed(text, maximumCount: maximumCount)
    }
    var repaired = String(decoding: text, as: UTF8.self)
    return repaired.withUTF8 { encodeWellFormed($0, maximumCount: maximumCount) }
  }

  private func encodeWellFormed(
    _ text: UnsafeBufferPointer<UInt8>, maximumCount: Int
  ) -> [Int32] {
    var ids = startIDs
    let limit = max(maximumCount - endIDs.count, startIDs.count)
    var nodes = ScratchBuffer<UnigramModel.Node>(capacity: 128)
    tokensAsWritten.forEachPart(of: text) { part in
      if let id = part.id {
        ids.append(id)
        return ids.count < limit
      }
      var normalized = Array(text[part.range])
      NormalizationStep.apply(normalization, to: &normalized)
      normalized.withUnsafeBufferPointer { normalized in
        tokensNormalized.forEachPart(of: normalized) { inner in
          if let id = inner.id {
            ids.append(id)
          } else {
            let isFirst = part.range.lowerBound == 0 && inner.range.lowerBound == 0
            append(
              Array(normalized[inner.range]), isFirst: isFirst, to: &ids, limit: limit,
              nodes: &nodes)
          }
          return ids.count < limit
        }
      }
      return ids.count < limit
    }
    if ids.count > limit { ids.removeLast(ids.count - limit) }
    return ids + endIDs
  }

  /// Appends the ids of a normalized text, and no more than the last word's after `limit`.
  private func append(
    _ text: [UInt8], isFirst: Bool, to ids: inout [Int32], limit: Int,
    nodes: inout ScratchBuffer<UnigramModel.Node>
  ) {
    var parts = PreTokenization.Parts(text)
    for step in preTokenization { step.apply(to: &parts, isFirst: isFirst) }
    parts.text.withUnsafeBufferPointer { text in
      for range in parts.ranges where ids.count < limit {
        let word = UnsafeBufferPointer(rebasing: text[range])
        switch model {
        case .wordPiece(let model): model.append(word, to: &ids)
        case .unigram(let model): model.append(word, to: &ids, nodes: &nodes)
        }
      }
    }
  }
}
