import Foundation
import Testing

/// Outputs that can't be written: nothing half-written is left, and an older file stays.
struct BadOutputTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// Runs each command that writes a file; the folder must stay as it is.
  private func expectRefusals(
    _ output: String, naming file: String? = nil, _ problem: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let vectors = try folder.write(try Files.shared.get().vectors, "vectors")
    let before = folder.names
    for arguments in [
      ["train-embeddings", "--epochs", "1"],
      ["train-classifier", Texts.labelledReviews, "--embeddings", vectors],
    ] {
      let outcome = try Program.run(arguments + ["--output", output])
      expectRefusal(
        outcome, naming: file ?? output, problem, afterProgress: true,
        sourceLocation: sourceLocation)
      #expect(folder.names == before, sourceLocation: sourceLocation)
    }
  }

  @Test func missingFolders() throws {
    try expectRefusals(
      folder.path("missing/output"), naming: folder.path("missing"), "no such file or directory")
    expectRefusal(
      try Program.run("experiment", "--seeds", "1", "--output", folder.path("missing/results")),
      naming: folder.path("missing/results"), "no such file or directory")
  }

  @Test func foldersInsteadOfFiles() throws {
    let path = try folder.makeFolder("folder")
    try expectRefusals(path, "is a directory; name a file in it")
  }

  @Test func filesInsteadOfFolders() throws {
    let path = try folder.write("", "file")
    try expectRefusals("\(path)/output", "a part of the path is no directory")
    let outcome = try Program.run("experiment", "--seeds", "1", "--output", path)
    expectRefusal(outcome, naming: "\(path)/file", "a part of the path is no directory")
  }

  @Test func namesThatNoFileCanHave() throws {
    try expectRefusals("", naming: "output", "its name is empty")
    try expectRefusals(folder.path(String(repeating: "x", count: 256)), "the path is too long")
  }

  @Test func theLongestNameIsNoProblem() throws {
    let name = String(repeating: "x", count: 255)
    expectSuccess(try Program.run("train-embeddings", "--output", folder.path(name)))
    #expect(folder.names == [name])
  }

  @Test(.enabled(if: getuid() != 0, "root may write into every folder"))
  func foldersThatCannotBeWrittenInto() throws {
    let path = try folder.makeFolder("folder")
    chmod(path, 0o555)
    defer { chmod(path, 0o755) }
    try expectRefusals("\(path)/output", naming: path, "permission denied")
  }

  /// The output is looked at before work is spent on it.
  @Test func badOutputsAreFoundBeforeTraining() throws {
    let outcome = try Program.run("train-embeddings", "--output", folder.path("missing/output"))
    expectRefusal(outcome, naming: folder.path("missing"))
  }

  @Test func fullDevices() throws {
    try expectRefusals("/dev/full", "no space left on the device")
    for arguments in ["classify 'It was great'", "experiment --seeds 1"] {
      let outcome = try Program.shell("exec \"$PROGRAM\" \(arguments) > /dev/full")
      #expect(outcome.status == 1)
      #expect(
        outcome.errorLines.last
          == "Error: standard output: no space left on the device; make room or name a file "
          + "elsewhere")
    }
  }

  @Test func aFailedWriteLeavesTheOlderFile() throws {
    let vectors = try Files.shared.get().vectors
    try folder.write(vectors, "vectors")
    let before = folder.names
    // 8 blocks are 4 or 8 KB, less than the file needs; without the signal the write itself fails.
    let outcome = try Program.shell(
      """
      trap '' XFSZ
      ulimit -f 8
      exec "$PROGRAM" train-embeddings --seed 2 --output vectors
      """, in: folder.url.path)
    expectRefusal(outcome, naming: "vectors", "raise the limit (ulimit -f)", afterProgress: true)
    #expect(try folder.data("vectors") == vectors)
    #expect(folder.names == before)
  }

  @Test func aPipeIsWrittenToDirectly() throws {
    let outcome = try Program.shell(
      #""$PROGRAM" train-embeddings --format word2vec-text --output /dev/stdout | cat"#)
    #expect(try Word2VecFile(text: outcome.output).words.contains("great"))
  }

  /// `/dev/stdout` is a link, here to a file; it is the file that is written.
  @Test func standardOutputIsNotReplaced() throws {
    let link = try FileManager.default.destinationOfSymbolicLink(atPath: "/dev/stdout")
    expectSuccess(
      try Program.shell(
        #"exec "$PROGRAM" train-embeddings --output /dev/stdout > vectors"#, in: folder.url.path))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "/dev/stdout") == link)
    #expect(try SafetensorsFile(path: folder.path("vectors")).words.contains("great"))
    #expect(folder.names == ["vectors"])
  }
}
