import CSentimentInterface

/// Texts that C has in memory; they must stay there as long as a call takes, hence `@unchecked Sendable`.
struct GivenTexts: @unchecked Sendable {
  private let bytes: UnsafePointer<CChar>?
  private let offsets: UnsafePointer<Int64>?
  let count: Int

  /// - Parameters:
  ///   - texts: NULL for none.
  ///   - name: what errors call them.
  /// - Throws: `ArgumentError` when an offset isn't where a text can end.
  init(_ texts: UnsafePointer<sentiment_texts>?, _ name: String) throws {
    guard let texts = texts?.pointee, texts.count > 0 else {
      (bytes, offsets, count) = (nil, nil, 0)
      return
    }
    guard let offsets = texts.offsets, let count = Int(exactly: texts.count), count < Int.max else {
      throw ArgumentError("\(name): the offsets are NULL")
    }
    guard offsets[0] >= 0, (0..<count).allSatisfy({ offsets[$0] <= offsets[$0 + 1] }) else {
      throw ArgumentError("\(name): the offsets must rise from 0 or above")
    }
    guard texts.bytes != nil || offsets[count] == 0 else {
      throw ArgumentError("\(name): the bytes are NULL")
    }
    (bytes, self.offsets, self.count) = (texts.bytes, offsets, count)
  }

  private func offset(_ index: Int) -> Int { Int(offsets![index]) }

  /// A text's bytes.
  subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
    let range = offset(index)..<offset(index + 1)
    return UnsafeBufferPointer(
      start: range.isEmpty
        ? nil
        : UnsafeRawPointer(bytes! + range.lowerBound)
          .assumingMemoryBound(to: UInt8.self), count: range.count)
  }

  func string(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }

  var strings: [String] { (0..<count).map(string) }

  /// The texts in parts of so many bytes, which threads take one after another.
  func parts(ofBytes size: Int) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    for index in 0..<count where offset(index + 1) - offset(start) >= size || index == count - 1 {
      parts.append(start..<index + 1)
      start = index + 1
    }
    return parts
  }
}
