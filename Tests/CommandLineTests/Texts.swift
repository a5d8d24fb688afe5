import Foundation

/// The texts that the tests use.
enum Texts {
  /// The folder of Package.swift.
  static let packageFolder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func path(_ name: String) -> String { packageFolder.appendingPathComponent(name).path }

  /// The eight labelled reviews that come with the program.
  static let labelledReviews = path("corpora/movie-reviews-en/train.tsv")

  /// Words of three topics; the words of a topic stand together in ``topicCorpus``.
  static let topics = [
    "food": ["bread", "butter", "cheese", "soup", "salad", "pepper"],
    "music": ["violin", "piano", "melody", "rhythm", "concert", "chorus"],
    "sport": ["football", "goal", "player", "stadium", "referee", "team"],
  ]

  /// 300 lines of eight words, each line on one topic.
  static let topicCorpus: String = {
    let names = topics.keys.sorted()
    return (0..<300).map { line in
      let words = topics[names[line % 3]]!
      return (0..<8).map { words[(line / 3 * 5 + $0 * $0 + $0 * line) % words.count] }
        .joined(separator: " ")
    }.joined(separator: "\n") + "\n"
  }()

  /// A few lines for each topic, labelled with it.
  static let labelledTopics = topics.sorted { $0.key < $1.key }.map { topic, words in
    "\(topic)\t\(words[0]) and \(words[1])\n\(topic)\tthe \(words[2]), the \(words[3])\n"
  }.joined()

  /// Film reviews that lie beside the project where it is developed; they aren't part of it.
  static let filmReviews = path("../shared/data/film-reviews.pretrain.txt.xz")
  static var hasFilmReviews: Bool { FileManager.default.isReadableFile(atPath: filmReviews) }
}
