import CSentimentICU

/// One of Unicode's normalization forms (UAX #15), by ICU.
struct NormalForm: @unchecked Sendable {
  enum Name { case nfc, nfd, nfkc, nfkd }

  /// ICU's; it never changes and lasts as long as the process.
  private let form: OpaquePointer

  /// Text is normalized in parts of about so many bytes, as ICU takes time by the square of the number of
  /// combining marks in a row.
  private static let partLength = 4_096

  init(_ name: Name) throws(TokenizerError) {
    var status: cicu_status = 0
    let form =
      switch name {
      case .nfc: cicu_nfc(&status)
      case .nfd: cicu_nfd(&status)
      case .nfkc: cicu_nfkc(&status)
      case .nfkd: cicu_nfkd(&status)
      }
    try TokenizerError.check(status, loading: "normalization data")
    guard let form else {
      throw TokenizerError(resource: "normalization data", reason: "U_MISSING_RESOURCE_ERROR")
    }
    self.form = form
  }

  /// Brings well-formed UTF-8 into the form.
  func normalize(_ text: inout [UInt8]) {
    let ascii = text.withUnsafeBytes { WellFormedUTF8.asciiPrefix(of: $0) }
    guard ascii < text.count else { return }
    var output: [UInt8] = []
    output.reserveCapacity(text.count + text.count / 2)
    var units = ScratchBuffer<UInt16>(capacity: Self.partLength)
    var normalized = ScratchBuffer<UInt16>(capacity: 2 * Self.partLength)
    text.withUnsafeBufferPointer { text in
      // What is ASCII alone is in every form, but its last character may compose with what follows.
      var start = max(0, ascii - 1)
      output.append(contentsOf: text[..<start])
      while start < text.count {
        let end = partEnd(in: text, from: start)
        let part = UnsafeBufferPointer(rebasing: text[start..<end])
        append(part, to: &output, units: &units, normalized: &normalized)
        start = end
      }
    }
    text = output
  }

  private func partEnd(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard text.count - start > Self.partLength else { return text.count }
    let limit = CodePoints.start(in: text, before: start + Self.partLength + 1)
    var end = limit
    while end > start + Self.partLength / 2 {
      var next = end
      let character = CodePoints.next(in: text, at: &next)
      if cicu_has_boundary_before(form, Int32(character)) { return end }
      end = CodePoints.start(in: text, before: end)
    }
    return limit
  }

  private func append(
    _ part: UnsafeBufferPointer<UInt8>, to output: inout [UInt8],
    units: inout ScratchBuffer<UInt16>, normalized: inout ScratchBuffer<UInt16>
  ) {
    // UTF-16 has no more units than UTF-8 has bytes.
    units.reserve(part.count)
    var count: Int32 = 0
    var replaced: Int32 = 0
    var status: cicu_status = 0
    part.withMemoryRebound(to: CChar.self) { part in
      cicu_from_utf8(
        units.base, Int32(units.capacity), &count, part.baseAddress, Int32(part.count), &replaced,
        &status)
    }
    Self.check(status)
    let prefix = cicu_normalized_prefix(form, units.base, count, &status)
    Self.check(status)
    guard prefix < count else {
      output.append(contentsOf: part)
      return
    }
    var length = cicu_normalize(
      form, units.base, count, normalized.base, Int32(normalized.capacity), &status)
    if cicu_is_overflow(status) {
      normalized.reserve(Int(length))
      status = 0
      length = cicu_normalize(
        form, units.base, count, normalized.base, Int32(normalized.capacity), &status)
    }
    Self.check(status)
    let start = output.count
    let room = 3 * Int(length)
    output.append(contentsOf: repeatElement(0, count: room))
    var written: Int32 = 0
    output.withUnsafeMutableBytes { output in
      cicu_to_utf8(
        (output.baseAddress! + start).assumingMemoryBound(to: CChar.self), Int32(room), &written,
        normalized.base, length, &status)
    }
    Self.check(status)
    output.removeLast(room - Int(written))
  }

  /// Stops if ICU failed at something that can only fail for want of memory.
  private static func check(_ status: cicu_status) {
    if status > 0 {
      fatalError("ICU failed in mid-text: \(String(cString: cicu_error_name(status)))")
    }
  }
}
