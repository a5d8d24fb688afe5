import Foundation
import Testing

/// `sentiment serve` where there is no server; Tests/Peers/test-server tests the server.
struct ServeTests {
  @Test func aProgramAloneSaysWhatToBuild() throws {
    let folder = try ScratchFolder()
    let path = folder.path("sentiment")
    try FileManager.default.copyItem(atPath: Program.path, toPath: path)
    let outcome = try RunningProgram(
      path, ["serve"], input: Data(), environment: [:], folder: nil
    ).finish()
    expectRefusal(outcome, naming: "\(path)-server", "no such file")
    #expect(outcome.errors.contains("scripts/serve"))
  }
}
