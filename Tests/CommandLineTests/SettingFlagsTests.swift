import Foundation
import Testing

/// The library's errors name settings, the program's its flags.
struct SettingFlagsTests {
  @Test func noLibraryTextNamesAFlag() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources").standardized
    let flag = try Regex(#"".*[ `(]--[a-z]|"--[a-z]|`sentiment "#)
    for module in ["TextProcessing", "WordEmbeddings", "Classification", "TransferLearning"] {
      let folder = sources.appendingPathComponent(module)
      let files = try #require(
        FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
      for case let file as URL in files where file.pathExtension == "swift" {
        let text = try String(contentsOf: file, encoding: .utf8)
        for line in text.split(separator: "\n") where line.contains(flag) {
          Issue.record("\(file.path): \(line)")
        }
      }
    }
  }

  @Test func theProgramNamesItsFlags() throws {
    let folder = try ScratchFolder()
    let text = try folder.write("one two\n", "text.txt")
    expectRefusal(
      try Program.run(
        "train-embeddings", text, "--min-count", "5", "--output", folder.path("vectors")),
      naming: text,
      "lower --min-count, or give more text", afterProgress: true)
    expectRefusal(
      try Program.run(
        "fit", "--label", "a=xyzzyxyzzy", "--label", "b=great", "--output", folder.path("model")),
      naming: "--label a", "the vectors have none of its words", afterProgress: true)
  }
}
