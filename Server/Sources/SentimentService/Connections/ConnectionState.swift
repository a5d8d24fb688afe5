/// How far the requests and answers of one connection are.
struct ConnectionState {
  /// What has to come next.
  enum Waiting {
    /// The header of the first request.
    case firstHeader
    /// The rest of a request.
    case body
    /// The rest of a request that was refused by its header and has its answer already.
    case restOfRefused
    /// The server's answer.
    case answer
    /// Another request, or the connection's end.
    case nextRequest
  }

  private(set) var waiting = Waiting.firstHeader
  /// Whether an answer's header was written, but not its end.
  private(set) var isAnswering = false
  /// Whether a request's header was read, but not its end.
  private var isReading = false
  /// Requests of which the header was read, but whose answer hasn't ended.
  private var unanswered = 0

  mutating func requestBegan() {
    isReading = true
    unanswered += 1
    update()
  }

  mutating func requestEnded() {
    isReading = false
    update()
  }

  mutating func answerBegan() { isAnswering = true }

  mutating func answerEnded() {
    isAnswering = false
    unanswered -= 1
    update()
  }

  private mutating func update() {
    waiting =
      switch (isReading, unanswered > 0) {
      case (true, true): .body
      case (true, false): .restOfRefused
      case (false, true): .answer
      case (false, false): .nextRequest
      }
  }
}
