import ArgumentParser
import FoundationEssentials
import SentimentTextProcessing
import SentimentTransferLearning

// What a shell completes, where it is neither a file alone nor one of a few words.
extension CompletionKind {
  /// A file, or a built-in model's name.
  public static var modelOrFile: CompletionKind {
    .custom { _, _, prefix in
      SentimentModel.embeddedNames.filter { $0.hasPrefix(prefix) } + files(beginningWith: prefix)
    }
  }

  /// A label of the labelled files that stand before it.
  static var labelOfGivenTexts: CompletionKind {
    .custom { arguments, _, prefix in
      labels(inFiles: arguments.dropFirst()).filter { $0.hasPrefix(prefix) }
    }
  }

  /// So many records of a file show its labels.
  private static let readRecords = 1_000

  private static func labels(inFiles paths: some Sequence<String>) -> [String] {
    var labels: Set<String> = []
    for path in paths {
      var isFolder = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder,
        var reader = try? DocumentReader(
          .file(path), options: ReadingOptions(), isLabelled: true)
      else { continue }
      for _ in 0..<readRecords {
        guard let document = try? reader.next() else { break }
        if let label = document.label { labels.insert(label) }
      }
    }
    return labels.sorted()
  }

  /// Files and folders, these with the "/" behind which one can go on.
  private static func files(beginningWith prefix: String) -> [String] {
    let end = prefix.lastIndex(of: "/").map { prefix.index(after: $0) } ?? prefix.startIndex
    let (folder, start) = (String(prefix[..<end]), prefix[end...])
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)
    return (names ?? []).filter { $0.hasPrefix(start) && ($0.first != "." || start.first == ".") }
      .sorted()
      .map { name in
        var isFolder = false
        _ = FileManager.default.fileExists(atPath: folder + name, isDirectory: &isFolder)
        return folder + name + (isFolder ? "/" : "")
      }
  }
}
