import ArgumentParser
import SentimentTextProcessing
import SentimentTransferLearning

/// How `classify` writes its answers, and which it holds back.
struct AnswerOptions: ParsableArguments {
  @Flag(
    help: """
      Print a JSON object a line, with text, label, probability, probabilities and coverage (the \
      fraction of words that the model knows), and for texts of a file its source and the record's \
      number. Of a model of `fit --abstain` or with --threshold also abstained, and label is null \
      where that is true. Of a model of `fit --multi-label` labels in place of label and probability.
      """)
  var json = false

  @Option(
    help: ArgumentHelp(
      "With --json: a column or key whose value is added as id.", valueName: "name"))
  var idField: String?

  @Flag(
    help: """
      Also give what each word contributes to the label, in log-odds: below each text, or with \
      --json as words.
      """)
  var explain = false

  @Option(
    name: .letter("o", "output"),
    help: ArgumentHelp(
      """
      Write the answers to this file. If its name ends in .csv, .tsv or .jsonl, it has the columns \
      of the input and behind them those of the answer, a record for each record.
      """, valueName: "file"), completion: .file())
  var output: String?

  @Flag(
    help: """
      Write the columns of the input with those of the answer behind them also to standard output, \
      in the format of the input; CSV if it has no columns.
      """)
  var appendColumns = false

  @Option(
    help: ArgumentHelp("The name of the label's column. (default: label)", valueName: "name"))
  var labelColumn: String?

  @Option(
    help: ArgumentHelp(
      "The name of the probability's column. (default: probability)", valueName: "name"))
  var probabilityColumn: String?

  @Option(
    help: ArgumentHelp("The name of the coverage's column. (default: coverage)", valueName: "name"))
  var coverageColumn: String?

  @Flag(
    help: """
      Put an apostrophe before cells that a spreadsheet would compute: those that begin with =, +, \
      -, @, a tab or a line end.
      """)
  var escapeFormulas = false

  @Option(
    help: ArgumentHelp(
      """
      Give a label only where its probability is at least this, such as 0.9, and the model knows a \
      word of the text. A model of `fit --multi-label` gives all such labels.
      """, valueName: "probability"))
  var threshold: Double?

  @Option(
    help: ArgumentHelp(
      """
      Write the records that get no label to this file too, with their columns and an empty one for \
      the label: to be labelled by a person, and then read by `fit`.
      """, valueName: "file"), completion: .file())
  var unsure: String?

  @Option(
    help: ArgumentHelp(
      """
      Give this many of the likeliest labels with their probabilities, best first: with | between \
      them, with --json as top, in columns as label_2, probability_2 and so on.
      """, valueName: "labels"))
  var top: Int?

  func validate() throws {
    try require(top.map { 1...1_000 ~= $0 }, "--top takes 1 to 1000")
    try require(
      threshold.map { $0 > 0 && $0 <= 1 }, "--threshold takes a probability, more than 0, up to 1")
    try require(json || idField == nil, "--id-field is of use only with --json")
    for path in [output, unsure] { try require(path.map { !Self.isPacked($0) }, Self.packing) }
    if json {
      try require(!appendColumns, "Give --json or --append-columns, not both")
      try require(
        outputFormat == nil || outputFormat == .jsonl,
        "--json writes JSON Lines: name an output that ends in .jsonl, or leave --json out")
    }
    try require(
      !hasColumns || !explain, "--explain has no columns: give --json too, or name no table")
    let names = Set(columnNames.map { $0.lowercased() })
    try require(
      names.count == columnNames.count, "The answers' columns need different names")
    let isNamed = labelColumn != nil || probabilityColumn != nil || coverageColumn != nil
    try require(
      hasColumns || unsure != nil || !isNamed && !escapeFormulas,
      "Names of columns and --escape-formulas are of use only with --append-columns, or an --output"
        + " that ends in .csv, .tsv or .jsonl")
  }

  private static let packing =
    "The output isn't compressed: leave .gz or .xz out of its name, and compress it afterwards"

  private static func isPacked(_ path: String) -> Bool {
    let name = path.lowercased()
    return name.hasSuffix(".gz") || name.hasSuffix(".xz")
  }

  /// The format of tables that a file's name tells.
  private static func tableFormat(_ path: String?) -> TextFormat? {
    let format = path.flatMap { TextFormat(fileName: $0) }
    return format == .fasttext ? nil : format
  }

  private var outputFormat: TextFormat? { Self.tableFormat(output) }

  private var columnNames: [String] {
    let (label, probability) = (labelColumn ?? "label", probabilityColumn ?? "probability")
    return [label, probability, coverageColumn ?? "coverage"]
      + (1..<(top ?? 1)).flatMap { ["\(label)_\($0 + 1)", "\(probability)_\($0 + 1)"] }
  }

  /// Whether the answers stand in columns.
  private var hasColumns: Bool { !json && (appendColumns || outputFormat != nil) }

  var form: AnswerForm {
    AnswerForm(
      json ? .json : columns.map { .columns($0) } ?? .line(LineAnswer()), explains: explain,
      rule: SurenessRule(threshold: threshold, topCount: top ?? 0), idField: idField,
      unsure: unsureColumns)
  }

  /// What writes the answers' columns, if they stand in columns.
  var columns: ColumnWriter? {
    guard hasColumns else { return nil }
    return ColumnWriter(format: outputFormat, names: columnNames, escapesFormulas: escapeFormulas)
  }

  /// What writes the records without a label, if that is asked for.
  var unsureColumns: ColumnWriter? {
    unsure.map { path in
      ColumnWriter(
        format: Self.tableFormat(path), names: [columnNames[0]], escapesFormulas: escapeFormulas)
    }
  }
}
