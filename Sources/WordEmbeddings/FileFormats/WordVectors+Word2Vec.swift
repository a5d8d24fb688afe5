import TextProcessing

extension WordVectors {
  /// Writes the word vectors in word2vec's text format: a line `words dimension`, then a line a
  /// word with its numbers, each with as many digits as give back the same `Float`.
  ///
  /// - Throws: `FileError` when the file can't be written.
  public func writeWord2VecText(to path: String) throws {
    var file = try OutputFile(path: path)
    try file.write("\(vocabulary.count) \(dimension)\n")
    for id in 0..<vocabulary.count {
      var line = vocabulary.word(id)
      for number in input[id] { line += " \(number)" }
      try file.write(line + "\n")
    }
    try file.commit()
  }

  /// Writes the word vectors in word2vec's binary format: the same first line, then for each word
  /// its bytes, a space, its numbers as little-endian 32-bit floats, and a line feed.
  ///
  /// - Throws: `FileError` when the file can't be written.
  public func writeWord2VecBinary(to path: String) throws {
    var file = try OutputFile(path: path)
    try file.write("\(vocabulary.count) \(dimension)\n")
    for id in 0..<vocabulary.count {
      var entry = Array(vocabulary.word(id).utf8) + [UInt8(ascii: " ")]
      for number in input[id] {
        withUnsafeBytes(of: number.bitPattern.littleEndian) { entry.append(contentsOf: $0) }
      }
      try file.write(entry + [UInt8(ascii: "\n")])
    }
    try file.commit()
  }
}
