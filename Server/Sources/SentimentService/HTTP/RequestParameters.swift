import Hummingbird

extension Request {
  var query: Query { Query(uri.query ?? "") }

  /// A whole number in the query.
  ///
  /// - Throws: `Problem` when it is no number in the range.
  func number(_ name: String, default value: Int, in range: ClosedRange<Int>) throws(Problem) -> Int
  {
    guard let text = query[name] else { return value }
    guard let number = Int(text), range.contains(number) else {
      throw .invalid("\(name) may be \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A probability in the query.
  ///
  /// - Throws: `Problem` when it is none.
  func probability(_ name: String) throws(Problem) -> Double? {
    guard let text = query[name] else { return nil }
    guard let number = Double(text), number > 0, number <= 1 else {
      throw .invalid("\(name) may be more than 0, up to 1")
    }
    return number
  }

  /// Yes or no in the query; no where it isn't given.
  ///
  /// - Throws: `Problem` when it is neither.
  func flag(_ name: String) throws(Problem) -> Bool {
    switch query[name] {
    case nil, "false": return false
    case "true": return true
    default: throw .invalid("\(name) may be true or false")
    }
  }
}

extension ServiceContext {
  /// The id in the address.
  ///
  /// - Throws: `Problem` when it is no number.
  func id() throws(Problem) -> Int64 {
    guard let text = parameters.get("id"), let id = Int64(text), id >= 0 else {
      throw .notFound("an id is a number; there is nothing at this address")
    }
    return id
  }
}
