import CSkipGramKernel
import TextProcessing

/// Trains on one stretch of the corpus at a time: one thread's scratch memory.
///
/// For the words of the stretch it copies the rows it needs out of the frozen matrix, trains on
/// the copies chunk by chunk, and leaves them in a ``StretchCopies`` for the merge.
final class StretchWorker: @unchecked Sendable {
  private let plan: TrainingPlan
  private let scratch: AlignedMemory

  /// For each row of the matrix: one more than its place among the stretch's copies, or 0.
  private let places: UnsafeMutablePointer<UInt32>
  /// Rows, and then places, of the kept words' input and output vectors and of the noise words.
  private let inputs: UnsafeMutablePointer<UInt32>
  private let outputs: UnsafeMutablePointer<UInt32>
  private let noise: UnsafeMutablePointer<UInt32>
  /// The contexts of kept word `i` are the kept words `contextStart[i]..<contextEnd[i]` save `i`.
  private let contextStart: UnsafeMutablePointer<Int32>
  private let contextEnd: UnsafeMutablePointer<Int32>

  /// For each copy how often it was met; zeros between two uses.
  private let repeats: UnsafeMutablePointer<UInt8>

  // What one chunk hands to the kernel.
  private let inputRows: UnsafeMutablePointer<UnsafeMutablePointer<Float>?>
  private let contextRows: UnsafeMutablePointer<UnsafeMutablePointer<Float>?>
  private let noiseRows: UnsafeMutablePointer<UnsafeMutablePointer<Float>?>
  private let first: UnsafeMutablePointer<Int16>
  private let end: UnsafeMutablePointer<Int16>
  private let own: UnsafeMutablePointer<Int16>

  init(_ plan: TrainingPlan) {
    self.plan = plan
    scratch = AlignedMemory(floatCount: sgk_scratch_bytes(Int32(plan.dimension)) / 4)
    places = .allocate(capacity: plan.rowCount)
    places.initialize(repeating: 0, count: plan.rowCount)
    inputs = .allocate(capacity: TrainingPlan.stretchLength)
    outputs = .allocate(capacity: TrainingPlan.stretchLength)
    noise = .allocate(capacity: plan.maximumNoiseWords)
    contextStart = .allocate(capacity: TrainingPlan.stretchLength)
    contextEnd = .allocate(capacity: TrainingPlan.stretchLength)
    repeats = .allocate(capacity: plan.maximumCopies)
    repeats.initialize(repeating: 0, count: plan.maximumCopies)
    let maximumContexts = Int(sgk_max_words) + 2 * Int(sgk_max_window)
    inputRows = .allocate(capacity: Int(sgk_max_words))
    contextRows = .allocate(capacity: maximumContexts)
    noiseRows = .allocate(capacity: TrainingPlan.chunkNoiseWords)
    first = .allocate(capacity: Int(sgk_max_words))
    end = .allocate(capacity: Int(sgk_max_words))
    own = .allocate(capacity: Int(sgk_max_words))
  }

  deinit {
    places.deallocate()
    inputs.deallocate()
    outputs.deallocate()
    noise.deallocate()
    contextStart.deallocate()
    contextEnd.deallocate()
    repeats.deallocate()
    inputRows.deallocate()
    contextRows.deallocate()
    noiseRows.deallocate()
    first.deallocate()
    end.deallocate()
    own.deallocate()
  }

  /// Trains on stretch `index` of epoch `epoch` and leaves the changed rows in `copies`.
  func train(
    _ index: Int, epoch: Int, learningRate: Float, matrix: EmbeddingMatrix,
    into copies: StretchCopies
  ) {
    let kept = draw(index, epoch: epoch, into: copies)
    sgk_gather(
      plan.level, matrix.base, copies.rows, Int32(copies.count), Int32(matrix.stride),
      copies.vectors)
    let chunks = TrainingPlan.chunkCount(words: kept)
    for chunk in 0..<chunks {
      let isSample = chunk == 0 && index % TrainingPlan.lossSampling == 0
      train(
        chunk, words: kept * chunk / chunks..<kept * (chunk + 1) / chunks, of: kept,
        learningRate: learningRate, copies: copies, samplesLoss: isSample)
    }
  }

  /// Draws all that is random for a stretch: which words are kept, their windows, the noise.
  ///
  /// - Returns: the number of kept words.
  private func draw(_ index: Int, epoch: Int, into copies: StretchCopies) -> Int {
    var generator = plan.generator.stream(epoch, index)
    let ids = plan.ids
    let from = index * TrainingPlan.stretchLength
    let to = min(from + TrainingPlan.stretchLength, ids.count)
    var kept = 0
    var documentStart = 0
    for position in from...to {
      guard position < to, ids[position] != EncodedCorpus.documentEnd else {
        clipWindows(documentStart..<kept)
        documentStart = kept
        continue
      }
      let id = Int(ids[position])
      let bits = generator.next()
      guard UInt32(truncatingIfNeeded: bits) <= plan.keepThresholds[id] else { continue }
      inputs[kept] = UInt32(id)
      let window = 1 + Int32(truncatingIfNeeded: ((bits >> 32) &* UInt64(plan.window)) >> 32)
      contextStart[kept] = Int32(kept) - window
      contextEnd[kept] = Int32(kept) + window + 1
      kept += 1
    }
    copies.clear()
    for word in 0..<kept {
      let id = inputs[word]
      inputs[word] = place(of: id, in: copies)
      outputs[word] = place(of: id + UInt32(plan.wordCount), in: copies)
    }
    for word in 0..<TrainingPlan.chunkCount(words: kept) * TrainingPlan.chunkNoiseWords {
      let id = plan.noise.draw(using: &generator)
      noise[word] = place(of: UInt32(id + plan.wordCount), in: copies)
    }
    for copy in 0..<copies.count { places[Int(copies.rows[copy])] = 0 }
    return kept
  }

  /// No context reaches beyond the document.
  private func clipWindows(_ document: Range<Int>) {
    for word in document {
      contextStart[word] = max(contextStart[word], Int32(document.lowerBound))
      contextEnd[word] = min(contextEnd[word], Int32(document.upperBound))
    }
  }

  /// Where the stretch has its copy of a row; a new row gets the next place.
  @inline(__always)
  private func place(of row: UInt32, in copies: StretchCopies) -> UInt32 {
    if places[Int(row)] == 0 { places[Int(row)] = copies.add(row) + 1 }
    let place = places[Int(row)] - 1
    copies.uses[Int(place)] += 1
    return place
  }

  private func train(
    _ chunk: Int, words: Range<Int>, of kept: Int, learningRate: Float, copies: StretchCopies,
    samplesLoss: Bool
  ) {
    let stride = copies.stride
    let contexts =
      max(0, words.lowerBound - plan.window)..<min(kept, words.upperBound + plan.window)
    for (place, word) in words.enumerated() {
      inputRows[place] = copies.vectors + Int(inputs[word]) * stride
      first[place] = Int16(Int(contextStart[word]) - contexts.lowerBound)
      end[place] = Int16(Int(contextEnd[word]) - contexts.lowerBound)
      own[place] = Int16(word - contexts.lowerBound)
    }
    for (place, word) in contexts.enumerated() {
      contextRows[place] = copies.vectors + Int(outputs[word]) * stride
    }
    for place in 0..<TrainingPlan.chunkNoiseWords {
      let word = chunk * TrainingPlan.chunkNoiseWords + place
      noiseRows[place] = copies.vectors + Int(noise[word]) * stride
    }
    let share = min(1, Float(TrainingPlan.undampedRepeats) / Float(mostRepeats(words)))
    var problem = sgk_chunk(
      dimension: Int32(plan.dimension), stride: Int32(stride), words: Int32(words.count),
      contexts: Int32(contexts.count), noise: Int32(TrainingPlan.chunkNoiseWords),
      input: inputRows, context: contextRows, noise_rows: noiseRows,
      first: first, end: end, own: own, rate: learningRate * share,
      negatives: Float(plan.negativeSamples))
    sgk_train_chunk(plan.level, &problem, scratch.floats, samplesLoss ? copies.loss : nil)
  }

  /// How often the commonest of some words stands among them.
  private func mostRepeats(_ words: Range<Int>) -> Int {
    var most: UInt8 = 1
    for word in words {
      repeats[Int(inputs[word])] += 1
      most = max(most, repeats[Int(inputs[word])])
    }
    for word in words { repeats[Int(inputs[word])] = 0 }
    return Int(most)
  }
}
