import SentimentTransferLearning

/// Reads the bytes as a training that can be gone on with.
func readCheckpoint(_ bytes: [UInt8]) {
  do {
    let checkpoint = try Checkpoint(bytes: bytes, name: "fuzz")
    precondition(checkpoint.epoch > 0, "epochs count from 1")
  } catch {
    precondition(!"\(error)".utf8.contains(UInt8(ascii: "\n")), "an error is one line")
  }
}
