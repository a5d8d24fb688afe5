import CSentimentInterface
import SentimentSentenceEncoders
import SentimentTextProcessing
import SentimentTransferLearning

// The functions of sentiment.h that encode texts; that file describes them.

/// Vectors that threads write, each those of its own texts, hence `@unchecked Sendable`.
struct Rows: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Float>
  let dimension: Int

  /// - Throws: `ArgumentError` where the pointer is NULL.
  init(_ base: UnsafeMutablePointer<Float>?, dimension: Int) throws {
    guard let base else { throw ArgumentError("the place for the vectors is NULL") }
    (self.base, self.dimension) = (base, dimension)
  }

  /// - Parameter numbers: of one row or several.
  func set(_ index: Int, _ numbers: [Float]) {
    (base + index * dimension).update(from: numbers, count: numbers.count)
  }
}

/// Bytes of texts that a thread takes at a time: enough that an encoder's layers are used often, few enough that all
/// threads have some.
let encodedBatchSize = 1 << 13

@_cdecl("sentiment_encoder_dimension")
public func encoderDimension() -> Int { TransformerEncoder.builtIn.dimension }

@_cdecl("sentiment_encode")
public func encode(
  _ texts: UnsafePointer<sentiment_texts>?, _ threads: Int32,
  _ vectors: UnsafeMutablePointer<Float>?
) -> sentiment_error {
  sentiment_error {
    let texts = try GivenTexts(texts, "the texts")
    let encoder = TransformerEncoder.builtIn
    let rows = try Rows(vectors, dimension: encoder.dimension)
    let parts = texts.parts(ofBytes: encodedBatchSize)
    let workers = (0..<min(try .threads(Int(threads)), max(1, parts.count))).map { _ in
      TransformerEncoder.Worker(encoder)
    }
    _ = try concurrentMap(parts.count, by: workers) { worker, part in
      rows.set(parts[part].lowerBound, try worker.encode(parts[part].map(texts.string)))
    }
  }
}
