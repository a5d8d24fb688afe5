import CSentimentKernels

/// Trains on a drawn stretch, chunk by chunk: one thread's tool.
///
/// It is handed to one thread at a time, hence `@unchecked Sendable`.
final class BlockTrainer: @unchecked Sendable {
  private let plan: TrainingPlan
  private let scratch: AlignedMemory

  // What one chunk hands to the kernel.
  private let inputRows: UnsafeMutablePointer<UnsafeMutablePointer<Float>?>
  private let contextRows: UnsafeMutablePointer<UnsafeMutablePointer<Float>?>
  private let noiseRows: UnsafeMutablePointer<UnsafeMutablePointer<Float>?>
  private let first: UnsafeMutablePointer<Int16>
  private let end: UnsafeMutablePointer<Int16>
  private let own: UnsafeMutablePointer<Int16>
  /// For each row of a stretch how often a chunk has met it; zeros between two uses.
  private let repeats: UnsafeMutablePointer<UInt8>

  /// Words of a chunk, and those around them.
  private static let maximumContexts = Int(ck_max_words) + 2 * Int(ck_max_window)

  init(_ plan: TrainingPlan) {
    precondition(TrainingPlan.chunkNoiseWords <= ck_max_noise, "noise words that fit the kernel")
    self.plan = plan
    scratch = AlignedMemory(floatCount: ck_scratch_bytes(Int32(plan.dimension)) / 4)
    inputRows = .allocate(capacity: Int(ck_max_words))
    contextRows = .allocate(capacity: Self.maximumContexts)
    noiseRows = .allocate(capacity: TrainingPlan.chunkNoiseWords)
    first = .allocate(capacity: Int(ck_max_words))
    end = .allocate(capacity: Int(ck_max_words))
    own = .allocate(capacity: Int(ck_max_words))
    repeats = .allocate(capacity: plan.maximumRows)
    repeats.initialize(repeating: 0, count: plan.maximumRows)
  }

  deinit {
    inputRows.deallocate()
    contextRows.deallocate()
    noiseRows.deallocate()
    first.deallocate()
    end.deallocate()
    own.deallocate()
    repeats.deallocate()
  }

  /// Changes the stretch's vectors, those in the matrix and the copies.
  func train(_ stretch: Block, learningRate: Float, matrix: EmbeddingMatrix) {
    ck_gather(
      plan.level, matrix.base, stretch.rows, Int32(stretch.rowCount), Int32(matrix.stride),
      stretch.vectors)
    let chunks = plan.chunkCount(words: stretch.wordCount)
    for chunk in 0..<chunks {
      let words =
        stretch.wordCount * chunk / chunks..<stretch.wordCount * (chunk + 1) / chunks
      train(
        chunk, words, of: stretch, learningRate: learningRate, stride: matrix.stride,
        samplesLoss: chunk == 0 && stretch.index % TrainingPlan.lossSampling == 0)
    }
  }

  private func train(
    _ chunk: Int, _ words: Range<Int>, of stretch: Block, learningRate: Float, stride: Int,
    samplesLoss: Bool
  ) {
    let contexts =
      max(
        0, words.lowerBound - plan.window)..<min(stretch.wordCount, words.upperBound + plan.window)
    precondition(
      words.count <= ck_max_words && contexts.count <= Self.maximumContexts
        && stride >= plan.dimension, "a chunk that fits the kernel")
    let offset = contexts.lowerBound
    for word in words {
      let place = word - words.lowerBound
      inputRows[place] = stretch.vectors[Int(stretch.inputs[word])]
      first[place] = Int16(truncatingIfNeeded: Int(stretch.contextStart[word]) - offset)
      end[place] = Int16(truncatingIfNeeded: Int(stretch.contextEnd[word]) - offset)
      own[place] = Int16(truncatingIfNeeded: word - offset)
    }
    for word in contexts {
      contextRows[word - offset] = stretch.vectors[Int(stretch.outputs[word])]
    }
    let set = chunk * TrainingPlan.chunkNoiseWords
    for place in 0..<TrainingPlan.chunkNoiseWords {
      noiseRows[place] = stretch.vectors[Int(stretch.noise[set + place])]
    }
    let share = plan.share(repeats: mostRepeats(words, of: stretch))
    var problem = ck_chunk(
      dimension: Int32(plan.dimension), stride: Int32(stride), words: Int32(words.count),
      contexts: Int32(contexts.count), noise: Int32(TrainingPlan.chunkNoiseWords),
      input: inputRows, context: contextRows, noise_rows: noiseRows, first: first, end: end,
      own: own, rate: learningRate * share, negatives: Float(plan.negativeSamples))
    ck_train_chunk(plan.level, &problem, scratch.floats, samplesLoss ? stretch.loss : nil)
  }

  /// How often the commonest of some words stands among them.
  private func mostRepeats(_ words: Range<Int>, of stretch: Block) -> Int {
    var most: UInt8 = 1
    for word in words {
      let place = Int(stretch.inputs[word])
      repeats[place] += 1
      most = max(most, repeats[place])
    }
    for word in words { repeats[Int(stretch.inputs[word])] = 0 }
    return Int(most)
  }
}
