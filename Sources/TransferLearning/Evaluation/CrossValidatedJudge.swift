import TextProcessing
import WordEmbeddings

/// What labels are worth, by the labels themselves: each text is judged by a model that was adapted
/// to the others (stratified k-fold cross-validation, Kohavi 1995).
public struct CrossValidatedJudge: Sendable {
  /// How a model is made of vectors and labelled texts.
  public typealias Adapt = @Sendable (PretrainedEmbeddings, [LabelledText]) throws -> SentimentModel

  /// What a text got from the model that hadn't seen it.
  public struct Judgement: Sendable, Equatable {
    /// The place of the text among those given.
    public let index: Int
    public let label: String
    public let probability: Double
    /// What the model made of the right label; 0 where it had never seen it.
    public let probabilityOfTruth: Double
  }

  /// Parts that the texts are divided into; as many as there are texts where they are fewer.
  public var folds = 10
  public var seed: UInt64 = 1

  public init() {}

  /// - Returns: a judgement for each text, in their order; none when there are fewer than two
  ///   labels.
  /// - Throws: what `adapt` throws.
  public func judge(
    _ texts: [LabelledText], by embeddings: PretrainedEmbeddings, adapt: Adapt
  ) throws -> [Judgement] {
    guard Set(texts.map(\.label)).count > 1 else { return [] }
    let parts = parts(of: texts)
    var judgements: [Judgement] = []
    for part in Set(parts).sorted() {
      let training = texts.indices.filter { parts[$0] != part }.map { texts[$0] }
      let held = texts.indices.filter { parts[$0] == part }
      let labels = Set(training.map(\.label))
      guard labels.count > 1 else {
        // The only text of its label is held out: nothing but the other label is known.
        judgements += held.map { index in
          let only = training[0].label
          return Judgement(
            index: index, label: only, probability: 1,
            probabilityOfTruth: texts[index].label == only ? 1 : 0)
        }
        continue
      }
      let classifier = try adapt(embeddings, training).makeClassifier()
      for index in held {
        let prediction = try classifier.classify(texts[index].text)
        judgements.append(
          Judgement(
            index: index, label: prediction.label, probability: prediction.probability,
            probabilityOfTruth: prediction.probabilities[texts[index].label] ?? 0))
      }
    }
    return judgements.sorted { $0.index < $1.index }
  }

  /// The part of each text: those of a label are dealt out one by one, in an order by chance.
  private func parts(of texts: [LabelledText]) -> [Int] {
    var generator = SeededGenerator(seed: seed)
    let order = generator.permutation(of: texts.count)
      .enumerated().sorted {
        (texts[$0.element].label, $0.offset) < (texts[$1.element].label, $1.offset)
      }.map(\.element)
    var parts = [Int](repeating: 0, count: texts.count)
    for (place, index) in order.enumerated() { parts[index] = place % min(folds, texts.count) }
    return parts
  }
}
