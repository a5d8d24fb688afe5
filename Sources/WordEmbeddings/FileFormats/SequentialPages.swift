/// Tells the kernel how far a file has been read from its start, so that it reads ahead and takes
/// back the pages that are behind: a file that is larger than memory then costs a window of it.
struct SequentialPages {
  private let file: MappedFile
  private var released = 0

  /// Of the size of the kernel's largest pages, and often enough.
  private static let window = 32 << 20

  init(_ file: MappedFile) {
    self.file = file
    file.expectSequentialReading()
  }

  mutating func haveRead(upTo position: Int) {
    guard position - released >= Self.window else { return }
    file.release(released..<released + Self.window)
    released += Self.window
  }
}
