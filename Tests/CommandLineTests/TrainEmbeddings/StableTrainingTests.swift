import Foundation
import Testing

/// Training on real text stays where it learns, or says that it doesn't.
@Suite(.enabled(if: Texts.hasFilmReviews, "the film reviews aren't at \(Texts.filmReviews)"))
struct StableTrainingTests {
  private let folder: ScratchFolder
  private let reviews: String

  init() throws {
    folder = try ScratchFolder()
    reviews = try Texts.writeFilmReviews(8000, to: folder)
  }

  /// What vectors of zero have: log 2 for the pair and for each of five noise words.
  private static let untrainedLoss = 6 * 0.6931

  @Test(
    arguments: [
      [], ["--learning-rate", "0.05", "--subsample", "1e-4"], ["--window", "15"],
      ["--stopwords", "none"], ["--stopwords", "none", "--subsample", "0"], ["--batch", "64"],
    ], [[], ["--subwords", "3-6"]])
  func theLossFalls(settings: [String], subwords: [String]) throws {
    let path = folder.path("vectors")
    expectSuccess(
      try Program.run(
        ["train-embeddings", reviews, "--output", path, "--epochs", "2"] + settings + subwords))
    let metadata = try SafetensorsFile(path: path).metadata
    let json = try JSONSerialization.jsonObject(with: Data(metadata["pretraining"]!.utf8))
    let losses = try #require((json as? [String: Any])?["epochLosses"] as? [Double])
    #expect(losses.count == 2)
    #expect(losses[0] < Self.untrainedLoss * 0.8, "\(losses)")
    #expect(losses[1] < losses[0], "\(losses)")
  }

  @Test func vectorsThatKnowLessThanNothingAreRefused() throws {
    let outcome = try Program.run(
      "train-embeddings", reviews, "--output", folder.path("vectors"), "--learning-rate", "0.4",
      "--epochs", "1")
    #expect(outcome.status != 0)
    #expect(outcome.errors.contains("diverged at learning rate 0.4; give a lower --learning-rate"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("vectors")))
  }
}
