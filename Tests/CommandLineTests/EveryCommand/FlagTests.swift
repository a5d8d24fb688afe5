import Foundation
import Testing

/// Flags that can't be: status 64 (`EX_USAGE`), a message that names the range, nothing written.
struct FlagTests {
  private func expectUsageError(
    _ arguments: [String], _ message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let folder = try ScratchFolder()
    let outcome = try Program.run(arguments, in: folder.url.path)
    let comment = Comment(rawValue: outcome.errors)
    #expect(outcome.status == 64, comment, sourceLocation: sourceLocation)
    #expect(outcome.output.isEmpty, sourceLocation: sourceLocation)
    #expect(outcome.errors.hasPrefix("Error: "), comment, sourceLocation: sourceLocation)
    #expect(outcome.errors.contains(message), comment, sourceLocation: sourceLocation)
    #expect(outcome.errors.contains("Usage: sentiment"), comment, sourceLocation: sourceLocation)
    #expect(folder.names.isEmpty, sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    ("--dimension", ["0", "10001", "-1"], "1 to 10000"),
    ("--window", ["0", "33"], "1 to 32"),
    ("--negative", ["-1", "1001"], "0 to 1000"),
    ("--min-count", ["0", "-5"], "1 or more"),
    ("--subsample", ["-0.1", "1.1", "nan", "inf"], "0 to 1"),
    ("--epochs", ["0", "100001"], "1 to 100000"),
    ("--learning-rate", ["0", "1.5", "nan", "-1"], "more than 0, up to 1"),
    ("--held-out", ["0", "0.6", "nan"], "more than 0, up to 0.5"),
    ("--checkpoint-every", ["-1", "nan", "1e7"], "0 to 1000000 minutes"),
    ("--threads", ["0", "257"], "1 to 256"),
    ("--phrase-threshold", ["-1", "nan", "inf"], "0 to 1e12"),
    ("--language", ["xx", "EN"], "auto, de, en, es, fr, zh"),
  ])
  func valuesOutsideTheRangeOfTrainEmbeddings(
    flag: String, values: [String], range: String
  ) throws {
    for value in values {
      try expectUsageError(
        ["train-embeddings", "--output", "output", "\(flag)=\(value)"], "\(flag) takes \(range)")
    }
  }

  @Test(arguments: [
    ("--hidden", ["-1", "4097"], "0 to 4096"),
    ("--epochs", ["0", "100001"], "1 to 100000"),
    ("--batch-size", ["0", "65537"], "1 to 65536"),
    ("--learning-rate", ["0", "1.5", "nan"], "more than 0, up to 1"),
    ("--weight-decay", ["-1", "101", "nan"], "0 to 100"),
    ("--keep-words", ["-1", "1000000001"], "0 to 1000000000"),
  ])
  func valuesOutsideTheRangeOfTrainClassifier(
    flag: String, values: [String], range: String
  ) throws {
    for value in values {
      try expectUsageError(
        [
          "train-classifier", "labelled", "--embeddings", "vectors", "--output", "output",
          "\(flag)=\(value)",
        ], "\(flag) takes \(range)")
    }
  }

  @Test(arguments: [
    ("--threads", ["0", "257"], "1 to 256"),
    ("--language", ["de", "auto"], "en or zh"),
  ])
  func valuesOutsideTheRangeOfExperiment(flag: String, values: [String], range: String) throws {
    for value in values {
      try expectUsageError(
        ["experiment", "--output", "output", "\(flag)=\(value)"], "\(flag) takes \(range)")
    }
  }

  @Test(arguments: [
    (["train-embeddings", "--output", "x", "--seed", "one"], "--seed"),
    (["experiment", "--seeds", "0"], "--seeds"), (["experiment", "--seeds", "5-4"], "--seeds"),
    (["experiment", "--seeds", "100001"], "--seeds"),
    (["train-embeddings", "--output", "x", "--seed=-1"], "--seed"),
    (["train-embeddings", "--output", "x", "--epochs", "1.5"], "--epochs"),
    (["train-embeddings", "--output", "x", "--dimension", "99999999999999999999"], "--dimension"),
    (["train-embeddings", "--output", "x", "--format", "gensim"], "word2vec-text"),
    (["train-embeddings", "--output", "x", "--tokenizer", "words"], "whitespace"),
    (["train-embeddings"], "--output"),
    (["train-embeddings", "--output", "x", "--phrase-threshold", "9"], "only with --phrases"),
    (["train-classifier", "--embeddings", "v", "--output", "x"], "<labelled>"),
    (["train-classifier", "labelled", "--output", "x"], "--embeddings"),
    (["classify", "text", "--input", "file"], "not both"),
    (["classify", "--threads", "0"], "1 to 256"),
    (["encode", "--precision", "floats"], "for the folder of an --encoder"),
    (["encode", "--encoder", "e", "--precision", "four-bits"], "floats or eight-bits"),
    (["convert", "in", "out"], "--to"), (["convert", "in", "out.docx"], "--to"),
    (["convert", "in", "out", "--to", "fasttext-bin"], "word2vec-binary"),
    (["neighbors", "--embeddings", "v"], "<word>"), (["neighbors", "word"], "--embeddings"),
    (["neighbors", "word", "--embeddings", "v", "-n", "0"], "--count takes 1 to 1000000"),
    (["analogy", "a", "b", "--embeddings", "v"], "<c>"),
    (["similarity", "a", "--embeddings", "v"], "<b>"),
    (["classify", "--colour"], "--colour"),
    (["evaluate", "labelled"], "--model"),
    (["evaluate", "labelled", "--model", "m", "--mistakes=-1"], "0 to 10000"),
    (["classify", "text", "--model"], "--model"),
    (["experiment", "en"], "en"),
    (["clasify", "text"], "clasify"),
  ])
  func flagsThatCannotBe(arguments: [String], message: String) throws {
    try expectUsageError(arguments, message)
  }
}
