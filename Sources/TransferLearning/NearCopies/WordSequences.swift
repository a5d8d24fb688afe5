import SentimentTextProcessing

/// Texts as the numbers of their words, whatever vectors know them. Chinese is cut into letters: where
/// words begin and end there depends on what stands beside them.
struct WordSequences {
  /// Each word's hash, and whether it is a Chinese letter.
  private(set) var hashes: [UInt64] = []
  private(set) var isHan: [Bool] = []
  /// Text `i` is `hashes[offsets[i]..<offsets[i + 1]]`.
  private(set) var offsets = [0]

  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  init(_ texts: some Sequence<String>) throws {
    let reader = try Reader()
    for text in texts { reader.append(text, to: &self) }
  }

  var count: Int { offsets.count - 1 }

  subscript(text: Int) -> Range<Int> { offsets[text]..<offsets[text + 1] }

  func isMostlyHan(_ text: Int) -> Bool {
    2 * self[text].count { isHan[$0] } > self[text].count
  }

  /// Halves of a word: a Chinese letter is one, any other word two.
  func halves(_ word: Int) -> Int { isHan[word] ? 1 : 2 }

  /// Joins texts of the same words in whatever order.
  func joinEqualBags(in sets: inout DisjointSets) {
    struct Bag: Hashable {
      var sum: UInt64 = 0
      var product: UInt64 = 1
      var count = 0
    }
    var firsts: [Bag: Int] = [:]
    for text in 0..<count where !self[text].isEmpty {
      var bag = Bag()
      for word in self[text] {
        bag.sum &+= hashes[word]
        bag.product &*= hashes[word] | 1
        bag.count += 1
      }
      if let first = firsts[bag] { sets.join(first, text) } else { firsts[bag] = text }
    }
  }

  /// Cuts texts into words.
  private final class Reader {
    private let tokenizer: Tokenizer

    /// What mail programs put before the subject of an answer or of what they pass on.
    private static let replyMarks = Set(
      ["re", "fw", "fwd", "aw", "wg", "sv", "回复", "答复", "转发", "回覆", "轉寄"].map {
        hash(Array($0.utf8).span)
      })

    init() throws { tokenizer = try Tokenizer(.icu) }

    func append(_ text: String, to words: inout WordSequences) {
      let start = words.hashes.count
      var text = text
      text.withUTF8 { bytes in
        tokenizer.forEachToken(in: bytes) { token in
          if words.hashes.count == start, Self.replyMarks.contains(Self.hash(token)) { return }
          words.append(token)
        }
      }
      words.offsets.append(words.hashes.count)
    }

    static func hash(_ token: Span<UInt8>) -> UInt64 {
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for index in token.indices { hash = (hash ^ UInt64(token[index])) &* 0x100_0000_01B3 }
      return hash.mixed
    }
  }

  private mutating func append(_ token: Span<UInt8>) {
    guard Self.beginsChineseLetter(token) else {
      hashes.append(Reader.hash(token))
      isHan.append(false)
      return
    }
    var start = 0
    for end in 1...token.count where end == token.count || token[end] & 0xC0 != 0x80 {
      hashes.append(Reader.hash(token.extracting(start..<end)))
      isHan.append(true)
      start = end
    }
  }

  /// Whether the first character is one of U+3000 to U+9FFF or of the planes beyond the first two,
  /// where Chinese letters and kana are.
  private static func beginsChineseLetter(_ token: Span<UInt8>) -> Bool {
    guard token.count >= 3 else { return false }
    return 0xE3...0xE9 ~= token[0] || (token[0] == 0xF0 && token[1] >= 0xA0)
  }
}

extension UInt64 {
  /// A bijection that spreads numbers evenly (Steele, Lea and Flood 2014: SplitMix64's last step).
  var mixed: UInt64 {
    var number = self
    number = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
    number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
    return number ^ (number >> 31)
  }
}
