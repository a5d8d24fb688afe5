import Foundation
import Testing

/// Word vectors in one of word2vec's two formats, read as its own tools do.
struct Word2VecFile {
  var words: [String] = []
  var vectors: [[Float]] = []

  /// A line `words dimension`, then a line a word with its numbers in decimal.
  init(text: String) throws {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    try #require(lines.popLast() == "", "the last line has its line feed")
    let sizes = lines.removeFirst().split(separator: " ").compactMap { Int($0) }
    try #require(sizes.count == 2)
    for line in lines {
      let fields = line.split(separator: " ", omittingEmptySubsequences: false)
      words.append(String(fields[0]))
      vectors.append(try fields.dropFirst().map { try #require(Float($0)) })
    }
    #expect(words.count == sizes[0])
    #expect(vectors.allSatisfy { $0.count == sizes[1] })
  }

  /// The same first line, then for each word its bytes, a space, its numbers as little-endian
  /// 32-bit floats, and a line feed.
  init(binary data: Data) throws {
    let lineEnd = try #require(data.firstIndex(of: UInt8(ascii: "\n")))
    let sizes = String(decoding: data[..<lineEnd], as: UTF8.self).split(separator: " ")
      .compactMap { Int($0) }
    try #require(sizes.count == 2)
    var position = lineEnd + 1
    for _ in 0..<sizes[0] {
      let space = try #require(data[position...].firstIndex(of: UInt8(ascii: " ")))
      words.append(String(decoding: data[position..<space], as: UTF8.self))
      let end = space + 1 + 4 * sizes[1]
      try #require(end < data.count && data[end] == UInt8(ascii: "\n"))
      vectors.append(
        stride(from: space + 1, to: end, by: 4).map { data.number(Float.self, at: $0) })
      position = end + 1
    }
    #expect(position == data.count)
  }
}
