/// The labels that a record gives its text, where a text may have any number of them.
enum LabelList {
  /// - Parameters:
  ///   - found: what stands in the record; one that is empty where there is nothing, none for an empty list.
  ///   - separator: what stands between two labels; `nil` where each is a label of its own.
  /// - Returns: the labels in order, each once; none where the record says so, by an empty list or a separator
  ///   alone; `nil` where it says nothing.
  static func labels(_ found: [String], separatedBy separator: String?) -> [String]? {
    guard found.isEmpty || found.contains(where: { !LabelName.normalized($0).isEmpty }) else {
      return nil
    }
    let parts = separator.map { separator in found.flatMap { $0.split(separator: separator) } }
    let names = parts.map { $0.map { LabelName.normalized(String($0)) } }
    return Set(names ?? found.map(LabelName.normalized)).subtracting([""]).sorted()
  }
}
