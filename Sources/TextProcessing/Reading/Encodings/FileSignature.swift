/// Files that aren't text, as their first bytes say, whatever their names are: read as text,
/// they would give words that nobody wrote.
package struct FileSignature {
  private let bytes: [UInt8]
  /// Where in the file they stand.
  private let offset: Int
  private let problem: String
  private let remedy: String

  private init(_ bytes: [UInt8], at offset: Int = 0, _ problem: String, _ remedy: String) {
    self.bytes = bytes
    self.offset = offset
    self.problem = problem
    self.remedy = remedy
  }

  private init(_ text: StaticString, at offset: Int = 0, _ kind: String, _ remedy: String) {
    self.init(
      text.withUTF8Buffer(Array.init), at: offset, "is \(kind), not text", remedy)
  }

  private init(_ bytes: [UInt8], kind: String, _ remedy: String) {
    self.init(bytes, "is \(kind), not text", remedy)
  }

  private static let convert = "convert it to text"
  private static let decompress = "decompress it, or compress it with gzip or xz"
  private static let export = "export its texts as CSV or JSON Lines"
  private static let giveText = "give a file of text"
  private static let officeExport = "save a document as plain text, a table as CSV"
  private static let unpackOrExport = "unpack it, or \(officeExport)"
  private static let unpack = "unpack it, and give the files in it"

  private static let zip = "a zip archive, as .docx and .xlsx are too"

  /// Each is long enough, or has bytes that text doesn't have, to be no text's beginning.
  private static let all = [
    FileSignature("%PDF-", "a PDF document", "\(convert) (pdftotext)"),
    FileSignature("{\\rtf", "a document in rich text format (RTF)", officeExport),
    // Also .docx, .xlsx, .odt and .epub; the second and third are an empty and a split archive.
    FileSignature([0x50, 0x4B, 0x03, 0x04], kind: zip, unpackOrExport),
    FileSignature([0x50, 0x4B, 0x05, 0x06], kind: zip, unpackOrExport),
    FileSignature([0x50, 0x4B, 0x07, 0x08], kind: zip, unpackOrExport),
    FileSignature(
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
      kind: "a document of an older office program (.doc, .xls)", officeExport),
    FileSignature([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], kind: "a 7z archive", unpack),
    FileSignature([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], kind: "a RAR archive", unpack),
    FileSignature("ustar\0", at: 257, "a tar archive", unpack),
    FileSignature("ustar  \0", at: 257, "a tar archive", unpack),
    FileSignature(
      [0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59], "is bzip2, which isn't read",
      decompress),
    FileSignature([0x28, 0xB5, 0x2F, 0xFD], "is Zstandard, which isn't read", decompress),
    FileSignature([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], kind: "a PNG image", giveText),
    FileSignature([0xFF, 0xD8, 0xFF], kind: "a JPEG image", giveText),
    FileSignature("GIF87a", "a GIF image", giveText),
    FileSignature("GIF89a", "a GIF image", giveText),
    FileSignature([0x49, 0x49, 0x2A, 0x00], kind: "a TIFF image", giveText),
    FileSignature([0x4D, 0x4D, 0x00, 0x2A], kind: "a TIFF image", giveText),
    FileSignature([0x7F, 0x45, 0x4C, 0x46], kind: "a program (ELF)", giveText),
    FileSignature([0x00, 0x61, 0x73, 0x6D], kind: "a program (WebAssembly)", giveText),
    FileSignature("SQLite format 3\0", "an SQLite database", export),
    FileSignature([0x50, 0x41, 0x52, 0x31, 0x15], kind: "a Parquet table", export),
    FileSignature("ARROW1\0\0", "an Arrow table", export),
    FileSignature(
      [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], kind: "an HDF5 file", export),
    FileSignature([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], kind: "a NumPy array", export),
    // The upper half of a header's length, which is 0, and the header's beginning.
    FileSignature("\0\0\0\0{\"", at: 4, "a safetensors file, such as a model", giveText),
  ]

  /// Whether more bytes could make this the start of such a file. What stands further on isn't waited
  /// for: somebody may be writing.
  static func needsMore(than start: UnsafeBufferPointer<UInt8>) -> Bool {
    if start.count < TextEncoding.longestMark, [0xEF, 0xFF, 0xFE, 0].contains(start.first) {
      return true
    }
    return all.contains {
      $0.offset == 0 && $0.bytes.count > start.count && $0.bytes.starts(with: start)
    }
  }

  /// What of these, and of what a download brings that failed, is sometimes given as word vectors.
  private static let insteadOfVectors: [(signatures: [FileSignature], remedy: String)] = [
    (
      [
        FileSignature("<!DOCTYPE", "a web page", ""), FileSignature("<!doctype", "a web page", ""),
        FileSignature("<html", "a web page", ""), FileSignature("<?xml", "a page of XML", ""),
        FileSignature(
          "version https://git-lfs", "the pointer of Git LFS to a file", ""),
      ], "download the file itself"
    ),
    (
      (2...5).map { FileSignature([0x80, $0], kind: "a Python pickle", "") },
      "save the vectors by Python in word2vec's format (gensim: `save_word2vec_format`)"
    ),
    (
      [
        FileSignature([0xFF, 0xFE], "is UTF-16", ""), FileSignature([0xFE, 0xFF], "is UTF-16", ""),
      ],
      "convert it to UTF-8 (iconv -f UTF-16 -t UTF-8)"
    ),
  ]

  /// The error for a file that isn't word vectors, where its first bytes tell what it is.
  package static func errorInsteadOfVectors(
    _ start: UnsafeBufferPointer<UInt8>, file: String
  ) -> FileError? {
    func error(_ signature: FileSignature, _ remedy: String) -> FileError {
      FileError(
        .unsuitable, file: file,
        problem: signature.problem.replacing(", not text", with: ", not word vectors"),
        remedy: remedy)
    }
    for (signatures, remedy) in insteadOfVectors {
      if let found = signatures.first(where: { $0.begins(start) }) { return error(found, remedy) }
    }
    return all.first { $0.begins(start) }.map { found in
      let remedy =
        switch found.remedy {
        case unpack, unpackOrExport: "unpack it, and give the vectors in it"
        case decompress: decompress
        default: "give vectors in safetensors, word2vec, GloVe or fastText format"
        }
      return error(found, remedy)
    }
  }

  /// What is wrong with a file that begins like this as a text; `nil` where nothing is.
  package static func problem(of start: UnsafeBufferPointer<UInt8>) -> String? {
    all.first { $0.begins(start) }?.problem
  }

  private func begins(_ start: UnsafeBufferPointer<UInt8>) -> Bool {
    start.dropFirst(offset).starts(with: bytes)
  }

  /// - Throws: `FileError` when a file that begins like this isn't text.
  static func check(_ start: UnsafeBufferPointer<UInt8>, file: String) throws(FileError) {
    let found = all.first { $0.begins(start) }
    guard let found else { return }
    throw FileError(.notText, file: file, problem: found.problem, remedy: found.remedy)
  }
}
