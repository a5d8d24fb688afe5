import Foundation
import Testing

/// The texts that the tests use.
enum Texts {
  /// The folder of Package.swift.
  static let packageFolder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

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

  /// 200 lines of twelve of 400 words, half of them on the line's topic: so little that it is soon
  /// learned by heart, and the loss on lines that are held out rises.
  static let scarceCorpus: String = {
    var generator = LinearCongruence(state: 5)
    let topics = Array("abcdefghijklmnopqrst")
    return (0..<200).map { _ in
      let topic = topics[generator.below(topics.count)]
      return (0..<12).map { _ in
        let isOfTopic = generator.below(2) == 0
        let initial = isOfTopic ? topic : topics[generator.below(topics.count)]
        return "\(initial)\(generator.below(20))"
      }.joined(separator: " ")
    }.joined(separator: "\n") + "\n"
  }()

  /// A few lines for each topic, labelled with it.
  static let labelledTopics = topics.sorted { $0.key < $1.key }.map { topic, words in
    "\(topic)\t\(words[0]) and \(words[1])\n\(topic)\tthe \(words[2]), the \(words[3])\n"
  }.joined()

  /// Thirty texts of each topic, in turn, none of them a copy of another: all pairs of its words, and
  /// all fours.
  static let manyLabelledTopics: String = {
    let names = topics.keys.sorted()
    let choices = (0..<64).filter { [2, 4].contains($0.nonzeroBitCount) }
    return choices.flatMap { choice in
      names.map { name in
        let words = topics[name]!.enumerated().filter { choice >> $0.offset & 1 == 1 }
        return "\(name)\t\(words.map(\.element).joined(separator: " "))\n"
      }
    }.joined()
  }()

  /// Film reviews that lie beside the project where it is developed; they aren't part of it.
  static let filmReviews = path("../shared/data/film-reviews.pretrain.txt.xz")
  static var hasFilmReviews: Bool { FileManager.default.isReadableFile(atPath: filmReviews) }

  /// - Returns: the path of a file with the first of the film reviews.
  static func writeFilmReviews(_ count: Int, to folder: ScratchFolder) throws -> String {
    expectSuccess(
      try Program.shell(
        "xz -dc '\(filmReviews)' | head -n \(count) > reviews.txt", in: folder.url.path))
    return folder.path("reviews.txt")
  }
}
