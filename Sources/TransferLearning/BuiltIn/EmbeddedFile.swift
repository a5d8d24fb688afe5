import CSentimentEmbedded

/// The corpora, stop words and models that are part of the program.
enum EmbeddedFile {
  /// The bytes of an embedded file, by its path in the project.
  static func bytes(_ name: String) -> UnsafeRawBufferPointer? {
    let file = embedded_file_named(name)
    return file.bytes.map { UnsafeRawBufferPointer(start: $0, count: file.count) }
  }
}
