import CSentimentKernels
import SentimentWordEmbeddings
import Testing

/// The products of a transformer's layers, against sums in double precision.
struct EncoderProductTests {
  static let levels = Array(0...ck_best_level())
  static let kinds = [ck_four_bits, ck_eight_bits, ck_floats].map(\.rawValue)
  /// Outputs and inputs.
  static let shapes = [(16, 32), (48, 96), (384, 1536)]

  /// - Parameter isExtreme: whether all numbers are the largest and smallest of their kind.
  private func weights(
    _ kind: ck_weight_kind, _ outputCount: Int, _ inputCount: Int, isExtreme: Bool,
    _ random: inout SeededGenerator
  ) -> TiledWeights {
    let range: ClosedRange<Int> = kind == ck_four_bits ? -8...7 : -127...127
    let values = (0..<outputCount * inputCount).map { _ -> Float in
      let number =
        isExtreme ? [range.lowerBound, range.upperBound].randomElement(using: &random)! : nil
      let whole = Float(number ?? Int.random(in: range, using: &random))
      return kind == ck_floats ? whole / 100 : whole
    }
    let scales = (0..<values.count / Int(ck_scale_group)).map { _ in
      // Of all finite ones: also negative ones, and those below the smallest normal number.
      Float16(Float.random(in: -1...1, using: &random))
        * [1e-7, 1e-3, 1].randomElement(using: &random)!
    }
    return TiledWeights(kind, outputCount: outputCount, values: values, scales: scales)
  }

  private func rounded(
    _ rowCount: Int, _ inputCount: Int, isExtreme: Bool, _ random: inout SeededGenerator
  ) -> RoundedRows {
    var rows = RoundedRows(rowCount: rowCount, inputCount: inputCount)
    for index in rows.numbers.indices {
      rows.numbers[index] =
        isExtreme
        ? [-127, 127].randomElement(using: &random)! : Int8.random(in: -127...127, using: &random)
    }
    let group = Int(ck_scale_group)
    for index in rows.scales.indices {
      rows.scales[index] = Float.random(in: 0...1, using: &random)
      rows.sums[index] = rows.numbers[index * group..<(index + 1) * group].reduce(0) {
        $0 + Int32($1)
      }
    }
    return rows
  }

  /// What the product must be, and the sum of the magnitudes, which its error is measured by.
  private func expected(
    _ weights: TiledWeights, _ activations: [Float], _ bias: [Float], row: Int, output: Int
  ) -> (sum: Double, magnitude: Double) {
    let count = weights.inputCount
    var (sum, magnitude) = (Double(bias[output]), Double(abs(bias[output])))
    for input in 0..<count {
      let index = output * count + input
      let scale =
        weights.kind == ck_floats ? 1 : Double(weights.scales[index / Int(ck_scale_group)])
      let product = Double(weights.values[index]) * scale * Double(activations[row * count + input])
      sum += product
      magnitude += abs(product)
    }
    return (sum, magnitude)
  }

  @Test(arguments: kinds, shapes)
  func productsAreTheSumsAtEveryLevel(kind: UInt32, shape: (Int, Int)) throws {
    let (outputCount, inputCount) = shape
    for (rowCount, isExtreme) in (1...9).flatMap({ [($0, false), ($0, true)] }) {
      var random = SeededGenerator(seed: UInt64(rowCount))
      let weights = weights(
        ck_weight_kind(kind), outputCount, inputCount, isExtreme: isExtreme, &random)
      let rows = rounded(rowCount, inputCount, isExtreme: isExtreme, &random)
      let floats = (0..<rowCount * inputCount).map { index in
        Float(rows.numbers[index]) * rows.scales[index / Int(ck_scale_group)]
      }
      let bias = (0..<outputCount).map { _ in Float.random(in: -1...1, using: &random) }
      let outputs = Self.levels.map {
        weights.product(rows, floats, rowCount: rowCount, bias: bias, level: $0)
      }
      for other in outputs.dropFirst() {
        #expect(other.map(\.bitPattern) == outputs[0].map(\.bitPattern))
      }
      for row in 0..<rowCount {
        // All of a small matrix, and some outputs of a large one.
        for output in stride(from: row, to: outputCount, by: outputCount > 48 ? 61 : 1) {
          let (sum, magnitude) = expected(weights, floats, bias, row: row, output: output)
          let error = abs(Double(outputs[0][row * outputCount + output]) - sum)
          #expect(error <= 2e-6 * magnitude, "row \(row), output \(output) of \(shape)")
        }
      }
    }
  }

  @Test(arguments: kinds, levels)
  func aRowsProductDependsOnNoOtherRow(kind: UInt32, level: Int32) {
    let (rowCount, outputCount, inputCount) = (9, 32, 64)
    var random = SeededGenerator(seed: 3)
    let weights = weights(ck_weight_kind(kind), outputCount, inputCount, isExtreme: false, &random)
    let bias = [Float](repeating: 0.5, count: outputCount)
    let values = (0..<rowCount * inputCount).map { _ in Float.random(in: -2...2, using: &random) }
    let together = weights.product(
      RoundedRows(values, inputCount: inputCount, level: level), values, rowCount: rowCount,
      bias: bias,
      level: level)
    for row in 0..<rowCount {
      let own = Array(values[row * inputCount..<(row + 1) * inputCount])
      let alone = weights.product(
        RoundedRows(own, inputCount: inputCount, level: level), own, rowCount: 1, bias: bias,
        level: level)
      #expect(alone == Array(together[row * outputCount..<(row + 1) * outputCount]))
    }
  }

  @Test(arguments: levels)
  func rowsAreRoundedToTheNearest(level: Int32) {
    var random = SeededGenerator(seed: 5)
    let (rowCount, inputCount, group) = (7, 96, Int(ck_scale_group))
    var values = (0..<rowCount * inputCount).map { _ in
      Float.random(in: -3...3, using: &random) * [1e-30, 1e-3, 1, 1e30].randomElement(
        using: &random)!
    }
    for index in 0..<group { values[index] = 0 }
    let rows = RoundedRows(values, inputCount: inputCount, level: level)
    let portable = RoundedRows(values, inputCount: inputCount, level: 0)
    #expect(rows.numbers.elementsEqual(portable.numbers))
    #expect(rows.scales.map(\.bitPattern) == portable.scales.map(\.bitPattern))
    #expect(rows.sums.elementsEqual(portable.sums))
    for (place, scale) in rows.scales.enumerated() {
      let numbers = place * group..<(place + 1) * group
      let largest = values[numbers].map(abs).max()!
      #expect(scale == largest / 127)
      #expect(rows.sums[place] == numbers.reduce(0) { $0 + Int32(rows.numbers[$1]) })
      for index in numbers {
        // Half a step, and what single precision adds.
        let error = abs(Double(values[index]) - Double(rows.numbers[index]) * Double(scale))
        #expect(error <= Double(scale) * 0.5001)
      }
    }
  }

  /// Wherever it stands in the group: what comes of it isn't finite either, so that it is seen.
  @Test(arguments: levels, [Float.nan, .infinity, -.infinity])
  func aNumberThatIsNotFiniteIsNotLost(level: Int32, number: Float) {
    for place in 0..<Int(ck_scale_group) {
      var values = (0..<Int(ck_scale_group)).map { Float($0) - 16 }
      values[place] = number
      let rows = RoundedRows(values, inputCount: values.count, level: level)
      #expect(!rows.scales[0].isFinite, "at \(place)")
    }
  }
}
