/// Where text comes from.
public enum CorpusSource: Sendable {
  /// A file by its path; a folder, with all files in it; or a glob such as `reviews/*.txt.gz`.
  case file(String)
  case standardInput
  /// Text that is in memory already, under a name that messages can use.
  case memory(name: String, text: [UInt8])

  /// As a user says it: "-" is standard input.
  public init(path: String) {
    self = path == "-" ? .standardInput : .file(path)
  }

  /// What messages and the model's metadata call it.
  public var name: String {
    switch self {
    case .file(let path): path
    case .standardInput: "standard input"
    case .memory(let name, _): name
    }
  }
}
