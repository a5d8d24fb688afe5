import SentimentClassification

extension Head {
  /// The linear head whose outputs are those of several, one head's behind another's.
  ///
  /// - Parameter heads: linear ones of the same vectors and the same encoder, if they ask one.
  init(joining heads: [Head]) {
    let encoders = heads.compactMap { head in
      if case .encoder(let classifier) = head { classifier } else { nil }
    }
    guard let encoder = encoders.first?.encoder else {
      self = .ngrams(NGramClassifier(joining: heads.compactMap(\.ngrams)))
      return
    }
    self = .encoder(
      EncoderClassifier(
        joining: heads.compactMap { head in
          if case .encoder(let classifier) = head { return classifier }
          return head.ngrams.map { EncoderClassifier($0, beside: encoder) }
        }))
  }

  private var ngrams: NGramClassifier? {
    if case .ngrams(let classifier) = self { classifier } else { nil }
  }
}
