import SentimentTextProcessing

/// Decompresses the bytes. Content is lines as good as anything, and is left after a while, since a
/// few bytes can stand for gigabytes.
func readCompressed(_ bytes: [UInt8]) {
  var options = ReadingOptions()
  options.format = .lines
  guard
    var reader = try? DocumentReader(.memory(name: "fuzz", text: bytes), options: options)
  else { return }
  var left = 10_000
  while left > 0, (try? reader.next()) != nil { left -= 1 }
}
