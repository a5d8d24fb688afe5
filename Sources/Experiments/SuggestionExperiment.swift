import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// Compares labels of suggested texts with labels of random ones.
///
/// From each draw of few labelled texts, texts of the pool are labelled in batches, once those that
/// the suggester chooses by the model so far, and once others at random; after each batch the model
/// is fitted anew and tested on the texts held out.
package struct SuggestionExperiment: Sendable {
  package private(set) var fitter: LinearFitter
  /// Texts that are labelled between two fits.
  package var batchSize = 8
  /// The result doesn't depend on it.
  package var threads = 1

  /// What came of all draws with so many labelled texts.
  package struct Result: Sendable, Codable {
    package let labels: Int
    /// On the texts held out, a draw each.
    package let suggested: [Double]
    package let random: [Double]
  }

  /// Texts of the pool that may be suggested, at most.
  private static let candidateLimit = 2_000

  package init(_ fitter: LinearFitter) {
    self.fitter = fitter
    self.fitter.crossValidates = false
    self.fitter.threads = 1
  }

  /// - Parameters:
  ///   - size: of the draws that are begun with, in texts a label.
  ///   - count: texts to label then.
  ///   - name: what messages call the texts.
  /// - Throws: `FileError` when the draws don't fit the texts, or a fit fails.
  package func run(
    _ draws: FewShotDraws, on texts: [LabelledText], from size: Int, adding count: Int,
    name: String
  ) throws -> [Result] {
    let lists = try draws.lists(size, of: texts, name)
    let candidates = Array((draws.pool[0]..<draws.pool[1]).prefix(Self.candidateLimit))
    let task = Task(
      texts: texts,
      pool: try TextPool(candidates.map { texts[$0].text }, statistics: fitter.statistics),
      candidates: candidates,
      held: try TextPool(
        texts[draws.test[0]..<draws.test[1]].map(\.text), statistics: fitter.statistics),
      truths: texts[draws.test[0]..<draws.test[1]].map(\.label))
    var left = lists.indices.makeIterator()
    let collected = Collected()
    try OrderedPipeline<Int, (suggested: [Double], random: [Double])>(threads: threads).run(
      next: { left.next() },
      makeWorker: {
        { draw in
          (
            try accuracies(lists[draw], adding: count, task) { pick in
              try task.suggestion(batchSize, for: pick, fitter)
            },
            try accuracies(lists[draw], adding: count, task) { pick in
              var generator = SeededGenerator(seed: UInt64(draw)).stream(pick.labelled.count)
              let open = pick.open
              return generator.permutation(of: open.count).prefix(batchSize).map { open[$0] }
            }
          )
        }
      },
      take: { collected.runs.append($0) })
    let runs = collected.runs
    return runs[0].suggested.indices.map { step in
      Result(
        labels: lists[0].count + step * batchSize, suggested: runs.map { $0.suggested[step] },
        random: runs.map { $0.random[step] })
    }
  }

  /// Lets closures share what comes.
  private final class Collected {
    var runs: [(suggested: [Double], random: [Double])] = []
  }

  /// The accuracy at first and after each batch.
  private func accuracies(
    _ first: [Int], adding count: Int, _ task: Task, choose: (Pick) throws -> [Int]
  ) throws -> [Double] {
    var labelled = first
    var accuracies: [Double] = []
    for step in 0...count / batchSize {
      let model = try fitter.fit(labelled.map { task.texts[$0] })
      accuracies.append(try task.accuracy(of: model))
      guard step < count / batchSize else { break }
      let closed = Set(labelled)
      let open = task.candidates.indices.filter { !closed.contains(task.candidates[$0]) }
      labelled += try choose(Pick(open: open, labelled: labelled, model: model))
        .map { task.candidates[$0] }
    }
    return accuracies
  }

  /// What there is to choose from.
  private struct Pick {
    /// Indices in the pool.
    let open: [Int]
    let labelled: [Int]
    let model: SentimentModel
  }

  private struct Task: Sendable {
    let texts: [LabelledText]
    let pool: TextPool
    /// The indices of the pool's texts among all.
    let candidates: [Int]
    let held: TextPool
    let truths: [String]

    func accuracy(of model: SentimentModel) throws -> Double {
      let right = try truths.indices.count { text in
        try model.labels[held.answer(to: text, by: model).label] == truths[text]
      }
      return Double(right) / Double(truths.count)
    }

    func suggestion(_ count: Int, for pick: Pick, _ fitter: LinearFitter) throws -> [Int] {
      let labelled = try TextPool(
        pick.labelled.map { texts[$0].text }, statistics: fitter.statistics)
      return TextSuggester(labelled: try labelled.candidates(by: nil))
        .choose(count, of: try pool.candidates(pick.open, by: pick.model)).map(Int.init)
    }
  }
}
