import SentimentTextProcessing

/// Draws what is random about a stretch: one thread's tool.
///
/// Everything follows from the seed, the epoch and the place of the stretch. It is handed to one
/// thread at a time, hence `@unchecked Sendable`.
final class BlockSampler: @unchecked Sendable {
  private let plan: TrainingPlan
  /// For each row of the matrix: one more than its place in the stretch, or 0.
  private let places: UnsafeMutablePointer<UInt32>

  init(_ plan: TrainingPlan) {
    self.plan = plan
    places = .allocate(capacity: plan.rowCount)
    places.initialize(repeating: 0, count: plan.rowCount)
  }

  deinit { places.deallocate() }

  /// Draws stretch `index` of epoch `epoch`.
  func draw(_ index: Int, epoch: Int, into stretch: Block) {
    var generator = plan.generator.stream(epoch, index)
    stretch.index = index
    stretch.epoch = epoch
    stretch.clear()
    stretch.wordCount = keepWords(index, of: stretch, using: &generator)
    let outputRows = UInt32(plan.wordCount)
    for word in 0..<stretch.wordCount {
      let id = stretch.inputs[word]
      stretch.inputs[word] = place(of: id, in: stretch)
      stretch.outputs[word] = place(of: id + outputRows, in: stretch)
    }
    let noiseCount = plan.chunkCount(words: stretch.wordCount) * TrainingPlan.chunkNoiseWords
    for word in 0..<noiseCount {
      let id = UInt32(truncatingIfNeeded: plan.noise.draw(using: &generator))
      stretch.noise[word] = place(of: id + outputRows, in: stretch)
    }
    for place in 0..<stretch.rowCount { places[Int(stretch.rows[place])] = 0 }
  }

  /// Thins frequent words out and draws each kept word's window.
  ///
  /// - Returns: the number of kept words; their ids are the stretch's ``Block/inputs``.
  private func keepWords(
    _ index: Int, of stretch: Block, using generator: inout SeededGenerator
  ) -> Int {
    let ids = plan.ids
    let from = index * TrainingPlan.stretchLength
    let to = min(from + TrainingPlan.stretchLength, ids.count)
    let window = UInt64(plan.window)
    var kept = 0
    var documentStart = 0
    plan.keepThresholds.withUnsafeBufferPointer { keepThresholds in
      var position = from
      while position < to {
        let id = ids[position]
        position += 1
        guard id != EncodedCorpus.documentEnd else {
          Self.clipWindows(documentStart..<kept, of: stretch)
          documentStart = kept
          continue
        }
        let bits = generator.next()
        guard UInt32(truncatingIfNeeded: bits) <= keepThresholds[Int(id)] else { continue }
        let reach = 1 + Int32(truncatingIfNeeded: ((bits >> 32) &* window) >> 32)
        let place = Int32(truncatingIfNeeded: kept)
        stretch.inputs[kept] = id
        stretch.contextStart[kept] = place - reach
        stretch.contextEnd[kept] = place + reach + 1
        kept += 1
      }
    }
    Self.clipWindows(documentStart..<kept, of: stretch)
    return kept
  }

  /// No context reaches beyond the document.
  private static func clipWindows(_ document: Range<Int>, of stretch: Block) {
    let (lower, upper) = (Int32(document.lowerBound), Int32(document.upperBound))
    for word in document {
      stretch.contextStart[word] = max(stretch.contextStart[word], lower)
      stretch.contextEnd[word] = min(stretch.contextEnd[word], upper)
    }
  }

  /// Where the stretch has a row; a new row gets the next place.
  @inline(__always)
  private func place(of row: UInt32, in stretch: Block) -> UInt32 {
    if places[Int(row)] == 0 { places[Int(row)] = stretch.add(row) + 1 }
    let place = places[Int(row)] - 1
    stretch.uses[Int(place)] += 1
    return place
  }
}
