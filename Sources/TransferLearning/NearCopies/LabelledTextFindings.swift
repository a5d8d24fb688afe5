import SentimentTextProcessing

/// What a person should know of labelled texts, whatever is learned from them.
package struct LabelledTextFindings: Sendable {
  /// A label that has one text, or copies of one text alone, so that nothing can be held out of it.
  package struct ThinLabel: Sendable, Equatable {
    package let label: String
    package let textCount: Int
    /// Of the first.
    package let line: Int
    /// A label with more texts that is spelled nearly like it.
    package let similar: String?
  }

  package let groups: TextGroups
  /// How many texts each label has, copies counted once.
  let labelCounts: [String: Int]
  package let thinLabels: [ThinLabel]
  /// Texts that stand there with several labels.
  package let contradictions: [Contradiction]

  /// Whether either of two labels begins with the other.
  private static func begins(_ label: String, _ other: String) -> Bool {
    let (label, other) = (label.lowercased(), other.lowercased())
    return min(label.count, other.count) >= shortestBeginning
      && (label.hasPrefix(other) || other.hasPrefix(label))
  }

  /// Fewer letters begin words that have nothing else in common.
  private static let shortestBeginning = 3

  /// - Throws: `TokenizerError` when ICU's data can't be loaded.
  package init(_ texts: [LabelledText]) throws {
    let words = try WordSequences(texts.lazy.map(\.text))
    groups = TextGroups(nearCopiesIn: words)
    contradictions = Contradiction.all(of: texts, by: TextGroups(sameWordsIn: words))
    var labelGroups: [String: Set<Int>] = [:]
    for (text, group) in zip(texts, groups.numbers) {
      labelGroups[text.label, default: []].insert(group)
    }
    labelCounts = labelGroups.mapValues(\.count)
    let thin = Set(labelGroups.filter { $0.value.count == 1 }.keys)
    let others = labelGroups.keys.filter { !thin.contains($0) }.sorted()
    thinLabels = thin.sorted().map { label in
      let own = texts.filter { $0.label == label }
      return ThinLabel(
        label: label, textCount: own.count, line: own[0].line,
        similar: others.nearest(to: label) ?? others.first { Self.begins($0, label) })
    }
  }
}

/// A text that stands there with several labels.
public struct Contradiction: Sendable, Codable, Equatable {
  /// A label that the text has.
  public struct Label: Sendable, Codable, Equatable {
    public let label: String
    /// How often it has it.
    public let count: Int
    /// Of the first time.
    public let line: Int
  }

  public let text: String
  /// In the order in which they come.
  public let labels: [Label]

  static func all(of texts: [LabelledText], by groups: TextGroups) -> [Contradiction] {
    var members = [[Int]](repeating: [], count: groups.count)
    for (place, group) in groups.numbers.enumerated() { members[group].append(place) }
    return members.compactMap { members in
      guard members.contains(where: { texts[$0].label != texts[members[0]].label }) else {
        return nil
      }
      var labels: [String] = []
      for place in members where !labels.contains(texts[place].label) {
        labels.append(texts[place].label)
      }
      return Contradiction(
        text: texts[members[0]].text,
        labels: labels.map { label in
          let own = members.filter { texts[$0].label == label }
          return Label(label: label, count: own.count, line: texts[own[0]].line)
        })
    }
  }
}
