import Foundation
import SentimentSentenceEncoders

/// Reads the bytes as an encoder's own file.
func readEncoder(_ bytes: [UInt8]) {
  read { try TransformerEncoder(bytes: bytes, name: "fuzz") }
}

/// Reads the bytes, up to the first zero as the `config.json` of a folder and after it as its
/// `model.safetensors`, beside a tokenizer that stays the same.
func readEncoderFolder(_ bytes: [UInt8]) {
  let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
  write(parts[0], "config.json")
  write(parts.dropFirst().first ?? [], "model.safetensors")
  read { try TransformerEncoder(folder: folder) }
}

/// Gives texts their vectors by an encoder, if there is one.
private func read(_ encoder: () throws -> TransformerEncoder) {
  do {
    let encoder = try encoder()
    for text in ["", "It was great", "unseen 好"] {
      let vector = try encoder.vector(of: text)
      precondition(vector.count == encoder.dimension, "a number for each dimension")
      precondition(vector.allSatisfy(\.isFinite), "numbers are finite")
    }
  } catch {
    precondition(!"\(error)".utf8.contains(UInt8(ascii: "\n")), "an error is one line")
  }
}

/// In memory, so that writing takes no longer than reading.
private let folder: String = {
  let path = "/dev/shm/sentiment-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
  try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  atexit { try? FileManager.default.removeItem(atPath: folder) }
  let tokenizer = """
    {"normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "BertPreTokenizer"},
    "post_processor": {"type": "BertProcessing", "cls": ["[CLS]", 1], "sep": ["[SEP]", 2]},
    "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
    "max_input_chars_per_word": 100,
    "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "it": 3, "was": 4, "great": 5, "##s": 6, "u": 7}}}
    """
  try? Data(tokenizer.utf8).write(to: URL(filePath: path + "/tokenizer.json"))
  return path
}()

private func write(_ bytes: some Sequence<UInt8>, _ name: String) {
  let url = URL(filePath: folder + "/" + name)
  do { try Data(bytes).write(to: url) } catch { preconditionFailure("\(url) can be written") }
}
