import SentimentTextProcessing
import SentimentWordEmbeddings
import Testing

@testable import SentimentTransferLearning

struct TextGroupsTests {
  private static let words = """
    film plot actor scene music story camera script hero villain city night river train house garden \
    market school doctor lawyer dinner window letter mirror summer winter island forest bridge castle
    """.split(separator: " ").map(String.init)

  private static func texts(_ count: Int, of words: [String], length: Int, seed: UInt64)
    -> [[String]]
  {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      generator.permutation(of: words.count).prefix(length).map { words[$0] }
    }
  }

  private func isOneGroup(_ texts: String...) throws -> Bool {
    try TextGroups(texts).count == 1
  }

  private static let text = "The soup was cold and the waiter rude"

  @Test(arguments: [
    "The soup was cold and the waiter rude", "THE SOUP WAS COLD AND THE WAITER RUDE!!!",
    "the soup, was cold; and (the waiter) rude", "rude waiter the and cold was soup the",
    "RE: The soup was cold and the waiter rude", "Fwd: RE: the soup was cold and the waiter rude",
    "17. The soup was cold and the waiter rude",
    "Ticket 4711: the soup was cold and the waiter rude",
    "The soup was cold and the waiter rude -- Sent from my telephone",
    """
    Dear restaurant, I was your guest on Monday. The soup was cold and the waiter rude. \
    Yours sincerely, A. Smith, 12 Long Street, Oxford
    """,
  ])
  func aCopyIsTold(_ copy: String) throws {
    #expect(try isOneGroup(Self.text, copy))
    #expect(try isOneGroup(copy, "nothing like it", Self.text) == false)
    #expect(try TextGroups([copy, "nothing like it", Self.text]).numbers == [0, 1, 0])
  }

  @Test(arguments: [
    "The soup was hot", "The waiter was kind and the table clean",
    "We waited for the soup, which was cold, and left", "",
  ])
  func anotherTextIsNone(_ other: String) throws {
    #expect(try !isOneGroup(Self.text, other))
  }

  @Test(arguments: [
    "房间很大很干净，服务也非常热情！", "回复：房间很大很干净，服务也非常热情",
    "服务也非常热情，房间很大很干净", "房间很大很干净，服务也非常热情。来自我的手机", "工单4711：房间很大很干净，服务也非常热情",
  ])
  func aChineseCopyIsTold(_ copy: String) throws {
    #expect(try isOneGroup("房间很大很干净，服务也非常热情", copy))
    #expect(try TextGroups(["房间很小，服务很差，不会再来", copy]).count == 2)
  }

  /// A short text that says the opposite by a word of seven letters isn't a copy.
  @Test func aWordMakesAnotherText() throws {
    #expect(try !isOneGroup("这部电影很好看", "这部电影不好看"))
    #expect(try !isOneGroup("lovely soup number 1", "lovely soup number 2"))
    #expect(try !isOneGroup("nice soup", "nice soup indeed"))
  }

  /// Texts without words are no copies of each other, nor of others.
  @Test func emptyTextsAreAlone() throws {
    #expect(try TextGroups(["", "!!!", "", "soup"]).numbers == [0, 1, 2, 3])
  }

  /// A copy that was answered, signed and numbered is linked through what is between.
  @Test(arguments: [5, 8, 40], [UInt64(1), 2])
  func copiesOfManyKindsAreFound(length: Int, seed: UInt64) throws {
    let words = length > 30 ? (0..<400).map { "word\($0)" } : Self.words
    let texts = Self.texts(24, of: words, length: length, seed: seed)
    let copies: [([String]) -> String] = [
      { $0.joined(separator: " ") }, { $0.joined(separator: ", ").uppercased() },
      { "RE: \($0.joined(separator: " "))" }, { $0.reversed().joined(separator: " ") },
      { "\($0.joined(separator: " ")) Kind regards, Anna Smith" },
      { "\($0[0].count * 7). \($0.joined(separator: " "))" },
    ]
    let groups = try TextGroups(copies.flatMap { copy in texts.map(copy) })
    #expect(groups.count == 24)
    #expect(groups.numbers == (0..<24 * 6).map { $0 % 24 })
  }

  /// What many letters begin and end with doesn't make them copies.
  @Test func greetingsAndSignaturesAreNoText() throws {
    let texts = Self.texts(40, of: (0..<400).map { "word\($0)" }, length: 6, seed: 3).map {
      """
      Dear customer service team, I hope this message finds you well. \($0.joined(separator: " ")). \
      This message is for the one that it is addressed to alone; if it isn't for you, delete it.
      """
    }
    #expect(try TextGroups(texts).copyCount == 0)
    #expect(try TextGroups(texts + texts.map { "\($0) Thanks!" }).copyCount == 40)
  }

  @Test func longTextsOfTheSameWordsAreDifferent() throws {
    // Of 150 words, in random order and number, texts share most.
    var generator = SeededGenerator(seed: 4)
    let texts = (0..<30).map { _ in
      (0..<200).map { _ in "word\(generator.below(300))" }.joined(separator: " ")
    }
    #expect(try TextGroups(texts).copyCount == 0)
    #expect(try TextGroups(texts + texts.map { "\($0) word7 word8" }).copyCount == 30)
  }

  @Test func groupsCountOnce() {
    let groups = TextGroups(keys: [7, 7, 3, 7, 5])
    #expect(groups.numbers == [0, 0, 1, 0, 2])
    #expect(groups.copyCount == 2 && groups.firsts == [0, 2, 4])
    #expect(abs(groups.accuracy([true, false, true, true, false]) - (2.0 / 3 + 1) / 3) < 1e-12)
    #expect(groups.restricted(to: [1, 4, 3]).numbers == [0, 1, 0])
    let baseline = groups.majorityBaseline(["b", "b", "a", "b", "a"])
    #expect(baseline?.label == "a" && abs((baseline?.accuracy ?? 0) - 2.0 / 3) < 1e-12)
  }
}
