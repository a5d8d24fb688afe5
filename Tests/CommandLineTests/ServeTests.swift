import Testing

/// The server's commands where there is no server; Tests/Peers/test-server tests it.
struct ServeTests {
  @Test(arguments: [
    ["serve"], ["serve", "--port", "8080"], ["backup", "folder", "file"],
    ["restore", "file", "folder"],
  ])
  func aProgramWithoutAServerSaysWhatToBuild(arguments: [String]) throws {
    let outcome = try Program.run(arguments)
    expectRefusal(outcome, naming: arguments[0], "built without the server")
    #expect(outcome.errors.contains("scripts/serve"))
  }
}
