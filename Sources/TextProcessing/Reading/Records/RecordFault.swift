/// Why a record gives no text.
enum RecordFault: Error {
  /// It can't be read; the others can.
  case record(problem: String, remedy: String)
  /// The file can't be read further.
  case file(FileError)

  func fileError(at place: ReadingReport.Place) -> FileError {
    switch self {
    case .file(let error): error
    case .record(let problem, let remedy):
      FileError(
        .malformed, file: place.file, line: place.line, setting: .skippingFaultyRecords,
        problem: problem,
        remedy: "\(remedy), or leave such records out with \(.skippingFaultyRecords)")
    }
  }
}
