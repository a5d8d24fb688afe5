/// Lines at hand, to tell from them how a file is written.
struct Lookahead {
  /// The line that is read now.
  let first: UnsafeBufferPointer<UInt8>
  /// What has been read of the text after it.
  let rest: UnsafeBufferPointer<UInt8>
  /// Whether the text ends after that.
  let isWhole: Bool

  /// As much as tells how fields are quoted.
  static let size = 1 << 16

  /// Calls `body` with each line that is whole, from the first on, until it returns false.
  func forEachLine(_ body: (UnsafeBufferPointer<UInt8>) -> Bool) {
    guard body(first) else { return }
    var start = 0
    while start < rest.count {
      let line = rest[start...].prefix { $0 != 0x0A && $0 != 0x0D }
      let end = line.endIndex
      guard end < rest.count || isWhole else { return }
      guard body(UnsafeBufferPointer(rebasing: line)) else { return }
      let isCRLF = end + 1 < rest.count && rest[end] == 0x0D && rest[end + 1] == 0x0A
      start = end + (isCRLF ? 2 : 1)
    }
  }

  /// What the records of the lines are like, read in one way.
  struct Records {
    /// The numbers of their fields, without empty lines.
    var fieldCounts: [Int] = []
    /// Whether something follows a closing quote.
    var hasTextAfterQuote = false
    /// Whether the last one has a quote that isn't closed, as far as the lines go.
    var endsOpen = false

    /// Whether all have one number of fields.
    func areEven(of counts: some Collection<Int>) -> Bool {
      guard let first = fieldCounts.first, counts.contains(first) else { return false }
      return fieldCounts.allSatisfy { $0 == first }
    }
  }

  /// - Parameter limit: how many records are looked at.
  func records(
    delimiter: UInt8, quoting: DelimitedRecord.Quoting?, limit: Int = .max
  ) -> Records {
    var records = Records()
    var record = DelimitedRecord(delimiter: delimiter, quoting: quoting)
    forEachLine { line in
      if !record.isOpen {
        if trimmed(0..<line.count, of: line.span).isEmpty { return true }
        record.begin()
      }
      record.add(line)
      guard !record.isOpen else { return true }
      records.fieldCounts.append(record.fieldCount)
      if record.hasTextAfterQuote { records.hasTextAfterQuote = true }
      return records.fieldCounts.count < limit
    }
    records.endsOpen = record.isOpen
    return records
  }

  /// Whether a quote that is still open at the end makes a way of reading wrong: one that nothing
  /// closes in a whole text, or for long.
  private func isFault(_ records: Records) -> Bool {
    records.endsOpen && (isWhole || records.fieldCounts.isEmpty)
  }

  // MARK: Quotes

  /// How fields of comma-separated values are quoted. As RFC 4180 says, unless another way gives each
  /// record as many fields as the header has, and that one doesn't.
  func csvQuoting(delimiter: UInt8, fieldCount: Int) -> DelimitedRecord.Quoting {
    let usual = DelimitedRecord.Quoting()
    func fits(_ quoting: DelimitedRecord.Quoting) -> Bool {
      let records = records(delimiter: delimiter, quoting: quoting)
      return records.areEven(of: [fieldCount]) && !isFault(records)
    }
    return fits(usual) ? usual : Self.otherQuotings.first(where: fits) ?? usual
  }

  /// How fields are quoted where a quote is first of all a character like others: in a way that gives
  /// each record as many fields, with nothing after a closing quote; `nil` where there is none.
  func tsvQuoting(delimiter: UInt8, fieldCounts: [Int]) -> DelimitedRecord.Quoting? {
    ([DelimitedRecord.Quoting()] + Self.otherQuotings.filter { !$0.skipsSpaces }).first {
      let records = records(delimiter: delimiter, quoting: $0)
      return records.areEven(of: fieldCounts) && !isFault(records) && !records.hasTextAfterQuote
    }
  }

  private static let otherQuotings: [DelimitedRecord.Quoting] = [
    .init(hasBackslashes: true), .init(skipsSpaces: true),
    .init(hasBackslashes: true, skipsSpaces: true),
  ]

  // MARK: Tables

  /// Whether the lines look like records with that delimiter: each has as many fields as the first,
  /// and more than one.
  func areRecords(delimiter: UInt8) -> Bool {
    let records = records(
      delimiter: delimiter, quoting: DelimitedRecord.Quoting(), limit: Self.recordLimit)
    return (records.fieldCounts.first ?? 0) > 1 && records.areEven(of: records.fieldCounts)
  }

  /// Whether another record begins with the same field as the first.
  func firstFieldRecurs(delimiter: UInt8) -> Bool {
    let wanted = first.prefix { $0 != delimiter }
    var lineCount = 0
    var recurs = false
    forEachLine { line in
      lineCount += 1
      recurs = lineCount > 1 && line.prefix { $0 != delimiter }.elementsEqual(wanted)
      return !recurs
    }
    return recurs
  }

  private static let recordLimit = 20

  /// Whether plain lines may be meant as a table: two at least that have several fields alike, in a
  /// way that prose hardly has.
  var looksLikeTable: Bool {
    DelimitedRecord.delimiters.contains { delimiter in
      let records = records(
        delimiter: delimiter, quoting: DelimitedRecord.Quoting(), limit: Self.recordLimit)
      let count = records.fieldCounts.first ?? 0
      return records.fieldCounts.count > 1 && count > 1 && records.areEven(of: [count])
        && (delimiter == DelimitedRecord.tab || count > 2 || hasQuotedField(delimiter))
    }
  }

  private func hasQuotedField(_ delimiter: UInt8) -> Bool {
    var isFound = false
    forEachLine { line in
      isFound = line.indices.contains {
        line[$0] == DelimitedRecord.quote && ($0 == 0 || line[$0 - 1] == delimiter)
      }
      return !isFound
    }
    return isFound
  }
}
