import CSentimentICU

/// An encoding that a text may be in by ICU's detector, and what the text is then.
struct EncodingGuess {
  let encoding: TextEncoding
  /// Of 100.
  let confidence: Int
  let text: DecodedText
  let replacedCount: Int

  var misfitCount: Int { text.misfitCount ?? 0 }

  /// By falling confidence, each encoding once.
  static func all(of sample: [UInt8]) -> [EncodingGuess] {
    var guesses: [EncodingGuess] = []
    for (encoding, confidence) in detected(sample) {
      for encoding in [encoding, LatinAlphabets.sibling(of: encoding)].compactMap(\.self)
      where !guesses.contains(where: { $0.encoding == encoding }) {
        guard let (text, replaced) = TextDecoder.text(of: sample, in: encoding, isWhole: true)
        else { continue }
        guesses.append(
          EncodingGuess(
            encoding: encoding, confidence: confidence, text: DecodedText(text, of: encoding),
            replacedCount: replaced))
      }
    }
    return guesses
  }

  private static func detected(_ sample: [UInt8]) -> [(TextEncoding, Int)] {
    var guesses = [cicu_encoding_guess](repeating: cicu_encoding_guess(), count: 16)
    var status: cicu_status = 0
    let count = sample.withUnsafeBytes { bytes in
      cicu_guess_encodings(
        bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), &guesses,
        Int32(guesses.count), &status)
    }
    return guesses.prefix(Int(count)).compactMap { guess in
      let name = String(cString: guess.name)
      guard !name.hasPrefix("UTF-"), !name.hasPrefix("IBM"),
        let encoding = TextEncoding(name: name)
      else { return nil }
      return (encoding, Int(guess.confidence))
    }
  }
}
