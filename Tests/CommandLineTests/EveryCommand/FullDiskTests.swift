import Foundation
import Testing

/// Disks that are full, or fill up, and folders that vanish while training goes on.
struct FullDiskTests {
  private let folder: ScratchFolder
  private let corpus: String

  init() throws {
    folder = try ScratchFolder()
    corpus = try folder.write(Texts.topicCorpus, "corpus.txt")
  }

  private func settings(epochs: Int = 3_000) -> [String] {
    [
      "train-embeddings", corpus, "--epochs", "\(epochs)", "--dimension", "100", "--subsample", "0",
    ]
  }

  private func undisturbed() throws -> Data {
    expectSuccess(try Program.run(settings() + ["--output", folder.path("undisturbed")]))
    return try folder.data("undisturbed")
  }

  /// The last line's file that keeps what was trained, after a refusal that names it.
  private func keptFile(_ outcome: Outcome, naming file: String) throws -> String {
    expectRefusal(outcome, naming: file, "what was trained is kept in", afterProgress: true)
    let words = try #require(outcome.errorLines.last).split(separator: " ").map(String.init)
    let flag = try #require(words.firstIndex(of: "--resume"))
    return words[flag + 1]
  }

  @Test(arguments: [true, false])
  func aLostFolderLosesNothing(keepsCheckpoints: Bool) throws {
    let expected = try undisturbed()
    let lost = try folder.makeFolder("lost")
    let temporary = try folder.makeFolder("temporary")
    let program = try Program.start(
      settings() + ["--output", "\(lost)/vectors"]
        + (keepsCheckpoints ? ["--checkpoint", folder.path("checkpoint")] : []),
      environment: ["TMPDIR": temporary])
    try program.waitForMessage("vocabulary ")
    try FileManager.default.removeItem(atPath: lost)
    let kept = try keptFile(try program.finish(), naming: lost)
    #expect(kept.hasPrefix(keepsCheckpoints ? folder.path("checkpoint") : temporary))
    let output = folder.path("vectors")
    expectSuccess(try Program.run("train-embeddings", "--resume", kept, "--output", output))
    #expect(try folder.data("vectors") == expected)
    #expect(!FileManager.default.fileExists(atPath: kept))
  }

  /// The limit of `ulimit -f`, which needs no rights, stands for a disk's end.
  @Test func aFileThatCannotHoldTheVectorsIsFoundBeforeTraining() throws {
    for arguments in ["--output vectors", "--output /dev/null --checkpoint checkpoint"] {
      let outcome = try Program.shell(
        "ulimit -f 8; exec \"$PROGRAM\" train-embeddings corpus.txt --dimension 1000 \(arguments)",
        in: folder.url.path)
      expectRefusal(
        outcome, naming: arguments.contains("null") ? "checkpoint" : "vectors",
        "raise the limit (ulimit -f)", afterProgress: true)
      #expect(!outcome.errors.contains("training"))
      #expect(folder.names == ["corpus.txt"])
    }
  }

  @Test(.enabled(if: Disk.canBeMade, "only root can make a small disk"))
  func aDiskThatIsTooSmallIsFoundBeforeTraining() throws {
    let disk = try Disk(path: try folder.makeFolder("disk"), kilobytes: 64)
    let outcome = try Program.run(
      ["train-embeddings", corpus, "--dimension", "1000", "--output", "\(disk.path)/vectors"])
    expectRefusal(
      outcome, naming: "\(disk.path)/vectors", "no space left", afterProgress: true)
    #expect(!outcome.errors.contains("training"))
  }

  @Test(.enabled(if: Disk.canBeMade, "only root can make a small disk"))
  func aDiskThatFillsUpKeepsTheLastCheckpoint() throws {
    let expected = try undisturbed()
    let disk = try Disk(path: try folder.makeFolder("disk"), kilobytes: 512)
    let checkpoint = "\(disk.path)/checkpoint"
    let program = try Program.start(
      settings() + [
        "--output", folder.path("vectors"), "--checkpoint", checkpoint, "--checkpoint-every", "0",
      ])
    while !FileManager.default.fileExists(atPath: checkpoint) { usleep(1_000) }
    try disk.fill()
    try program.waitForMessage("warning: no checkpoint: \(checkpoint): no space left on the device")
    program.send(SIGKILL)
    _ = try program.finish()
    try disk.empty()
    expectSuccess(try Program.run("train-embeddings", "--resume", checkpoint))
    #expect(try folder.data("vectors") == expected)
  }
}

/// A file system of a given size, in memory.
private final class Disk {
  let path: String

  static let canBeMade: Bool = {
    guard getuid() == 0, let folder = try? ScratchFolder(),
      let disk = try? Disk(path: folder.url.path, kilobytes: 64)
    else { return false }
    return disk.path == folder.url.path
  }()

  init(path: String, kilobytes: Int) throws {
    let outcome = try Program.shell("mount -t tmpfs -o size=\(kilobytes)k tmpfs '\(path)'")
    try #require(outcome.status == 0, "\(outcome.errors)")
    self.path = path
  }

  deinit { _ = try? Program.shell("umount '\(path)'") }

  func fill() throws { _ = try Program.shell("cat /dev/zero > '\(path)/filler'") }
  func empty() throws { try FileManager.default.removeItem(atPath: "\(path)/filler") }
}
