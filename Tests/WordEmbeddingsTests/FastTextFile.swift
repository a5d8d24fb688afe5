/// The bytes of a fastText model, put together from their description.
struct FastTextFile {
  var magic: [Int32] = [793_712_314, 12]
  var dimension: Int32 = 3
  var model: Int32 = 2
  var bucketCount: Int32 = 5
  var minimum: Int32 = 2
  var maximum: Int32 = 3
  var words: [[UInt8]] = ["the", "schön", "</s>"].map { Array($0.utf8) }
  var labels: [String] = []
  /// Words and then buckets.
  var rows: [[Float]] = (0..<8).map { row in (0..<3).map { Float(row * 3 + $0) / 8 - 1 } }
  /// Buckets and their rows; `nil` when all are kept.
  var pruned: [(Int32, Int32)]?
  /// What stands in place of the dense matrix.
  var quantized: [UInt8]?

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func add<Number>(_ number: Number) { withUnsafeBytes(of: number) { bytes += $0 } }
    for number in magic { add(number) }
    let settings: [Int32] = [
      dimension, 5, 5, 1, 5, 1, 2, model, bucketCount, minimum, maximum, 100,
    ]
    for number in settings { add(number) }
    add(1e-4)
    add(Int32(words.count + labels.count))
    add(Int32(words.count))
    add(Int32(labels.count))
    add(Int64(1000))
    if !magic.isEmpty { add(Int64(pruned?.count ?? -1)) }
    for (index, word) in words.enumerated() {
      bytes += word + [0]
      add(Int64(max(1, 100 - index)))
      add(UInt8(0))
    }
    for label in labels {
      bytes += Array(label.utf8) + [0]
      add(Int64(1))
      add(UInt8(1))
    }
    for (bucket, row) in pruned ?? [] {
      add(bucket)
      add(row)
    }
    if !magic.isEmpty { add(UInt8(quantized == nil ? 0 : 1)) }
    if let quantized {
      bytes += quantized
    } else {
      add(Int64(rows.count))
      add(Int64(rows.first?.count ?? 0))
      for number in rows.joined() { add(number) }
    }
    return bytes
  }
}
