import Hummingbird
import TransferLearning

/// Texts in, labels out.
struct ClassifyRoutes {
  let state: ServiceState

  /// One text or a batch of them.
  private struct Question: Decodable {
    let text: String?
    let texts: [String]?
    /// Whether to say what each word contributes.
    let explain: Bool?
  }

  private struct Answer: Encodable {
    let model: String
    let predictions: [Prediction]
  }

  func add(to group: RouteGroup) {
    group.on(.post, "/v1/classify") { request, _ in
      let question = try await request.json(Question.self, limits: state.limits)
      let texts = try Self.texts(question, limit: state.limits.batch)
      let model = state.live.current
      let predictions = try texts.map {
        try model.classify($0, explains: question.explain ?? false)
      }
      return try .json(Answer(model: model.name, predictions: predictions))
    }
  }

  private static func texts(_ question: Question, limit: Int) throws(Problem) -> [String] {
    switch (question.text, question.texts) {
    case (let text?, nil): return [text]
    case (nil, let texts?):
      guard texts.count <= limit else { throw .tooLarge("\"texts\" may have \(limit) texts") }
      return texts
    default: throw .invalid("give \"text\" or \"texts\", one of them")
    }
  }
}
