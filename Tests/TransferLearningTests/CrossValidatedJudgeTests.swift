import Synchronization
import Testing
import TextProcessing

@testable import TransferLearning

/// Judging labels by the labels themselves.
struct CrossValidatedJudgeTests {
  private let reviews: FilmReviews
  private let embeddings: PretrainedEmbeddings

  init() throws {
    reviews = try FilmReviews(.english)
    let model = try #require(try SentimentModel(embedded: "movie-reviews-en"))
    embeddings = model.embeddings
  }

  @Test func eachTextIsJudgedOnceByAModelThatHasNotSeenIt() throws {
    let texts = reviews.training + reviews.test
    let seen = Mutex<[Set<String>]>([])
    let judgements = try CrossValidatedJudge().judge(texts, by: embeddings) {
      embeddings, training in
      seen.withLock { $0.append(Set(training.map(\.text))) }
      return try Adapter().adapt(embeddings, to: training, name: "training")
    }
    #expect(judgements.map(\.index) == Array(texts.indices))
    // Ten texts, ten folds: each is left out of one.
    for text in texts {
      #expect(seen.withLock { $0 }.count { !$0.contains(text.text) } == 1)
    }
    #expect(judgements.allSatisfy { $0.label == texts[$0.index].label })
  }

  @Test func partsHaveAllLabelsEvenly() throws {
    let texts = (0..<40).map {
      LabelledText(label: $0 < 20 ? "a" : "b", text: $0 < 20 ? "great" : "stupid", line: $0)
    }
    var validation = CrossValidatedJudge()
    validation.folds = 4
    _ = try validation.judge(texts, by: embeddings) { embeddings, training in
      #expect(training.count { $0.label == "a" } == 15)
      #expect(training.count { $0.label == "b" } == 15)
      return try Adapter().adapt(embeddings, to: training, name: "training")
    }
  }

  @Test func aLoneTextOfItsLabelIsJudgedWrongly() throws {
    let texts = ["great", "awful", "stupid"].enumerated().map {
      LabelledText(label: $0 == 0 ? "a" : "b", text: $1, line: $0)
    }
    let judgements = try CrossValidatedJudge().judge(texts, by: embeddings) {
      try Adapter().adapt($0, to: $1, name: "training")
    }
    #expect(judgements[0].label == "b" && judgements[0].probabilityOfTruth == 0)
  }

  @Test func oneLabelIsNoQuestion() throws {
    let texts = [LabelledText(label: "a", text: "great", line: 1)]
    let judgements = try CrossValidatedJudge().judge(texts, by: embeddings) {
      try Adapter().adapt($0, to: $1, name: "training")
    }
    #expect(judgements.isEmpty)
  }
}
