import Foundation
import Testing

/// `sentiment serve`: what it refuses before it serves. scripts/test-server asks it over HTTP.
struct ServeTests {
  @Test func helpIsTheServersOwn() throws {
    let outcome = try Program.run("serve", "--help")
    expectSuccess(outcome)
    #expect(outcome.output.contains("USAGE: sentiment serve"))
    for flag in ["--model", "--data", "--host", "--port", "--token", "--log-level"] {
      #expect(outcome.output.contains("  \(flag) "), "\(flag)")
    }
  }

  @Test(arguments: [
    (["--host", "0.0.0.0"], "give a --token"), (["--host", "::"], "give a --token"),
    (["--token", "short"], "16 or more"), (["--port", "65536"], "0 to 65535"),
    (["--host", "0.0.0.0", "--token", "0123456789 abcdef"], "16 or more"),
  ])
  func whatIsNotSafeIsRefused(arguments: [String], problem: String) throws {
    let outcome = try Program.run(["serve"] + arguments)
    #expect(outcome.status == 64 && outcome.errors.contains(problem), "\(outcome.errors)")
    #expect(outcome.outputData.isEmpty)
  }

  @Test func aFolderThatCannotBeIsNamed() throws {
    let folder = try ScratchFolder()
    let file = try folder.write("", "file")
    expectRefusal(try Program.run("serve", "--data", "\(file)/data"), naming: "\(file)/data")
    expectRefusal(
      try Program.run("serve", "--data", folder.path("data"), "--model", "absent"),
      naming: "absent", "no such file")
  }

  @Test func aProgramAloneSaysWhatToBuild() throws {
    let folder = try ScratchFolder()
    let path = folder.path("sentiment")
    try FileManager.default.copyItem(atPath: Program.path, toPath: path)
    let outcome = try RunningProgram(
      path, ["serve"], input: Data(), environment: [:], folder: nil
    ).finish()
    expectRefusal(outcome, naming: "\(folder.path("sentiment"))-server", "no such file")
  }
}
