import SentimentPlatform
import Testing

@testable import SentimentTextProcessing

struct FileErrorTests {
  @Test func descriptions() {
    let error = FileError(file: "a.tsv", line: 3, problem: "the line has no tab", remedy: "add one")
    #expect("\(error)" == "a.tsv:3: the line has no tab; add one")
    #expect(
      "\(FileError.system(ENOENT, file: "x"))" == "x: no such file or directory; check the path")
  }

  @Test(arguments: [
    ENOENT, ENOTDIR, EACCES, EPERM, EISDIR, EEXIST, ENOSPC, EDQUOT, EROFS, EMFILE, ENAMETOOLONG,
    EPIPE, EIO, EBADF, EFBIG,
  ])
  func everyCodeGivesOneLine(code: Int32) {
    let error = FileError.system(code, file: "x")
    #expect(error.line == nil)
    #expect(!error.problem.isEmpty && !error.remedy.isEmpty)
    #expect(!"\(error)".contains("\n"))
  }

  @Test func tokenizerErrorsSayTheWayOut() {
    #expect(
      "\(TokenizerError(resource: "word boundary rules", reason: "U_FILE_ACCESS_ERROR"))"
        == "ICU can't load its word boundary rules (U_FILE_ACCESS_ERROR); "
        + "install the ICU library with its data (libicu)")
  }
}
