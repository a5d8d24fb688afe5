import SentimentTextProcessing

/// The version of the program that wrote a file, in the file's metadata. Files of before version 0.9
/// don't have it.
package enum ProgramVersion {
  package static let key = "program_version"
  package static let current = SentimentVersion.current.description

  /// What is wrong with a file, if not that a newer version wrote it, which may have put into it what
  /// looks like damage to this one.
  package static func explaining(_ error: FileError, in file: Safetensors) -> FileError {
    guard error.kind == .damaged, let version = file.metadata[key].flatMap(SentimentVersion.init),
      version > .current
    else { return error }
    return newer(file, "version \(version) of the program made it, this is \(current)")
  }

  /// What messages call the program that wrote a file.
  package static func writer(of file: Safetensors) -> String {
    file.metadata[key].map { "version \($0) of this program" } ?? "another version of this program"
  }

  package static func newer(_ file: Safetensors, _ problem: String) -> FileError {
    newer(file.file.path, problem)
  }

  package static func newer(_ path: String, _ problem: String) -> FileError {
    FileError(
      .newerVersion, file: path, problem: problem,
      remedy: "use the version of the program that wrote it, or a newer one; this is version"
        + " \(current)")
  }
}
