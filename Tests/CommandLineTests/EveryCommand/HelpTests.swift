import Foundation
import Testing

/// `--help`: every flag with what it does, and what it is when it isn't given.
struct HelpTests {
  /// The flags of all commands that read texts.
  private static let reading: [String: String?] = [
    "--text-format": nil, "--skip-bad-lines": nil, "--delimiter": "told from the first line",
    "--encoding": "UTF-8, or what the text's bytes tell",
    "--text-field":
      "the first in the file of text, review, sentence, content, comment, body, document, tweet,"
      + " message, reviewText",
  ]

  /// The flags of all commands that read labelled texts.
  private static let labelled = reading.merging([
    "--label-field":
      "the first in the file of label, sentiment, class, category, polarity, target, rating, stars"
  ]) { $1 }

  /// The flags of all commands that read texts without labels beside labelled ones.
  private static let partlyLabelled = labelled.merging([
    "--unlabelled-text-format": "told by the file's name, else as --text-format",
    "--unlabelled-text-field":
      "as --text-field where there is such a field, else the first with a usual name",
  ]) { $1 }

  /// The flags of all commands that fit models.
  private static let encoder: [String: String?] = [
    "--encoder":
      "the one in the program, unless --embeddings are given or reading the labelled texts takes"
      + " minutes",
    "--taught-texts": "20000, fewer of long ones", "--no-cache": nil,
  ]
  private static let weights: [String: String?] = [
    "--weight-field": "each counts 1", "--label-weight": nil,
  ]

  /// The flags of each command with their defaults; `nil` where a flag has none.
  static let commands: [String: [String: String?]] = [
    "train-embeddings": reading.merging([
      "--output": nil, "--dimension": "100; text of less than 50,000 words: 50", "--window": "5",
      "--batch": "16", "--negative": "5", "--min-count": "5; text of less than 50,000 words: 1",
      "--subsample": "1e-3; text of less than 50,000 words: 0",
      "--epochs": "5; text of less than 50,000 words: 50",
      "--learning-rate": "0.025", "--threads": "\(ProcessInfo.processInfo.activeProcessorCount)",
      "--seed": "1", "--language": "auto", "--stopwords": "auto", "--tokenizer": "icu",
      "--format": "safetensors", "--held-out": "0; with --epochs auto 0.01, more for small texts",
      "--checkpoint": nil, "--checkpoint-every": "10", "--resume": nil,
      "--subwords": "none", "--phrases": nil, "--phrase-threshold": "100", "--update": nil,
      "--anchor": "1", "--keep-markup": nil, "--replicas": "1", "--mpi": nil,
      "--mpi-library":
        "libsentiment-mpi.so beside the program, in ../lib or where the system looks for libraries",
    ]) { $1 },
    "info": ["--json": nil],
    "train-classifier": labelled.merging([
      "--embeddings": nil, "--output": nil, "--hidden": "16; lstm: 32", "--encoder": "mean",
      "--epochs": "200",
      "--batch-size": "32", "--learning-rate": "0.01", "--weight-decay": "0.01", "--seed": "1",
      "--keep-words": "200000", "--no-subwords": nil, "--update": nil, "--labelled": nil,
    ]) { $1 },
    "fit": partlyLabelled.merging(encoder) { $1 }.merging(weights) { $1 }.merging([
      "--labelled": nil, "--unlabelled": nil, "--label": nil, "--embeddings": nil,
      "--keep-words": "200000", "--output": nil,
      "--without": nil,
      "--pieces": nil, "--label-share": nil, "--keep-markup": nil, "--optimize": nil,
      "--none-of-these": nil,
      "--abstain": nil, "--json": nil, "--seed": "1",
      "--threads": "\(ProcessInfo.processInfo.activeProcessorCount)",
      "--multi-label": nil, "--label-separator": nil,
    ]) { $1 },
    "learning-curve": partlyLabelled.merging(encoder) { $1 }.merging(weights) { $1 }.merging([
      "--labelled": nil, "--unlabelled": nil, "--label": nil, "--embeddings": nil,
      "--keep-words": "200000", "--without": nil, "--pieces": nil, "--target": nil,
      "--repetitions": "5", "--keep-markup": nil,
      "--json": nil, "--svg": nil, "--seed": "1",
      "--threads": "\(ProcessInfo.processInfo.activeProcessorCount)",
    ]) { $1 },
    "diagnose": partlyLabelled.merging(encoder) { $1 }.merging(weights) { $1 }.merging([
      "--labelled": nil, "--unlabelled": nil, "--label": nil, "--embeddings": nil,
      "--keep-words": "200000", "--without": nil, "--pieces": nil, "--model": nil, "--list": "10",
      "--json": nil, "--keep-markup": nil,
      "--seed": "1", "--threads": "\(ProcessInfo.processInfo.activeProcessorCount)",
    ]) { $1 },
    "suggest": partlyLabelled.merging([
      "--model": nil, "--unlabelled": nil, "--labelled": nil, "--json": nil, "--count": "10",
      "--threads": "\(ProcessInfo.processInfo.activeProcessorCount)",
    ]) { $1 },
    "evaluate-embeddings": [
      "--pairs": nil, "--analogies": nil, "--restrict-vocabulary": "300000", "--json": nil,
      "--skip-bad-lines": nil,
    ],
    "convert": ["--to": nil, "--skip-bad-lines": nil],
    "compact": ["--pairs": "30000"],
    "neighbors": [
      "--embeddings": nil, "--json": nil, "--count": "10", "--skip-bad-lines": nil,
    ],
    "analogy": [
      "--embeddings": nil, "--json": nil, "--count": "10", "--skip-bad-lines": nil,
    ],
    "similarity": ["--embeddings": nil, "--json": nil, "--skip-bad-lines": nil],
    "classify": reading.merging([
      "--model": nil, "--input": nil, "--json": nil, "--explain": nil, "--id-field": nil,
      "--output": nil, "--append-columns": nil, "--label-column": "label",
      "--probability-column": "probability", "--coverage-column": "coverage",
      "--escape-formulas": nil, "--threshold": nil, "--unsure": nil, "--speed": "balanced",
      "--binary": nil, "--top": nil,
      "--threads": "\(ProcessInfo.processInfo.activeProcessorCount)",
    ]) { $1 },
    "encode": reading.merging([
      "--encoder": "the built-in one, multilingual-e5-small", "--precision": "eight-bits",
      "--json": nil,
      "--threads": "\(ProcessInfo.processInfo.activeProcessorCount)",
    ]) { $1 },
    "evaluate": labelled.merging([
      "--model": nil, "--mistakes": "10", "--json": nil, "--reliability": nil, "--labelled": nil,
      "--speed": "balanced", "--binary": nil,
      "--threads": "\(ProcessInfo.processInfo.activeProcessorCount)", "--label-separator": nil,
    ]) { $1 },
    "experiment": [
      "--language": "en; with --corpus it is told from the texts", "--seeds": "100", "--json": nil,
      "--output": nil, "--corpus": nil, "--dimension": "50", "--epochs": "50",
      "--threads": "\(ProcessInfo.processInfo.activeProcessorCount)",
    ],
  ]

  private func help(_ arguments: String...) throws -> String {
    let outcome = try Program.run(arguments + ["--help"])
    expectSuccess(outcome)
    #expect(outcome.errors.isEmpty)
    return outcome.output
  }

  /// The flags of every command, which have a letter too.
  private static let messages = ["-q, --quiet", "-v, --verbose"]

  @Test(arguments: commands.keys.sorted())
  func everyCommandCanTellMoreOrLess(command: String) throws {
    let options = options(try help(command))
    for flag in Self.messages {
      #expect(options.filter { $0.hasPrefix(flag + " ") }.count == 1, "\(flag)")
    }
  }

  /// The flags' entries in all sections, each on one line.
  private func options(_ help: String) -> [String] {
    var entries: [String] = []
    for line in help.split(separator: "\n") {
      if !line.hasPrefix(" ") {
        entries.append("")
      } else if line.hasPrefix("  -") {
        entries.append(line.trimmingCharacters(in: .whitespaces))
      } else if !entries.isEmpty {
        entries[entries.count - 1] += "  " + line.trimmingCharacters(in: .whitespaces)
      }
    }
    return entries
  }

  @Test(arguments: commands.keys.sorted())
  func everyFlagHasHelpAndDefault(command: String) throws {
    let flags = try #require(Self.commands[command])
    // `--version` is that of the program; each command shows it. Some flags have a letter too.
    let options = options(try help(command)).map { $0.replacing(#/^-[a-z], /#, with: "") }.filter {
      $0.hasPrefix("--") && !$0.contains(#/^--(version|help|quiet|verbose) /#)
    }
    let names = options.map { String($0.prefix { $0 != " " }) }
    #expect(Set(names) == Set(flags.keys))
    for (name, option) in zip(names, options) {
      guard let value = flags[name] else { continue }
      let text = option.replacing(#/\s+/#, with: " ")
      #expect(text.contains(#/^--[a-z-]+( <[a-z|-]+>)? \p{Lu}.*[.)]$/#), "\(text)")
      #expect(text.matches(of: #/default: /#).count == (value == nil ? 0 : 1), "\(text)")
      if let value { #expect(text.contains("default: \(value))"), "\(text)") }
    }
  }

  @Test(arguments: commands.keys.sorted())
  func everyCommandSaysWhatItDoes(command: String) throws {
    let all = try help()
    #expect(all.contains("\n  \(command) "))
    #expect(try help(command).hasPrefix("OVERVIEW: "))
    #expect(try Program.run("help", command).output == help(command))
    #expect(try help(command).contains(try Regex("Examples?:\n +sentiment \(command) ")))
  }

  @Test func withoutACommandThereIsHelp() throws {
    let outcome = try Program.run()
    expectSuccess(outcome)
    #expect(outcome.output == (try help()))
  }
}
