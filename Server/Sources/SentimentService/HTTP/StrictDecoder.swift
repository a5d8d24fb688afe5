/// A value in which every key is known: a mistyped one would be left out without a word.
struct Strict<Value: Decodable>: Decodable {
  let value: Value

  /// - Throws: `Problem` that names an unknown key; `DecodingError` that names a value that can't be used.
  init(from decoder: any Decoder) throws {
    value = try StrictDecoder(base: decoder).value(Value.self, at: [])
  }
}

/// Decodes as another decoder does, but refuses keys that the type doesn't have, at any depth.
private struct StrictDecoder: Decoder {
  let base: any Decoder

  var codingPath: [any CodingKey] { base.codingPath }
  var userInfo: [CodingUserInfoKey: Any] { base.userInfo }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    for key in try base.container(keyedBy: AnyKey.self).allKeys
    where Key(stringValue: key.stringValue) == nil {
      throw Problem.invalid(
        "\(codingPath.described) has \"\(key.stringValue)\", which isn't known here")
    }
    return KeyedDecodingContainer(StrictKeys(base: try base.container(keyedBy: type)))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    StrictList(base: try base.unkeyedContainer())
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    try base.singleValueContainer()
  }

  /// - Parameter path: of the value; a decoder doesn't always say it.
  func value<Value: Decodable>(_ type: Value.Type, at path: [any CodingKey]) throws -> Value {
    do {
      return try Value(from: self)
    } catch {
      guard !(error is DecodingError), !(error is Problem) else { throw error }
      // What the base throws for a number that is out of the type's range is its own.
      throw DecodingError.dataCorrupted(.init(codingPath: path, debugDescription: "\(error)"))
    }
  }

  private struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { return nil }
  }
}

private struct StrictKeys<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let base: KeyedDecodingContainer<Key>

  var codingPath: [any CodingKey] { base.codingPath }
  var allKeys: [Key] { base.allKeys }

  func contains(_ key: Key) -> Bool { base.contains(key) }
  func decodeNil(forKey key: Key) throws -> Bool { try base.decodeNil(forKey: key) }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    guard contains(key) else {
      throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: ""))
    }
    return try StrictDecoder(base: try base.superDecoder(forKey: key)).value(
      type, at: codingPath + [key])
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try superDecoder(forKey: key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try superDecoder(forKey: key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { StrictDecoder(base: try base.superDecoder()) }
  func superDecoder(forKey key: Key) throws -> any Decoder {
    StrictDecoder(base: try base.superDecoder(forKey: key))
  }
}

private struct StrictList: UnkeyedDecodingContainer {
  var base: any UnkeyedDecodingContainer

  var codingPath: [any CodingKey] { base.codingPath }
  var count: Int? { base.count }
  var isAtEnd: Bool { base.isAtEnd }
  var currentIndex: Int { base.currentIndex }

  mutating func decodeNil() throws -> Bool { try base.decodeNil() }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let decoder = StrictDecoder(base: try base.superDecoder())
    return try decoder.value(type, at: decoder.codingPath)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try superDecoder().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try superDecoder().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder {
    StrictDecoder(base: try base.superDecoder())
  }
}

extension [any CodingKey] {
  /// A value's place, as an error names it.
  var described: String {
    let keys = map { key in key.intValue.map { "[\($0)]" } ?? key.stringValue }
    return keys.isEmpty ? "the body" : "\"\(keys.joined(separator: "."))\""
  }
}
