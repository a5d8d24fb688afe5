import FoundationEssentials

/// The text and the label of one JSON object.
struct JSONRecord: Decodable {
  /// What the values may be.
  enum Value {
    case missing
    case text(String)
    case other
  }

  /// The keys of the object.
  let keys: [String]
  let text: Value
  let label: Value

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Which keys to take: a decoder for each file.
  struct Fields: Sendable {
    let text: FieldNames
    let label: FieldNames
    static let key = CodingUserInfoKey(rawValue: "fields")!
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    guard let fields = decoder.userInfo[Fields.key] as? Fields else {
      preconditionFailure("the decoder knows the fields")
    }
    let all = container.allKeys
    // In the order of the alphabet, since that of a dictionary changes from run to run.
    let keys = all.map(\.stringValue).sorted()
    self.keys = keys
    func value(_ names: FieldNames) -> Value {
      guard let index = names.index(in: keys) else { return .missing }
      let key = Key(stringValue: keys[index])
      if (try? container.decodeNil(forKey: key)) ?? true { return .missing }
      if let text = try? container.decode(String.self, forKey: key) { return .text(text) }
      if let truth = try? container.decode(Bool.self, forKey: key) { return .text("\(truth)") }
      if let number = try? container.decode(Int.self, forKey: key) { return .text("\(number)") }
      if let number = try? container.decode(Double.self, forKey: key) { return .text("\(number)") }
      return .other
    }
    text = value(fields.text)
    label = value(fields.label)
  }
}
