import FoundationEssentials
import TextProcessing
import WordEmbeddings

/// Which texts of a labelled file to learn from and which to test on, fixed so that figures can be
/// compared.
public struct FewShotDraws: Sendable, Decodable {
  /// Half-open ranges of the file's texts, from 0.
  let test: [Int]
  let pool: [Int]
  /// For so many texts of each label, lists of texts to learn from.
  let draws: [String: [[Int]]]

  /// - Throws: `FileError` when the file can't be read or isn't such JSON.
  public init(contentsOf path: String) throws {
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

  /// The largest number that a text has, and one more.
  var textCount: Int { max(test[1], pool[1], (draws.values.joined().joined().max() ?? 0) + 1) }
  var isSound: Bool { (draws.values.joined().joined() + test + pool).allSatisfy { $0 >= 0 } }
}
