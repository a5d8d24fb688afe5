import FoundationEssentials
import SentimentPlatform
import SentimentTextProcessing
import SentimentWordEmbeddings

/// Vectors that encoders made of texts, kept in a folder, so that the same texts needn't be read again, whatever
/// other texts they come with.
///
/// A file has the vectors of the texts by one encoder that no file had before. It is named by the digests of
/// both, and has a digest of each text. The oldest go when all together are too large. What can't be kept or
/// isn't sound is made anew: the folder never decides whether a fit succeeds, nor what comes of it.
package struct VectorCache: Sendable {
  private let folder: String

  private static let vectors = "vectors"
  private static let digests = "digests"
  private static let suffix = ".safetensors"
  private static let largestSize = 1 << 30
  /// After so many texts of each thread what was made is kept, about a second's work: so much is lost when a long
  /// reading is cancelled.
  private static let textsAtOnce = 128

  /// - Parameter folder: made when it isn't there.
  package init(folder: String) { self.folder = folder }

  /// As `TransformerEncoder.encode`.
  package func encode(
    _ texts: [String], by encoder: TransformerEncoder, threads: Int, cancellation: CancellationFlag,
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> [Float] {
    let settings = Array("\(encoder.configuration)".utf8)
    let digests = texts.map { digest(of: $0, settings) }
    var known = kept(Set(digests), encoder)
    let new = texts.indices.filter { known.places[digests[$0]] == nil }
    // A text that stands there twice is read once.
    var seen: Set<Int> = []
    let firsts = new.filter { seen.insert(digests[$0]).inserted }
    defer { if !firsts.isEmpty { removeOldest() } }
    let step = Self.textsAtOnce * max(1, threads)
    for start in stride(from: 0, to: firsts.count, by: step) {
      let part = firsts[start..<min(start + step, firsts.count)]
      var made = Rows()
      for text in part { _ = made.add(digests[text]) }
      made.numbers = try encoder.encode(
        part.map { texts[$0] }, threads: threads, cancellation: cancellation
      ) { progress((Double(start) + $0 * Double(part.count)) / Double(firsts.count)) }
      keep(made, encoder)
      known.add(made)
    }
    let dimension = encoder.dimension
    return Array(
      digests.map { digest in
        let start = known.places[digest]! * dimension
        return known.numbers[start..<start + dimension]
      }.joined())
  }

  /// Vectors of texts, by the texts' digests.
  private struct Rows {
    var digests: [Int] = []
    var places: [Int: Int] = [:]
    var numbers: [Float] = []

    /// - Returns: whether it wasn't there; its vector is then to come next.
    mutating func add(_ digest: Int) -> Bool {
      guard places[digest] == nil else { return false }
      places[digest] = digests.count
      digests.append(digest)
      return true
    }

    /// - Parameter other: has none of these.
    mutating func add(_ other: Rows) {
      for digest in other.digests { _ = add(digest) }
      numbers += other.numbers
    }
  }

  /// - Parameter settings: of the encoder.
  private func digest(of text: String, _ settings: [UInt8]) -> Int {
    var digest = CorpusDigest()
    digest.add(settings)
    digest.add(Array(text.utf8))
    return Int(bitPattern: UInt(digest.value))
  }

  /// Of these texts, the vectors that are there.
  private func kept(_ wanted: Set<Int>, _ encoder: TransformerEncoder) -> Rows {
    var rows = Rows()
    let dimension = encoder.dimension
    for name in names.sorted() where name.hasPrefix("\(encoder.digest)-") {
      guard let file = try? Safetensors(path: "\(folder)/\(name)"),
        let digests = try? file.integers(Self.digests), digests.contains(where: wanted.contains),
        let numbers = try? file.floats(Self.vectors, shape: [digests.count, dimension])
      else { continue }
      for (row, digest) in digests.enumerated() where wanted.contains(digest) && rows.add(digest) {
        rows.numbers += numbers[row * dimension..<(row + 1) * dimension]
      }
    }
    return rows
  }

  private func keep(_ rows: Rows, _ encoder: TransformerEncoder) {
    guard
      (try? FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)) != nil
    else { return }
    var digest = CorpusDigest()
    rows.digests.withUnsafeBytes { digest.add($0) }
    try? Safetensors.write(
      [
        (Self.digests, .integers(rows.digests)),
        (Self.vectors, .floats(rows.numbers, shape: [rows.digests.count, encoder.dimension])),
      ], metadata: [:], to: "\(folder)/\(encoder.digest)-\(digest.text)\(Self.suffix)")
  }

  private var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(Self.suffix) }
  }

  private func removeOldest() {
    let files =
      names
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
