import ArgumentParser
import SentimentPlatform
import SentimentTextProcessing
import SentimentTransferLearning

/// A command of this program. Each says which files it reads and writes, so that one place sees to it
/// that no output replaces an input.
protocol FileCommand: ParsableCommand {
  var files: CommandFiles { get throws }
}

/// The files that a command reads and writes, as the user named them.
struct CommandFiles {
  /// Texts: files, folders, globs, or `-` for standard input.
  var texts: [String] = []
  /// Files of other kinds: models, vectors, lists of words. A built-in model's name is none.
  var inputs: [String] = []
  /// A file that is brought further on, which the first output may replace.
  var updated: String?
  /// Files; `-` is standard output.
  var outputs: [String] = []
  /// Whether the command's result goes to standard output.
  var printsResult = false

  /// Finds out whether the outputs are files that nothing is lost with.
  ///
  /// - Throws: `FileError` when an output is a file that is read, by whatever path, or when two outputs
  ///   are one file.
  func check() throws(FileError) {
    var written: [FileIdentity: String] = [:]
    for output in outputs + (printsResult ? ["-"] : []) {
      guard let file = FileIdentity(output, stream: STDOUT_FILENO) else { continue }
      if written.updateValue(output, forKey: file) != nil { throw Self.writtenTwice(output) }
    }
    if outputs.count(where: { $0 == "-" }) + (printsResult ? 1 : 0) > 1 {
      throw Self.writtenTwice("-")
    }
    guard !written.isEmpty else { return }
    for input in readFiles + (updated.map { [$0] } ?? []) {
      guard let file = FileIdentity(input, stream: STDIN_FILENO), let output = written[file],
        input != updated || output != outputs.first
      else { continue }
      throw FileError(
        .alreadyExists, file: Self.name(output), problem: "is read by this command",
        remedy: "write to another file")
    }
  }

  /// All files that are read. What isn't there is an error of its own when it is to be read.
  private var readFiles: [String] {
    let models = Set(SentimentModel.embeddedNames)
    let files = texts.flatMap { path -> [String] in
      let files = (try? CorpusSource(path: path).files()) ?? []
      return files.map { if case .file(let path) = $0.source { path } else { "-" } }
    }
    return files + inputs.filter { !models.contains($0) }
  }

  private static func writtenTwice(_ output: String) -> FileError {
    FileError(
      .alreadyExists, file: name(output), problem: "two outputs of this command go there",
      remedy: "name a file of its own for each")
  }

  private static func name(_ output: String) -> String {
    output == "-" ? "standard output" : output
  }
}
