import FoundationEssentials
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// Which texts of a labelled file to learn from and which to test on, fixed so that figures can be
/// compared.
package struct FewShotDraws: Sendable, Decodable {
  /// Half-open ranges of the file's texts, from 0.
  let test: [Int]
  let pool: [Int]
  /// For so many texts of each label, lists of texts to learn from.
  let draws: [String: [[Int]]]

  /// - Throws: `FileError` when the file can't be read or isn't such JSON.
  package init(contentsOf path: String) throws {
    let file = try MappedFile(path: path)
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(file.bytes))
    } catch {
      throw FileError(
        file: path, problem: "no JSON with the ranges test and pool and the lists draws",
        remedy: "give a file of draws")
    }
    guard test.count == 2, pool.count == 2, test[0] < test[1], pool[0] < pool[1] else {
      throw FileError(
        file: path, problem: "test or pool is no range of texts",
        remedy: "write each as [first, end]")
    }
  }

  /// - Parameter name: what messages call the texts.
  /// - Throws: `FileError` when the draws weren't made for these texts.
  func check(_ texts: [LabelledText], _ name: String) throws(FileError) {
    let numbers =
      Array(draws.values.joined().joined()) + [test[0], test[1] - 1, pool[0], pool[1] - 1]
    guard numbers.allSatisfy(texts.indices.contains) else {
      throw FileError(
        file: name, problem: "the draws name texts that it doesn't have",
        remedy: "give the file that the draws were made for")
    }
  }

  /// The draws of so many texts a label.
  ///
  /// - Throws: `FileError` when there are none, or they weren't made for these texts.
  func lists(_ size: Int, of texts: [LabelledText], _ name: String) throws(FileError) -> [[Int]] {
    try check(texts, name)
    guard let lists = draws[String(size)], !lists.isEmpty else {
      throw FileError(
        file: name, problem: "there are no draws of \(size) texts a label",
        remedy: "ask for \(draws.keys.sorted().joined(separator: ", "))")
    }
    return lists
  }
}
