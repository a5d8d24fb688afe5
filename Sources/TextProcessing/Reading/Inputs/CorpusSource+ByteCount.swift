extension [CorpusSource] {
  /// The size of all their files, compressed if they are; `nil` where only reading tells it.
  ///
  /// - Throws: `FileError` when a source isn't there.
  package var byteCount: Int? {
    get throws {
      let sizes = try flatMap { try $0.files() }.map(\.size)
      return sizes.contains(nil) ? nil : sizes.reduce(0) { $0 + ($1 ?? 0) }
    }
  }
}
