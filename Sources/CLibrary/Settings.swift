import FoundationEssentials
import SentimentTextProcessing

/// Settings of a function as a JSON object.
protocol Settings: Decodable {
  associatedtype CodingKeys: CodingKey & CaseIterable
  init()
}

extension Settings {
  /// - Parameter json: NULL for the defaults.
  /// - Throws: `FileError` when it is no such object.
  static func read(_ json: UnsafePointer<CChar>?) throws -> Self {
    guard let json else { return Self() }
    let data = Data(String(cString: json).utf8)
    let known = Set(CodingKeys.allCases.map(\.stringValue))
    let names = known.sorted().joined(separator: ", ")
    do {
      let given = try JSONDecoder().decode(GivenKeys.self, from: data)
      if let unknown = given.names.first(where: { !known.contains($0) }) {
        throw error("there is no \"\(unknown)\"", names)
      }
      return try JSONDecoder().decode(Self.self, from: data)
    } catch let error as FileError {
      throw error
    } catch DecodingError.typeMismatch(_, let context), DecodingError.dataCorrupted(let context),
      DecodingError.valueNotFound(_, let context)
    {
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw error(path.isEmpty ? "they are no JSON object" : "\"\(path)\" has no such value", names)
    }
  }

  private static func error(_ problem: String, _ names: String) -> FileError {
    FileError(
      .invalidSetting, file: "the settings", problem: problem, remedy: "they may have \(names)")
  }
}

/// The keys of a JSON object.
private struct GivenKeys: Decodable {
  let names: [String]

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    names = try decoder.container(keyedBy: Key.self).allKeys.map(\.stringValue)
  }
}

extension Int {
  /// A number of threads that a caller gave; 0 for as many as there are processors.
  ///
  /// - Throws: `FileError` when it can't be.
  static func threads(_ given: Int?) throws -> Int {
    guard let given, given != 0 else { return ProcessorCount.available }
    try SettingRange<Int>.threads.check(given, "threads")
    return given
  }
}
