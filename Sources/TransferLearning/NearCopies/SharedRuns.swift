/// Runs of words that stand in several texts (shingles; Broder 1997, "On the resemblance and
/// containment of documents").
struct SharedRuns {
  private let words: WordSequences
  private let texts: [Int]
  /// About how many texts have each run, by the run's hash: never fewer than do.
  private let counts: [UInt8]
  /// Of the runs that several texts have, in order: the run's hash and, in the lowest bits, the text.
  private let entries: [UInt64]

  /// So many halves of a word make a run: four words, or eight Chinese letters.
  private static let length = 8
  private static let textBits: UInt64 = 24
  private static let textMask: UInt64 = (1 << textBits) - 1
  /// Places of the table of counts for each run, so that few share one.
  private static let placesPerRun = 4
  private static let mostPlaces = 1 << 28
  /// So many of a text's runs, spread over it, name the texts that it may be a copy of.
  private static let probeCount = 16

  /// - Parameter texts: those to look at, in order.
  init(of words: WordSequences, _ texts: [Int]) {
    self.words = words
    // Of more texts, as many as the entries can name.
    let texts = Array(texts.prefix { UInt64($0) <= Self.textMask })
    let wordCount = texts.reduce(0) { $0 + words[$1].count }
    var size = 1024
    while size < min(Self.placesPerRun * wordCount, Self.mostPlaces) { size *= 2 }
    var counts = [UInt8](repeating: 0, count: size)
    var last = [Int32](repeating: -1, count: size)
    for text in texts {
      for run in Self.runs(of: text, in: words) {
        let place = Self.place(run.hash, of: size)
        guard last[place] != Int32(text) else { continue }
        last[place] = Int32(text)
        if counts[place] < .max { counts[place] += 1 }
      }
    }
    var entries: [UInt64] = []
    for text in texts {
      for run in Self.runs(of: text, in: words)
      where Self.isShared(counts[Self.place(run.hash, of: size)]) {
        entries.append(Self.key(run.hash, text))
      }
    }
    entries.sort()
    (self.texts, self.counts, self.entries) = (texts, counts, entries)
  }

  private static func place(_ hash: UInt64, of size: Int) -> Int { Int(hash & UInt64(size - 1)) }

  private static func key(_ hash: UInt64, _ text: Int) -> UInt64 {
    hash & ~textMask | UInt64(text)
  }

  /// Whether a few texts have a run.
  private static func isShared(_ count: UInt8) -> Bool {
    2...NearCopies.mostSharing ~= Int(count)
  }

  /// Whether so many texts have a run that it makes no copies.
  private static func isCommon(_ count: UInt8) -> Bool { Int(count) > NearCopies.mostSharing }

  /// About how many texts have a run.
  private func count(_ hash: UInt64) -> UInt8 { counts[Self.place(hash, of: counts.count)] }

  private static func runs(
    of text: Int, in words: WordSequences
  ) -> [(hash: UInt64, words: Range<Int>)] {
    var runs: [(hash: UInt64, words: Range<Int>)] = []
    let range = words[text]
    var (end, halves) = (range.lowerBound, 0)
    for start in range {
      while halves < length, end < range.upperBound {
        halves += words.halves(end)
        end += 1
      }
      guard halves >= length else { break }
      var hash: UInt64 = 0
      for word in start..<end { hash = (hash &+ words.hashes[word]).mixed }
      runs.append((hash, start..<end))
      halves -= words.halves(start)
    }
    return runs
  }

  /// The words of a text that stand in a run of some kind.
  private func covered(_ text: Int, by isMeant: (_ hash: UInt64) -> Bool) -> [Bool] {
    let range = words[text]
    var isCovered = [Bool](repeating: false, count: range.count)
    for run in Self.runs(of: text, in: words) where isMeant(run.hash) {
      for word in run.words { isCovered[word - range.lowerBound] = true }
    }
    return isCovered
  }

  /// The hashes of a text's words without those that stand together in many texts; all where too few
  /// would be left to tell it from others.
  func core(of text: Int) -> [UInt64] {
    let range = words[text]
    let isCommon = covered(text) { Self.isCommon(count($0)) }
    let left = zip(range, isCommon).lazy.filter { !$1 }.map(\.0)
    guard left.reduce(0, { $0 + words.halves($1) }) >= Self.length else {
      return Array(words.hashes[range])
    }
    return left.map { words.hashes[$0] }
  }

  /// Joins texts of which one has nearly all runs of the other.
  func join(in sets: inout DisjointSets) {
    for text in texts where mayBeCovered(text) {
      let isCommon = covered(text) { Self.isCommon(count($0)) }
      let relevant = zip(words[text], isCommon).reduce(0) {
        $0 + ($1.1 ? 0 : words.halves($1.0))
      }
      let needed = NearCopies.leastShare * Double(relevant)
      guard relevant >= Self.length,
        Double(halves(of: text, covered(text) { Self.isShared(count($0)) }, except: isCommon))
          >= needed
      else { continue }
      for other in candidates(for: text) where sets.first(of: other) != sets.first(of: text) {
        let shared = covered(text) { Self.isShared(count($0)) && contains(Self.key($0, other)) }
        if Double(halves(of: text, shared, except: isCommon)) >= needed { sets.join(text, other) }
      }
    }
  }

  /// Whether so many of a text's runs are shared that they may cover enough of it: most texts have too
  /// few, which is soon seen.
  private func mayBeCovered(_ text: Int) -> Bool {
    var (shared, common) = (0, 0)
    for run in Self.runs(of: text, in: words) {
      let count = count(run.hash)
      if Self.isShared(count) { shared += 1 } else if Self.isCommon(count) { common += 1 }
    }
    guard shared > 0 else { return false }
    let halves = words[text].reduce(0) { $0 + words.halves($1) }
    // A run has at most one half more than is asked for.
    let longest = Self.length + 1
    return Double(shared * longest) >= NearCopies.leastShare * Double(halves - common * longest)
  }

  private func halves(of text: Int, _ isCovered: [Bool], except isCommon: [Bool]) -> Int {
    zip(words[text], zip(isCovered, isCommon)).reduce(0) {
      $0 + ($1.1.0 && !$1.1.1 ? words.halves($1.0) : 0)
    }
  }

  /// The other texts that have some of a text's runs, in order.
  private func candidates(for text: Int) -> [Int] {
    let runs = Self.runs(of: text, in: words).map(\.hash).filter { Self.isShared(count($0)) }
    let probes = min(runs.count, Self.probeCount)
    var found = Set<Int>()
    for probe in 0..<probes {
      let hash = runs[probe * runs.count / probes]
      var place = lowerBound(Self.key(hash, 0))
      while place < entries.count, entries[place] & ~Self.textMask == hash & ~Self.textMask {
        found.insert(Int(entries[place] & Self.textMask))
        place += 1
      }
    }
    found.remove(text)
    return found.sorted()
  }

  private func contains(_ key: UInt64) -> Bool {
    let place = lowerBound(key)
    return place < entries.count && entries[place] == key
  }

  /// The place of the first entry that isn't smaller.
  private func lowerBound(_ key: UInt64) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
