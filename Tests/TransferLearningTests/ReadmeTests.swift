import Foundation
import Testing

/// The program in the README is one of the examples, which are built and run.
struct ReadmeTests {
  @Test func theReadmesProgramIsTheExample() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    func text(_ path: String) throws -> String {
      try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }
    let program = try text("Examples/Sources/ReadmeExample/main.swift")
    #expect(try text("README.md").contains("```swift\n\(program)```\n"))
  }
}
