import Foundation
import Hummingbird
import Sentiment
import Synchronization

/// A web server: POST /classify with {"text": …} answers {"label": …, "probability": …}, and PUT
/// /model with a model's file puts this model in the place of the one that answers. Requests that
/// have begun end with the model they began with.
@main
struct Serve {
  struct Question: Decodable {
    let text: String
  }

  struct Answer: ResponseCodable {
    let label: String?
    let probability: Double
  }

  /// The model that answers now.
  final class LiveModel: Sendable {
    private let model: Mutex<SentimentModel>

    init(_ model: SentimentModel) { self.model = Mutex(model) }

    var current: SentimentModel {
      get { model.withLock { $0 } }
      set { model.withLock { $0 = newValue } }
    }
  }

  static func main() async throws {
    let live = LiveModel(try .builtIn(for: .english))
    let router = Router()
    router.post("classify") { request, context in
      let question = try await request.decode(as: Question.self, context: context)
      let prediction = try live.current.classify(question.text)
      return Answer(label: prediction.label, probability: prediction.probability)
    }
    router.put("model") { request, _ in
      let body = try await request.body.collect(upTo: 256 << 20)
      do {
        live.current = try SentimentModel(bytes: Array(body.readableBytesView), name: "the model")
      } catch let error as FileError {
        throw HTTPError(.badRequest, message: "\(error)")
      }
      return HTTPResponse.Status.noContent
    }
    let port = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 8080
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)))
    try await application.runService()
  }
}
