/// The readers that can be fuzzed, by the name that `scripts/fuzz` takes. Each gets bytes as an
/// attacker would choose them, and must return: its errors are answers, a trap is a finding.
///
/// A new one is a file with a function of this kind, and a line here.
let targets: [String: @Sendable ([UInt8]) -> Void] = [
  "lines": { readTexts($0, format: .lines) },
  "document": { readTexts($0, format: .document) },
  "tsv": { readTexts($0, format: .tsv) },
  "csv": { readTexts($0, format: .csv) },
  "jsonl": { readTexts($0, format: .jsonl) },
  "fasttext": { readTexts($0, format: .fasttext) },
  "detected": { readTexts($0, format: nil) },
  "encoding": readInEncoding,
  "delimiter": readWithDelimiter,
  "words": cutWords,
  "tokenizer": cutPieces,
  "gzip": { readCompressed([0x1F, 0x8B, 0x08] + $0) },
  "xz": { readCompressed([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00] + $0) },
  // Word vectors: one function, each with its own inputs to begin with.
  "word2vec-text": readVectors,
  "word2vec-binary": readVectors,
  "glove": readVectors,
  "fasttext-bin": readVectors,
  "safetensors": readVectors,
  "model": readModel,
  "checkpoint": readCheckpoint,
  "encoder": readEncoder,
  "encoder-folder": readEncoderFolder,
]
