import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

extension WordVectors {
  /// Such as `1,000 words × 100`.
  var size: String { "\(vocabularySize.counted("word")) × \(dimension)" }
}

extension Messages {
  /// Shows how far the reading or writing of vectors is.
  func rows(_ step: String) -> RowProgress {
    RowProgress { done, all in
      self.progress(
        step, "\(done.counted("vector")), \(self.rate(done, "vectors"))",
        share: all.share(done: done)
      )
    }
  }

  /// Says what a user should know of a file of vectors that was read all the same.
  func notes(on file: WordVectorsFile) {
    notes(
      duplicates: file.duplicateCount, illFormed: file.illFormedWordCount,
      faulty: file.faultyRowCount, wrongCount: file.wrongWordCount)
  }

  /// The same where the settings for text were read too.
  func notes(on source: EmbeddingsImport) {
    notes(
      duplicates: source.duplicateCount, illFormed: source.illFormedWordCount,
      faulty: source.faultyRowCount, wrongCount: source.wrongWordCount)
  }

  private func notes(duplicates: Int, illFormed: Int, faulty: Int, wrongCount: Int?) {
    if faulty > 0 {
      note("\(faulty.grouped) \(faulty == 1 ? "row" : "rows") skipped: not as the format wants it")
    }
    if let wrongCount { note("the first line speaks of \(wrongCount.grouped) words") }
    if duplicates > 0 {
      note(
        duplicates == 1
          ? "1 word stands there again; the first row counts"
          : "\(duplicates.grouped) words stand there again; the first row counts")
    }
    if illFormed > 0 {
      note(
        illFormed == 1
          ? "1 word isn't well-formed UTF-8; it is kept as it is"
          : "\(illFormed.grouped) words aren't well-formed UTF-8; they are kept as they are")
    }
  }

  /// Reads vectors of any program, and says what was kept of them.
  ///
  /// - Throws: `FileError` when the file can't be read or isn't sound.
  func embeddings(
    contentsOf path: String, keeping selection: WordSelection = .all, skipsFaultyRows: Bool = false
  ) throws -> PretrainedEmbeddings {
    let source = try EmbeddingsImport(
      contentsOf: path, keeping: selection, skipsFaultyRows: skipsFaultyRows,
      progress: rows("reading"))
    let size = source.embeddings.vectors.size
    if let origin = source.embeddings.origin {
      step("kept", "\(size) of \(origin.file.onOneLine) (\(origin.format.rawValue))")
      notes(on: source)
    } else {
      detail("vectors", "\(path.onOneLine): \(size)")
    }
    return source.embeddings
  }
}
