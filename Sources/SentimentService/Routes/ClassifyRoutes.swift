import Hummingbird
import NIOPosix
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
      let explains = question.explain ?? false
      let answer: @Sendable () throws -> Response = {
        let predictions = try texts.map { try model.classify($0, explains: explains) }
        return try .json(Answer(model: model.name, predictions: predictions))
      }
      let size = texts.reduce(0) { $0 + $1.utf8.count }
      guard size > Self.longestAtOnce || texts.count > Self.mostAtOnce else { return try answer() }
      return try await NIOThreadPool.singleton.runIfActive(answer)
    }
  }

  /// What takes about a millisecond, in bytes and texts; more is done where no other request waits.
  private static let longestAtOnce = 20_000
  private static let mostAtOnce = 20

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
