import SentimentPlatform

/// What figures say of each part, in sentences.
struct DiagnosisFindings {
  let textCount: Int
  /// Texts that aren't copies of each other.
  let groupCount: Int
  /// Of each label's texts, without copies.
  let labelCounts: [String: Int]
  let words: Diagnosis.Words
  let vectors: Diagnosis.Vectors
  let accuracies: Diagnosis.Accuracies
  let suspectCount: Int
  let contradictions: [Contradiction]
  let thinLabels: [LabelledTextFindings.ThinLabel]

  // Where a part begins to be in the way. They were set by what the development sets show: there,
  // all parts are sound from 64 labels a label on.
  private static let leastKnownShare = 0.85
  private static let leastTextsWithWords = 0.98
  private static let fewestLabels = 16
  private static let largestImbalance = 10.0
  /// How far from chance to certainty neighbours must agree.
  private static let leastAgreement = 0.05
  /// How far from the most frequent label to certainty a linear model must come.
  private static let leastSeparability = 0.3
  private static let largestGap = 0.15
  private static let largestNoise = 0.05

  var all: [Diagnosis.Finding] {
    [ofWords, ofLabels, ofVectors, ofHead, ofGeneralization, ofNoise]
  }

  private func finding(
    _ part: Diagnosis.Part, _ isSound: Bool, _ seen: String, sound: String, otherwise: String
  ) -> Diagnosis.Finding {
    Diagnosis.Finding(
      part: part, isSound: isSound, advice: "\(seen): \(isSound ? sound : otherwise)")
  }

  private static func percent(_ share: Double) -> String {
    "\((share * 1_000).rounded() / 10) %"
  }

  private var ofWords: Diagnosis.Finding {
    let unread = words.textsWithoutKnownWord
    let isSound =
      words.knownShare >= Self.leastKnownShare
      && Double(textCount - unread) >= Self.leastTextsWithWords * Double(textCount)
    return finding(
      .words, isSound,
      "\(Self.percent(words.knownShare)) of the words are known, and \(unread) of \(textCount) texts"
        + " have none",
      sound: "the vocabulary covers these texts",
      otherwise: "train vectors on text of this kind, with a smaller minimum count, or"
        + " with subwords for words that have many forms")
  }

  private var ofLabels: Diagnosis.Finding {
    let sorted = labelCounts.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
    let (rarest, commonest) = (sorted[0], sorted[sorted.count - 1])
    let isBalanced =
      Double(commonest.value) <= Self.largestImbalance * Double(max(1, rarest.value))
    if let thin = thinLabels.first(where: { $0.similar != nil }), let similar = thin.similar {
      return finding(
        .labels, false,
        "\"\(thin.label)\" has \(thin.textCount == 1 ? "one text" : "copies of one text alone")"
          + " (line \(thin.line))",
        sound: "", otherwise: "should it be \"\(similar)\"?")
    }
    return finding(
      .labels, rarest.value >= Self.fewestLabels && isBalanced,
      "\"\(rarest.key)\" has \(rarest.value) text\(rarest.value == 1 ? "" : "s"),"
        + " \"\(commonest.key)\" \(commonest.value)",
      sound: "enough of each to learn from; a learning curve says what more are worth",
      otherwise:
        "label more texts that are \"\(rarest.key)\"; active learning finds texts worth"
        + " a label")
  }

  /// Where nothing can be held out.
  private func unknown(_ part: Diagnosis.Part) -> Diagnosis.Finding {
    Diagnosis.Finding(
      part: part, isSound: false,
      advice: "can't be told: give two texts of each of two labels or more, none a copy of another")
  }

  private var ofVectors: Diagnosis.Finding {
    guard let accuracy = vectors.separability else { return unknown(.vectors) }
    let agreement = Self.reach(
      vectors.neighborAgreement, from: vectors.neighborAgreementByChance)
    let separability = Self.reach(accuracy, from: accuracies.baseline)
    return finding(
      .vectors, agreement >= Self.leastAgreement && separability >= Self.leastSeparability,
      "\(Self.percent(vectors.neighborAgreement)) of a text's nearest texts have its label"
        + " (by chance \(Self.percent(vectors.neighborAgreementByChance))), and a linear model of"
        + " the vectors gets \(Self.percent(accuracy)) right"
        + " (the most frequent label \(Self.percent(accuracies.baseline)))",
      sound: "the vectors set the labels apart",
      otherwise:
        "the vectors hardly tell the labels apart; train them on more text of this kind, and"
        + " compare several by a fit with each")
  }

  private var ofHead: Diagnosis.Finding {
    guard let separability = vectors.separability, let fitted = accuracies.validation else {
      return unknown(.head)
    }
    // By chance alone the better of two equal models is ahead by about a standard error.
    let error = (separability * (1 - separability) / Double(groupCount)).squareRoot()
    let validation = accuracies.model.map { min($0, fitted) } ?? fitted
    let isGiven = accuracies.model.map { $0 < fitted } ?? false
    return finding(
      .head, validation >= separability - error,
      "\(isGiven ? "the model" : "a fitted model") gets \(Self.percent(validation)) right, a linear"
        + " one of the vectors with the best penalty \(Self.percent(separability))",
      sound: "it uses what the vectors hold",
      otherwise: isGiven
        ? "make a new model of these texts by a fit"
        : "the vectors hold more than it uses; label more texts, so that the penalty is chosen by"
          + " cross-validation, or leave the seed words out")
  }

  private var ofGeneralization: Diagnosis.Finding {
    guard let validation = accuracies.validation else { return unknown(.generalization) }
    let gap = accuracies.training - validation
    return finding(
      .generalization, gap <= Self.largestGap,
      "\(Self.percent(accuracies.training)) right on texts it learned from,"
        + " \(Self.percent(validation)) on others",
      sound: "what is learned holds for new texts",
      otherwise:
        "it learns these texts by heart; more labels help most, and words for the labels by"
        + " seed words hold it to what matters")
  }

  private var ofNoise: Diagnosis.Finding {
    guard contradictions.isEmpty else { return ofContradictions }
    let share = Double(suspectCount) / Double(textCount)
    return finding(
      .labelNoise, share <= Self.largestNoise,
      "\(suspectCount) of \(textCount) texts are probably labelled wrong (\(Self.percent(share)))",
      sound: suspectCount == 0 ? "nothing to check" : "few enough; check those that are listed",
      otherwise:
        "check those that are listed, the first ones first, and say more clearly which texts"
        + " get which label")
  }

  private var ofContradictions: Diagnosis.Finding {
    let count = contradictions.count
    return finding(
      .labelNoise, false,
      "\(count == 1 ? "a text stands" : "\(count) texts stand") there with several labels,"
        + " and \(suspectCount) of \(textCount) texts are probably labelled wrong",
      sound: "",
      otherwise: "give each of those that are listed one label, and say more clearly which texts"
        + " get which")
  }

  /// How far a share is on the way from another to 1.
  private static func reach(_ share: Double, from start: Double) -> Double {
    start < 1 ? (share - start) / (1 - start) : 0
  }
}
