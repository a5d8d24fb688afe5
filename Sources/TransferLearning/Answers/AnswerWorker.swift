import SentimentTextProcessing

/// How answers are written.
package struct AnswerForm: Sendable {
  package enum Kind: Sendable {
    /// A line for each text.
    case line(any AnswerLine)
    /// A JSON object a line.
    case json
    /// The records with the answers in further columns.
    case columns(ColumnWriter)
  }

  let kind: Kind
  /// Whether to say what each word contributes.
  let explains: Bool
  let rule: SurenessRule
  /// The field of JSON objects' ids.
  let idField: String?
  /// How the records without a label are written once more; `nil` where they aren't.
  let unsure: ColumnWriter?
  /// Whether records are needed, and not only their texts.
  package let needsRecords: Bool

  package init(
    _ kind: Kind, explains: Bool = false, rule: SurenessRule, idField: String? = nil,
    unsure: ColumnWriter? = nil
  ) {
    (self.kind, self.explains, self.rule) = (kind, explains, rule)
    (self.idField, self.unsure) = (idField, unsure)
    needsRecords = if case .line = kind { unsure != nil } else { true }
  }
}

/// What writes a text with its answer on a line.
package protocol AnswerLine: Sendable {
  /// - Parameter words: what the words contribute, where that is asked for.
  func append(
    _ text: Span<UInt8>, _ answer: Answer, words: [Prediction.Word]?, to output: inout [UInt8])
}

/// What came of some texts.
package struct AnsweredBatch {
  package var output: [UInt8] = []
  /// The records without a label.
  package var unsure: [UInt8] = []
  package var unsureCount = 0
  /// How the records are written in the files that they come from, in order.
  package var layouts: [RecordLayout] = []
  /// That of a header whose records aren't there yet.
  package var headerLayout: RecordLayout?
}

/// Answers texts: one thread's tool.
package final class AnswerWorker {
  private let classifier: TextClassifier
  private let form: AnswerForm
  private var json: JSONAnswer
  private var ids: RecordID

  package init(_ classifier: TextClassifier, _ form: AnswerForm) {
    self.classifier = classifier
    self.form = form
    json = JSONAnswer(tellsAbstention: form.rule.threshold != nil)
    ids = RecordID(field: form.idField)
  }

  package func answer(_ batch: DocumentBatch) throws -> AnsweredBatch {
    try batch.bytes.withUnsafeBufferPointer { bytes in
      var result = AnsweredBatch()
      result.output.reserveCapacity(bytes.count + bytes.count / 4)
      if classifier.asksEncoder {
        try classifier.prepare(
          batch.ranges.lazy.map { range in
            String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
          })
      }
      for (index, range) in batch.ranges.enumerated() {
        let text = UnsafeBufferPointer(rebasing: bytes[range]).span
        guard form.needsRecords else {
          try answer(text, &result)
          continue
        }
        let record = batch.records[index]
        if record.kind == .header {
          result.headerLayout = record.layout
        } else if result.layouts.last !== record.layout {
          result.layouts.append(record.layout)
        }
        try answer(
          record, UnsafeBufferPointer(rebasing: bytes[record.bytes]).span, text, &result)
      }
      return result
    }
  }

  /// A line, for which the records don't matter.
  private func answer(_ text: Span<UInt8>, _ result: inout AnsweredBatch) throws {
    let probabilities = try classifier.answer(text)
    let answer = answer(probabilities, coverage: probabilities.lowCoverage ?? 1)
    result.unsureCount += answer.isWithheld ? 1 : 0
    guard case .line(let line) = form.kind else { return }
    line.append(text, answer, words: try words(text, classifier), to: &result.output)
  }

  private func answer(
    _ record: SourceRecord, _ bytes: Span<UInt8>, _ text: Span<UInt8>,
    _ result: inout AnsweredBatch
  ) throws {
    guard record.kind == .text else { return try pass(record, bytes, text, &result) }
    let (probabilities, coverage) = try classifier.answerWithCoverage(text)
    let answer = answer(probabilities, coverage: coverage)
    switch form.kind {
    case .line(let line):
      line.append(text, answer, words: try words(text, classifier), to: &result.output)
    case .json:
      try json.append(
        text, answer, words: try words(text, classifier), of: try origin(record, bytes),
        to: &result.output)
    case .columns(let writer):
      try writer.append(
        record, bytes: bytes, text: text,
        cells: cells(answer), to: &result.output)
    }
    guard answer.isWithheld else { return }
    result.unsureCount += 1
    try form.unsure?.append(
      record, bytes: bytes, text: text, cells: [.text("")], to: &result.unsure)
  }

  private func answer(_ probabilities: LabelProbabilities, coverage: Double) -> Answer {
    Answer(
      labels: form.rule.labels(of: probabilities, by: classifier),
      top: form.rule.top(of: probabilities, by: classifier),
      probability: probabilities.probability, coverage: coverage,
      probabilities: probabilities.probabilities, names: classifier.labels,
      mayAbstain: classifier.mayAbstain, isMultiLabel: classifier.isMultiLabel)
  }

  private func cells(_ answer: Answer) -> [Cell] {
    let coverage = Cell.number(answer.coverage)
    if answer.isMultiLabel {
      return [.labels(answer.labels), .probabilities(answer.labels), coverage]
    }
    let label = answer.labels.first.map { Cell.text($0.name) } ?? .none
    // The likeliest one has the first columns.
    let others = (1..<max(1, form.rule.topCount)).flatMap { place -> [Cell] in
      guard answer.top.indices.contains(place) else { return [.none, .none] }
      return [.text(answer.top[place].name), .number(answer.top[place].probability)]
    }
    return [label, .number(answer.probability), coverage] + others
  }

  /// A record without a text keeps its place.
  private func pass(
    _ record: SourceRecord, _ bytes: Span<UInt8>, _ text: Span<UInt8>,
    _ result: inout AnsweredBatch
  ) throws {
    switch form.kind {
    case .line: break
    case .json:
      guard record.kind == .faulty else { return }
      try json.append(
        nil, nil, words: nil, of: try origin(record, bytes), to: &result.output)
    case .columns(let writer):
      try writer.append(record, bytes: bytes, text: text, cells: [], to: &result.output)
    }
  }

  private func origin(
    _ record: SourceRecord, _ bytes: Span<UInt8>
  ) throws -> JSONAnswer.Origin? {
    guard !record.layout.isList else { return nil }
    return JSONAnswer.Origin(
      source: record.layout.file, number: record.number, id: try ids.value(of: record, bytes))
  }

  private func words(
    _ text: Span<UInt8>, _ classifier: TextClassifier
  ) throws -> [Prediction.Word]? {
    form.explains ? try classifier.influences(of: String(text)) : nil
  }
}
