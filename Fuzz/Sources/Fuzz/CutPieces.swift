import Foundation
import SentimentTextProcessing

/// Takes the bytes before the first zero for a `tokenizer.json` and cuts the others by it.
func cutPieces(_ bytes: [UInt8]) {
  let end = bytes.firstIndex(of: 0) ?? bytes.count
  do {
    let tokenizer = try PieceTokenizer(tokenizerJSON: Data(bytes[..<end]), path: "fuzz")
    bytes[end...].withUnsafeBufferPointer { text in
      for maximumCount in [0, 8, .max] {
        let ids = tokenizer.encode(text, maximumCount: maximumCount)
        let endCount = tokenizer.startIDs.count + tokenizer.endIDs.count
        precondition(ids.count <= max(maximumCount, endCount), "no more ids than asked for")
        precondition(ids.allSatisfy { 0..<tokenizer.count ~= Int($0) }, "an id is in range")
      }
    }
  } catch {
    precondition(!"\(error)".utf8.contains(UInt8(ascii: "\n")), "an error is one line")
  }
}
