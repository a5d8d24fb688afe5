import Foundation
import Testing

/// The server's commands where there is no server; Tests/Peers/test-server tests it.
struct ServeTests {
  @Test(arguments: [["serve"], ["backup", "folder", "file"], ["restore", "file", "folder"]])
  func aProgramAloneSaysWhatToBuild(arguments: [String]) throws {
    let folder = try ScratchFolder()
    let path = folder.path("sentiment")
    try FileManager.default.copyItem(atPath: Program.path, toPath: path)
    let outcome = try RunningProgram(
      path, arguments, input: Data(), environment: [:], folder: nil
    ).finish()
    expectRefusal(outcome, naming: "\(path)-server", "no such file")
    #expect(outcome.errors.contains("scripts/serve"))
  }
}
