import FoundationEssentials
import SentimentPlatform
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Vectors that encoders made of texts, kept in a folder, so that the same texts needn't be read again.
///
/// A file has the vectors of some texts by one encoder, and is named by the digests of both. The oldest go
/// when all together are too large. What can't be kept or isn't sound is made anew: the folder never decides
/// whether a fit succeeds, nor what comes of it.
package struct VectorCache: Sendable {
  private let folder: String

  private static let tensor = "vectors"
  private static let suffix = ".safetensors"
  private static let largestSize = 1 << 30

  /// - Parameter folder: made when it isn't there.
  package init(folder: String) { self.folder = folder }

  /// As `TransformerEncoder.encode`.
  package func encode(
    _ texts: [String], by encoder: TransformerEncoder, threads: Int, cancellation: CancellationFlag,
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> [Float] {
    let path = path(of: texts, encoder)
    if let kept = kept(path, texts.count, encoder) { return kept }
    let vectors = try encoder.encode(
      texts, threads: threads, cancellation: cancellation, progress: progress)
    keep(vectors, path, texts.count, encoder)
    return vectors
  }

  private func path(of texts: [String], _ encoder: TransformerEncoder) -> String {
    var digest = CorpusDigest()
    digest.add(Array("\(encoder.configuration)".utf8))
    for text in texts {
      // The length tells where a text ends.
      digest.add(Array("\(text.utf8.count) ".utf8) + text.utf8)
    }
    return "\(folder)/\(encoder.digest)-\(digest.text)\(Self.suffix)"
  }

  private func kept(_ path: String, _ count: Int, _ encoder: TransformerEncoder) -> [Float]? {
    guard count > 0, let file = try? Safetensors(path: path) else { return nil }
    return try? file.floats(Self.tensor, shape: [count, encoder.dimension])
  }

  private func keep(
    _ vectors: [Float], _ path: String, _ count: Int, _ encoder: TransformerEncoder
  ) {
    guard
      (try? FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)) != nil
    else { return }
    try? Safetensors.write(
      [(Self.tensor, .floats(vectors, shape: [count, encoder.dimension]))], metadata: [:], to: path)
    removeOldest()
  }

  private func removeOldest() {
    let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(Self.suffix) }
      .compactMap { name -> (path: String, size: Int, time: Int)? in
        var status = stat()
        let path = "\(folder)/\(name)"
        guard stat(path.pathBytes, &status) == 0 else { return nil }
        return (path, Int(status.st_size), status.st_mtim.tv_sec)
      }
      .sorted { ($0.time, $0.path) > ($1.time, $1.path) }
    var size = 0
    for file in files {
      size += file.size
      if size > Self.largestSize { unlink(file.path.pathBytes) }
    }
  }
}
