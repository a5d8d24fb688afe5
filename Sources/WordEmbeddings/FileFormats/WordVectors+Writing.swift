import SentimentTextProcessing

extension WordVectors {
  /// Writes the word vectors in one of the formats that other programs read, in the order of the
  /// vocabulary; counts, context vectors and n-grams have no place in these.
  ///
  /// - `word2VecText`: a line `words dimension`, then a line a word with its numbers, each with as
  ///   few digits as give back the same `Float`.
  /// - `glove`: the same without the first line.
  /// - `word2VecBinary`: the same first line, then for each word its bytes, a space, its numbers as
  ///   little-endian 32-bit floats, and a line feed.
  ///
  /// - Throws: `FileError` when the file can't be written, a word is empty or has white space in it
  ///   (the formats can't hold it), or a number isn't finite.
  private func write(
    to path: String, asTextOrBinary format: VectorFormat, progress: RowProgress
  ) throws {
    var file = try OutputFile(path: path)
    if format != .glove { try file.write("\(vocabulary.count) \(dimension)\n") }
    for id in 0..<vocabulary.count {
      let numbers = input.numbers(id)
      guard numbers.areFinite else { throw unsoundVector(id) }
      var entry = vocabulary.withBytes(of: id) { Array($0) }
      guard !entry.isEmpty, !entry.contains(where: { $0 == 0x20 || 0x09...0x0D ~= $0 }) else {
        throw FileError(
          .unsuitable, file: path,
          problem: "the word \"\(vocabulary.word(id))\" is empty or has a space, which the format"
            + " \(format.rawValue) can't hold",
          remedy: "write safetensors")
      }
      if format == .word2VecBinary {
        entry.append(UInt8(ascii: " "))
        for number in numbers {
          withUnsafeBytes(of: number.bitPattern.littleEndian) { entry.append(contentsOf: $0) }
        }
      } else {
        for number in numbers { entry.append(contentsOf: " \(number)".utf8) }
      }
      entry.append(UInt8(ascii: "\n"))
      try file.write(entry)
      progress.haveDone(id + 1, of: vocabulary.count)
    }
    try file.commit()
  }

  /// Writes the vectors in a format; a safetensors file has all there is, and the metadata.
  ///
  /// - Parameters:
  ///   - path: the file; one that is there is replaced when all is written.
  ///   - format: one of ``VectorFormat/writable``.
  ///   - metadata: what a safetensors file says of the vectors besides.
  ///   - progress: told how far writing is.
  /// - Throws: `FileError` when the file can't be written, or the format can't hold a word.
  public func write(
    to path: String, format: VectorFormat, metadata: [String: String] = [:],
    progress: RowProgress = .none
  ) throws {
    switch format {
    case .safetensors:
      try Safetensors.write(
        safetensorsContents(keepsOutput: true), metadata: metadata, to: path, progress: progress)
    case .word2VecText, .word2VecBinary, .glove:
      try write(to: path, asTextOrBinary: format, progress: progress)
    case .fastTextBinary:
      throw FileError(
        .unsuitable, file: path, problem: "\(format.rawValue) can only be read",
        remedy: "write one of \(VectorFormat.writable.map(\.rawValue).joined(separator: ", "))")
    }
  }
}
