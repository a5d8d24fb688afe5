import Testing

@testable import SentimentService

/// What a connection waits for.
struct ConnectionStateTests {
  @Test func aRequestIsReadThenAnswered() {
    var state = ConnectionState()
    #expect(state.waiting == .firstHeader)
    state.requestBegan()
    #expect(state.waiting == .body)
    state.requestEnded()
    #expect(state.waiting == .answer)
    state.answerBegan()
    #expect(state.isAnswering && state.waiting == .answer)
    state.answerEnded()
    #expect(!state.isAnswering && state.waiting == .nextRequest)
  }

  @Test func whoIsRefusedByTheHeaderHasLittleTimeForTheRest() {
    var state = ConnectionState()
    state.requestBegan()
    state.answerBegan()
    state.answerEnded()
    #expect(state.waiting == .restOfRefused)
    state.requestEnded()
    #expect(state.waiting == .nextRequest)
  }

  @Test func requestsMayBeSentBeforeAnswersCome() {
    var state = ConnectionState()
    state.requestBegan()
    state.requestEnded()
    state.requestBegan()
    state.answerBegan()
    state.answerEnded()
    #expect(state.waiting == .body)
    state.requestEnded()
    #expect(state.waiting == .answer)
    state.answerEnded()
    #expect(state.waiting == .nextRequest)
  }
}
