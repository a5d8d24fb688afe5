import SentimentTextProcessing

/// Cuts the bytes into words by every rule, and expects none to be empty.
func cutWords(_ bytes: [UInt8]) {
  for kind in TokenizerKind.allCases {
    do {
      try Tokenizer(kind).forEachToken(in: bytes.span) { token in
        precondition(token.count > 0, "no word is empty")
      }
    } catch {
      preconditionFailure("ICU is there: \(error)")
    }
  }
}
