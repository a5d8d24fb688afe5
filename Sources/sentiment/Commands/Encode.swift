import ArgumentParser
import SentimentSentenceEncoders
import SentimentTextProcessing
import SentimentTransferLearning

struct Encode: FileCommand {
  static let configuration = CommandConfiguration(
    abstract: "Give each text its vector, by a transformer encoder.",
    discussion: """
      Prints a line for each text: the numbers of its vector, separated by spaces. Vectors have the \
      length 1, so that the sum of the products of two of them tells how alike the texts are: 1 for \
      the same. An empty text has a vector too, so that lines stay beside each other. With no file, \
      reads standard input.

      Examples:
        sentiment encode reviews.txt > vectors.txt
        sentiment encode reviews.csv --text-field review --json > vectors.jsonl
        sentiment encode reviews.txt --encoder all-MiniLM-L6-v2 > vectors.txt
      """)

  @Argument(
    help: ArgumentHelp(
      "Texts: files, folders (a text a file) or quoted globs; - is standard input.",
      valueName: "file"), completion: .file())
  var texts: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      The encoder: a folder with config.json, tokenizer.json and model.safetensors of BERT's family, \
      as Hugging Face has them, or an encoder's own file. (default: the built-in one, \
      multilingual-e5-small)
      """, valueName: "folder|file"), completion: .file())
  var encoder: String?

  @Option(
    help: ArgumentHelp(
      "How the layers of a folder's encoder are kept. (default: eight-bits)",
      valueName: "floats|eight-bits"),
    transform: Encode.parsePrecision)
  var precision: TransformerEncoder.Precision?

  @Flag(help: "Print a JSON object a line, with text and vector.")
  var json = false

  @OptionGroup(title: "Reading texts")
  var inputOptions: InputOptions

  @OptionGroup
  var threads: ThreadsOption

  @OptionGroup(title: "Messages")
  var messageOptions: MessageOptions

  /// Bytes of texts that a thread takes at a time: enough that an encoder's layers, which are spread out
  /// for some rows, are used often, and few enough that all threads have some.
  private static let batchSize = 1 << 13

  private static func parsePrecision(_ argument: String) throws -> TransformerEncoder.Precision {
    switch argument {
    case "floats": return .floats
    case "eight-bits": return .eightBits
    default: throw ValidationError("give floats or eight-bits")
    }
  }

  func validate() throws {
    try require(precision == nil || encoder != nil, "--precision is for the folder of an --encoder")
  }

  private var inputs: [String] { texts.isEmpty ? ["-"] : texts }

  var files: CommandFiles {
    CommandFiles(texts: inputs, inputs: encoder.map { [$0] } ?? [], printsResult: true)
  }

  func run() throws {
    let messages = messageOptions.makeMessages()
    let encoder =
      try encoder.map { try TransformerEncoder(contentsOf: $0, precision: precision) } ?? .builtIn
    var options = inputOptions.options
    options.keepsEmptyTexts = true
    options.passesOnAtOnce = true
    let sources = inputs.map(CorpusSource.init(path:))
    let progress = try TextProgress(.encoding, sources, printsAnswers: true, messages)
    let output = StandardOutput()
    let json = json
    let report = try TextPipeline(threads: threads.count, batchSize: Self.batchSize).run(
      reading: sources, options: options
    ) {
      let worker = TransformerEncoder.Worker(encoder)
      return { documents in try Self.lines(of: documents, by: worker, json: json) }
    } take: { (lines: [UInt8], size) in
      try output.write(lines)
      if inputs == ["-"] { try output.flush() }
      progress.add(size)
    }
    try output.flush()
    progress.finish(report)
  }

  private static func lines(
    of documents: DocumentBatch, by worker: TransformerEncoder.Worker, json: Bool
  ) throws -> [UInt8] {
    let texts = documents.ranges.map { String(decoding: documents.bytes[$0], as: UTF8.self) }
    let vectors = try worker.encode(texts)
    let dimension = vectors.count / texts.count
    var lines: [UInt8] = []
    for (index, text) in texts.enumerated() {
      if json {
        lines += #"{"text":"#.utf8
        JSONString.append(text, to: &lines)
        lines += #","vector":["#.utf8
      }
      append(
        vectors[index * dimension..<(index + 1) * dimension],
        separator: UInt8(ascii: json ? "," : " "), to: &lines)
      lines += (json ? "]}\n" : "\n").utf8
    }
    return lines
  }

  /// Appends numbers in the shortest form that is read as the same `Float`.
  private static func append(
    _ numbers: ArraySlice<Float>, separator: UInt8, to line: inout [UInt8]
  ) {
    for index in numbers.indices {
      if index > numbers.startIndex { line.append(separator) }
      line += numbers[index].description.utf8
    }
  }
}
