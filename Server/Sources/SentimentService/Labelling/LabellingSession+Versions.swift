import FoundationEssentials
import SentimentPlatform

extension LabellingSession {
  /// The model that answers now, as the file that `classify --model` and `serve --model` take.
  ///
  /// - Throws: `FileError` when it can't be written for a moment beside the versions.
  func fileOfLiveModel() throws -> [UInt8] {
    let path = versions.pathForTaking
    defer { unlink(path) }
    try live.current.write(to: path)
    return [UInt8](try Data(contentsOf: URL(filePath: path)))
  }

  /// Removes a version with its file.
  ///
  /// - Throws: `Refusal` when there is no such version, or it is in use.
  func remove(version: Int64) throws {
    guard version != state.version else {
      throw Refusal.conflict("version \(version) is in use; let another one answer first")
    }
    try store.removeVersion(version)
    try versions.remove(version)
  }
}
