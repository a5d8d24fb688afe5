/// Where unlabelled text comes from: one document a line.
public enum CorpusSource: Sendable {
  /// A file by its path.
  case file(String)
  case standardInput
  /// Text that is in memory already, under a name that messages can use.
  case memory(name: String, text: [UInt8])

  /// What messages and the model's metadata call it.
  public var name: String {
    switch self {
    case .file(let path): path
    case .standardInput: "standard input"
    case .memory(let name, _): name
    }
  }
}
