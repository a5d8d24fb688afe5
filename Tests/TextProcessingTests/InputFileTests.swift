import Foundation
import Testing

@testable import SentimentTextProcessing

/// Folders and globs.
final class InputFileTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("sentiment-test-\(UUID().uuidString)").path

  init() throws {
    for (name, text) in [
      ("pos/1.txt", "fine\nfilm"), ("pos/10.txt", "good"), ("pos/2.txt.gz", ""),
      ("neg/1.txt", "poor"),
      ("neg/deep/er.txt", "bad"), ("neg/.hidden", "x"), ("urls.txt", "x"),
    ] {
      let path = "\(folder)/\(name)"
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      let bytes = name.hasSuffix("gz") ? try Compressed.gzip(Array("great".utf8)) : Array(text.utf8)
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func texts(_ path: String, labelled: Bool = false) throws -> [String] {
    var reader = try DocumentReader(.file(path), isLabelled: labelled)
    var texts: [String] = []
    while let document = try reader.next() {
      texts.append((document.label.map { $0 + ": " } ?? "") + document.text)
    }
    return texts
  }

  @Test func aFolderHasADocumentAFile() throws {
    #expect(mkfifo("\(folder)/pipe", 0o600) == 0, "is left out, not waited for")
    let expected = ["poor", "bad", "fine\nfilm", "good", "great", "x"]
    #expect(try texts(folder) == expected)
    #expect(try texts(folder + "/") == expected)
  }

  @Test func subFoldersAreLabels() throws {
    let (texts, report) = try LabelledTextReader.read([.file(folder)])
    #expect(texts.map(\.label) == ["neg", "neg", "pos", "pos", "pos"])
    #expect(texts.map(\.text) == ["poor", "bad", "fine\nfilm", "good", "great"])
    #expect(report.filesWithoutLabel.count == 1)
    #expect(report.filesWithoutLabel.first?.file == "\(folder)/urls.txt")
    #expect(try self.texts("\(folder)/pos", labelled: true).first == "pos: fine\nfilm")
  }

  @Test func globsStandForWhatMatches() throws {
    #expect(try texts("\(folder)/pos/1*.txt") == ["fine", "film", "good"])
    #expect(try texts("\(folder)/p?s", labelled: true).count == 3)
    #expect(
      throws: FileError(
        .missing, file: "\(folder)/*.csv", problem: "no file matches", remedy: "check the pattern")
    ) { try texts("\(folder)/*.csv") }
  }

  @Test func aNameWithAStarIsAFileWhereThereIsOne() throws {
    try Data("star".utf8).write(to: URL(fileURLWithPath: "\(folder)/pos/[1]*"))
    #expect(try texts("\(folder)/pos/[1]*") == ["star"])
  }

  @Test func anEmptyFolderIsAnError() throws {
    let empty = "\(folder)/empty"
    try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
    #expect(throws: FileError.self) { try texts(empty) }
  }

  @Test func linksThatLeadBackAreErrors() throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/neg/loop", withDestinationPath: folder)
    #expect(throws: FileError.self) { try texts(folder) }
  }
}
