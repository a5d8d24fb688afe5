import TextProcessing
import TransferLearning

/// How the server makes a model of vectors and a few labelled texts: the one place that says it.
enum FewLabelAdaptation {
  static let adapt: CrossValidatedJudge.Adapt = { embeddings, texts in
    try Adapter().adapt(embeddings, to: texts, name: "the labels")
  }
}
