import Foundation
import Testing

/// Files that many tests start from, made once.
struct Files {
  /// Vectors of the built-in reviews.
  let vectors: Data
  /// A model of the eight labelled reviews on these vectors.
  let model: Data
  /// Vectors of ``Texts/topicCorpus``.
  let topicVectors: Data

  static let shared = Result { try Files() }

  private init() throws {
    let folder = try ScratchFolder()
    let vectors = folder.path("vectors")
    let model = folder.path("model")
    let topics = try folder.write(Texts.topicCorpus, "topics.txt")
    let topicVectors = folder.path("topics")
    expectSuccess(try Program.run("train-embeddings", "--output", vectors))
    expectSuccess(
      try Program.run(
        "train-classifier", Texts.labelledReviews, "--embeddings", vectors, "--output", model))
    expectSuccess(
      try Program.run(
        "train-embeddings", topics, "--stopwords", "en", "--dimension", "20", "--epochs", "30",
        "--subsample", "0", "--output", topicVectors))
    self.vectors = try folder.data("vectors")
    self.model = try folder.data("model")
    self.topicVectors = try folder.data("topics")
  }
}
