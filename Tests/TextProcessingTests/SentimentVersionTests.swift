import Foundation
import SentimentTextProcessing
import Testing

struct SentimentVersionTests {
  @Test func versionsAreReadAndCompared() throws {
    let versions = try ["0.9.0", "0.10.0", "1.0.0", "1.0.1"].map {
      try #require(SentimentVersion($0))
    }
    #expect(versions == versions.sorted())
    #expect(versions.map(\.description) == ["0.9.0", "0.10.0", "1.0.0", "1.0.1"])
  }

  @Test(arguments: ["", "1", "1.0", "1.0.x", "1.0.0.0", "1..0", "-1.0.0"])
  func whatIsNoVersionIsNone(text: String) { #expect(SentimentVersion(text) == nil) }

  /// There is one number: the changelog's newest heading has it too.
  @Test func theChangelogBeginsWithThisVersion() throws {
    let changelog = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../CHANGELOG.md").standardized
    let heading = try String(contentsOf: changelog, encoding: .utf8).split(separator: "\n")
      .first { $0.hasPrefix("## ") }
    #expect(try #require(heading).hasPrefix("## \(SentimentVersion.current)"))
  }
}
