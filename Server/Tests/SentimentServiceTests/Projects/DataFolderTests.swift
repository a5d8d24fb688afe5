import Foundation
import SentimentTextProcessing
import Testing

@testable import SentimentService

/// Who may read the folder that all is kept in.
struct DataFolderTests {
  private let temporary: TemporaryFolder
  private var path: String { temporary.path + "/data" }

  init() throws { temporary = try TemporaryFolder() }

  private func make(_ name: String, mode: Int) throws {
    let file = "\(path)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data("a".utf8).write(to: URL(fileURLWithPath: file))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
  }

  private func mode(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
    return attributes[.posixPermissions] as? Int ?? -1
  }

  @Test func whatOthersCouldReadTheyCannotAnyMore() throws {
    for name in [
      "lock", "projects/first/sentiment.sqlite", "projects/first/sentiment.sqlite-wal",
      "projects/2/models/a",
    ] {
      try make(name, mode: 0o666)
    }
    try make("notes", mode: 0o644)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let link = temporary.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    #expect(try DataFolder(link).closeToOthers() == nil)
    for name in [
      "lock", "projects/first/sentiment.sqlite", "projects/first/sentiment.sqlite-wal",
      "projects/2/models/a",
    ] {
      #expect(try mode(name) == 0o600, "\(name)")
    }
    for name in [".", "projects", "projects/first", "projects/2", "projects/2/models"] {
      #expect(try mode(name) == 0o700, "\(name)")
    }
    // It isn't the server's; nobody else comes to it by this folder.
    #expect(try mode("notes") == 0o644)
  }

  @Test func aFolderOfOtherThingsIsLeftAsItIs() throws {
    try make("projects/program", mode: 0o755)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    #expect(throws: FileError.self) { _ = try DataFolder(path) }
    #expect(try mode("projects/program") == 0o755 && mode(".") == 0o755)
  }

  @Test func aLinkInTheFolderIsNotFollowed() throws {
    try make("lock", mode: 0o600)
    try make("projects/first/lock", mode: 0o600)
    let outside = temporary.path + "/outside"
    try Data().write(to: URL(fileURLWithPath: outside))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: outside)
    try FileManager.default.createSymbolicLink(
      atPath: path + "/projects/link", withDestinationPath: outside)
    _ = try DataFolder(path).closeToOthers()
    let attributes = try FileManager.default.attributesOfItem(atPath: outside)
    #expect(attributes[.posixPermissions] as? Int == 0o644)
  }

  @Test func anEmptyDiskIsAFolderToo() throws {
    try FileManager.default.createDirectory(
      atPath: path + "/lost+found", withIntermediateDirectories: true)
    #expect(try DataFolder(path).closeToOthers() == nil)
    #expect(try mode(".") == 0o700)
  }
}
