import CSentimentICU

/// Turns bytes of an encoding into UTF-8, piece by piece.
final class TextDecoder {
  private let decoder: OpaquePointer

  /// - Throws: `FileError` when ICU's data can't be loaded.
  init(_ encoding: TextEncoding, file: String) throws(FileError) {
    var status: cicu_status = 0
    guard let decoder = cicu_open_decoder(encoding.name, &status) else {
      throw FileError(
        file: file,
        problem: "\(encoding) can't be decoded (\(String(cString: cicu_error_name(status))))",
        remedy: TokenizerError.remedy)
    }
    self.decoder = decoder
  }

  deinit { cicu_close_decoder(decoder) }

  /// The sequences that aren't of the encoding, and became U+FFFD.
  var replacedCount: Int { Int(cicu_replaced_count(decoder)) }

  /// Decodes as much as fits.
  ///
  /// - Parameters:
  ///   - input: the next bytes; what was taken of them is taken off.
  ///   - isLast: whether no more will come.
  /// - Returns: the number of bytes written. Where that is less than there is room for, all input was
  ///   taken.
  func decode(
    _ input: inout UnsafeRawBufferPointer, isLast: Bool,
    into output: UnsafeMutableRawBufferPointer
  ) -> Int {
    // Counts of ICU have 32 bits.
    let part = UnsafeRawBufferPointer(rebasing: input.prefix(Self.longestPart))
    var next = part.baseAddress?.assumingMemoryBound(to: CChar.self)
    var left = Int32(part.count)
    var status: cicu_status = 0
    let count = cicu_decode(
      decoder, &next, &left, isLast && part.count == input.count,
      output.baseAddress?.assumingMemoryBound(to: CChar.self),
      Int32(min(output.count, Self.longestPart)), &status)
    input = UnsafeRawBufferPointer(rebasing: input.dropFirst(part.count - Int(left)))
    return Int(count)
  }

  private static let longestPart = 1 << 28

  /// The text of some bytes, and how many sequences in it aren't of the encoding; `nil` where that
  /// isn't to be had.
  static func text(
    of bytes: [UInt8], in encoding: TextEncoding, isWhole: Bool
  ) -> (text: String, replacedCount: Int)? {
    guard let decoder = try? TextDecoder(encoding, file: "") else { return nil }
    let text = bytes.withUnsafeBytes { bytes in
      var input = bytes
      // No encoding has characters that take less than a third of the bytes that UTF-8 takes.
      return String(unsafeUninitializedCapacity: 3 * bytes.count + 3) { output in
        decoder.decode(&input, isLast: isWhole, into: UnsafeMutableRawBufferPointer(output))
      }
    }
    return (text, decoder.replacedCount)
  }
}
