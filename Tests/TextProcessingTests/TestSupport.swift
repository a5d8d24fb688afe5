import SentimentPlatform
import Testing

@testable import SentimentTextProcessing

/// A random generator that gives the same numbers each run (SplitMix64, Steele et al. 2014).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension Tokenizer {
  /// The tokens of bytes that may be ill-formed.
  func tokens(in bytes: [UInt8]) -> [String] {
    var tokens: [String] = []
    bytes.withUnsafeBufferPointer { bytes in
      forEachToken(in: bytes) { tokens.append(String($0)) }
    }
    return tokens
  }

  /// The tokens that ICU finds in the text as a whole.
  func tokensByICUAlone(in bytes: [UInt8]) -> [String] {
    var tokens: [String] = []
    bytes.withUnsafeBufferPointer { bytes in
      forEachTokenByICUAlone(in: bytes) { tokens.append(String($0)) }
    }
    return tokens
  }
}

/// Calls `body` with the path of a file that holds `bytes`, and removes it.
func withFile<R>(_ bytes: [UInt8], _ body: (String) throws -> R) throws -> R {
  var template = Array("/tmp/sentiment-test-XXXXXX\0".utf8CString)
  let descriptor = mkstemp(&template)
  try #require(descriptor >= 0)
  let path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  defer { unlink(path) }
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes {
      write(descriptor, $0.baseAddress! + written, bytes.count - written)
    }
    try #require(count > 0)
    written += count
  }
  close(descriptor)
  return try body(path)
}
