/// Tells how far the reading or writing of a file of vectors is, now and then.
public struct RowProgress {
  private let report: (_ done: Int, _ all: Int) -> Void

  /// The number of rows that are read or written between two reports.
  private static let reportedRows = 1024

  /// - Parameter report: called with the number of rows, of words and of n-grams, that are done, and
  ///   that of all.
  public init(_ report: @escaping (_ done: Int, _ all: Int) -> Void) { self.report = report }

  /// Reports nothing.
  public static var none: RowProgress { RowProgress { _, _ in } }

  func haveDone(_ count: Int, of all: Int) {
    if count.isMultiple(of: Self.reportedRows) { report(count, all) }
  }

  /// The same for one part of a file's rows.
  func part(after earlier: Int, of all: Int) -> RowProgress {
    RowProgress { done, _ in report(earlier + done, all) }
  }
}
