import Foundation
import Testing

/// `sentiment classify` over many texts, by several threads.
struct ClassifyManyTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private static let texts = [
    "It was great", "It was really stupid.", "", "xyzzy", "真好看", "café \u{0} great\tfilm", "a b c",
    String(repeating: "a wonderful, moving story ", count: 40),
  ]

  private func write(lines count: Int) throws -> String {
    let lines = (0..<count).map { Self.texts[$0 * $0 % 97 % Self.texts.count] + " \($0)" }
    return try folder.write(lines.joined(separator: "\n") + "\n", "texts-\(count).txt")
  }

  @Test(arguments: [[], ["--json"], ["--explain"]])
  func theAnswersDoNotDependOnThreads(flags: [String]) throws {
    let file = try write(lines: 6_000)
    let one = try Program.run(["classify", "--input", file, "--threads", "1"] + flags)
    expectSuccess(one)
    #expect(one.lines.count >= 6_000)
    for threads in ["2", "7"] {
      let several = try Program.run(["classify", "--input", file, "--threads", threads] + flags)
      #expect(several.outputData == one.outputData)
    }
    let piped = try Program.run(
      ["classify", "--threads", "3"] + flags,
      input: try Data(contentsOf: URL(fileURLWithPath: file)))
    #expect(piped.output.replacing("\"standard input\"", with: "\"\(file)\"") == one.output)
  }

  /// The probability on a line is that of `--json`, rounded as `printf` does it; the text is whole.
  @Test func linesSayWhatJSONSays() throws {
    let words = ["great", "stupid", "film", "boring", "wonderful", "xyzzy", "I", "3.14", "don't"]
    let texts = (0..<2_000).map { text in
      (0...text % 11).map { words[(text + 3 * $0 * $0) % words.count] }.joined(separator: " ")
    }
    let file = try folder.write(texts.joined(separator: "\n"), "words.txt")
    let command = ["classify", "--model", "movie-reviews-en", "--input", file]
    let lines = try Program.run(command)
    let objects = try Program.run(command + ["--json"])
    expectSuccess(lines)
    #expect(lines.lines.count == texts.count)
    for (line, object) in zip(lines.lines, objects.lines) {
      let answer = try #require(
        try JSONSerialization.jsonObject(with: Data(object.utf8)) as? [String: Any])
      let fields = line.split(separator: "\t").map(String.init)
      #expect(fields[0] == answer["label"] as? String)
      #expect(fields[1] == String(format: "%.3f", try #require(answer["probability"] as? Double)))
      #expect(fields[2] == answer["text"] as? String)
    }
  }

  @Test func explainNamesTheWordsBelowTheText() throws {
    let outcome = try Program.run("classify", "--explain", "It was great, not stupid, xyzzy")
    expectSuccess(outcome)
    #expect(outcome.lines.first?.hasSuffix("\tIt was great, not stupid, xyzzy") == true)
    #expect(outcome.lines.contains { $0.hasPrefix("  +") })
    #expect(outcome.lines.contains { $0.hasPrefix("  −") })
    #expect(outcome.lines.last == "  unknown  xyzzy")
  }

  /// Peak memory over a file of many times the size, by the kernel; the long one is over 60 MB.
  @Test func memoryDoesNotGrowWithTheInput() throws {
    let short = try write(lines: 2_000)
    let long = folder.path("long.txt")
    let outcome = try Program.shell(
      """
      for i in $(seq 150); do cat '\(short)'; done > '\(long)'
      measure() { /usr/bin/env python3 -c '
      import os, subprocess, sys
      subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
      import resource
      print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$@"; }
      measure "$PROGRAM" classify --model movie-reviews-en --threads 2 --input '\(short)'
      measure "$PROGRAM" classify --model movie-reviews-en --threads 2 --input '\(long)'
      """)
    expectSuccess(outcome)
    let peaks = outcome.lines.compactMap { Int($0) }
    try #require(peaks.count == 2)
    // A few batches a thread, and what the allocator keeps; the file is larger.
    #expect(peaks[1] < peaks[0] + 24 << 10, "\(peaks) KB")
  }
}
