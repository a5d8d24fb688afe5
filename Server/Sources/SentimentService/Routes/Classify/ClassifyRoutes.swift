import Hummingbird
import NIOPosix
import SentimentTransferLearning

/// Texts in, labels out.
struct ClassifyRoutes {
  /// As metrics count it, whatever the project.
  static let endpoint = "/v1/classify"

  private static let path = "/classify"

  let state: ServiceState

  /// One text or a batch of them.
  private struct ClassifyRequest: Decodable {
    let text: String?
    let texts: [String]?
    /// Whether to say what each word contributes.
    let explain: Bool?
    /// How many of the likeliest labels to list in order.
    let top: Int?
  }

  private static let mostTop = 1_000

  func add(to group: RouteGroup) {
    group.onProject(.post, Self.path) { request, _, project in
      let body = try await request.jsonBody(state.limits)
      guard body.readableBytes > longestAtOnce(project) else {
        return .json(try answer(to: body, project))
      }
      return .json(
        try await NIOThreadPool.singleton.runIfActive { try answer(to: body, project) })
    }
  }

  /// The project that an address asks to classify; `nil` for addresses of all else.
  func project(at path: String) -> Project? {
    if path == Self.endpoint { return state.projects.first }
    let root = "/v1/projects/"
    guard path.hasPrefix(root), path.hasSuffix(Self.path) else { return nil }
    return state.projects[String(path.dropFirst(root.count).dropLast(Self.path.count))]
  }

  /// What takes about a millisecond, in bytes of a body, or a few where the encoder is asked; more is done where
  /// no other request waits.
  func longestAtOnce(_ project: Project) -> Int {
    project.live.current.asksEncoder ? 512 : 16 << 10
  }

  /// The answer to a body, as JSON.
  ///
  /// - Throws: `Problem`, or `FileError` when the model is damaged.
  func answer(to body: ByteBuffer, _ project: Project) throws -> [UInt8] {
    let request =
      try SingleTextRequest.text(of: body)
      .map { ClassifyRequest(text: $0, texts: nil, explain: nil, top: nil) }
      ?? body.json(ClassifyRequest.self)
    let texts = try Self.texts(request, limit: state.limits.batch)
    let model = project.live.current
    if let top = request.top {
      guard 1...Self.mostTop ~= top else {
        throw Problem.invalid("\"top\" takes 1 to \(Self.mostTop)")
      }
      guard !model.isMultiLabel else {
        throw Problem.invalid("\"top\" is for models that give a text one label")
      }
    }
    let explains = request.explain ?? false
    let predictions = try model.classify(texts, explains: explains)
    state.answers.add(predictions)
    return PredictionJSON(model: model.name, predictions, top: request.top ?? 0).bytes
  }

  private static func texts(_ request: ClassifyRequest, limit: Int) throws(Problem) -> [String] {
    switch (request.text, request.texts) {
    case (let text?, nil): return [text]
    case (nil, let texts?):
      guard texts.count <= limit else { throw .tooLarge("\"texts\" may have \(limit) texts") }
      return texts
    default: throw .invalid("give \"text\" or \"texts\", one of them")
    }
  }
}
