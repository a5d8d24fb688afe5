import FoundationEssentials
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

  @Test func programsCanDecideByTheKind() {
    #expect(FileError.system(ENOENT, file: "x").kind == .missing)
    #expect(FileError.system(ENOSPC, file: "x").kind == .noSpace)
    let error = FileError.invalidSetting(
      FileError.Setting("the window"), problem: "is 0", remedy: "give 1 to 32")
    #expect(error.kind == .invalidSetting && error.setting?.name == "the window")
    #expect("\(error)" == "the window: is 0; give 1 to 32")
  }

  @Test func foundationShowsProblemAndRemedy() {
    let error: any Error = FileError(.malformed, file: "a", problem: "b", remedy: "c")
    #expect((error as? any LocalizedError)?.errorDescription == "a: b; c")
    #expect((error as? any LocalizedError)?.recoverySuggestion == "c")
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
