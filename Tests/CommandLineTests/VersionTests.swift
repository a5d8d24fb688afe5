import Foundation
import Testing

/// The program and what it writes say which version they are of.
struct VersionTests {
  @Test func theProgramAndItsFilesSayTheVersion() throws {
    let outcome = try Program.run("--version")
    expectSuccess(outcome)
    let version = try #require(outcome.lines.first)
    #expect(version.split(separator: ".").count == 3)
    let files = try Files.shared.get()
    for file in [files.vectors, files.model] {
      #expect(try SafetensorsFile(file).metadata["program_version"] == version)
    }
  }
}
