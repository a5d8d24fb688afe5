import Foundation
import SentimentTextProcessing
import SentimentTransferLearning
import Synchronization
import Testing

/// Many texts by several threads: the results stand in the order of the texts.
struct TextPipelineTests {
  private func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result
  {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "sentiment-lines-\(UUID().uuidString)")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
  }

  private struct Refusal: Error, Equatable { let line: String }

  /// The lines in upper case, by workers that take their time now and then.
  private func run(_ path: String, threads: Int, refusing refused: String? = nil) throws -> String {
    final class Output { var bytes: [UInt8] = [] }
    let output = Output()
    do {
      _ = try TextPipeline(threads: threads).run(
        reading: [CorpusSource(path: path)], options: ReadingOptions()
      ) {
        { line, result in
          let text = line.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
          if text.hasSuffix("7") { usleep(20) }
          if text == refused { throw Refusal(line: text) }
          result += "\(text.uppercased())\n".utf8
        }
      } take: {
        output.bytes += $0.output
      }
    } catch let refusal as Refusal {
      #expect(refusal.line == refused)
      output.bytes += Array("refused\n".utf8)
    }
    return String(decoding: output.bytes, as: UTF8.self)
  }

  private static let lines = (0..<40_000).map { "line \($0) of some text, long enough to fill" }

  @Test(arguments: [1, 2, 3, 8])
  func theOrderIsThatOfTheLines(threads: Int) throws {
    let text = Self.lines.joined(separator: "\n")
    let result = try withFile(text) { try run($0, threads: threads) }
    #expect(result == text.uppercased() + "\n")
  }

  /// What comes before the first line that fails is passed on by batches, and nothing after it.
  @Test(arguments: [1, 4])
  func theFirstFailureEndsTheWork(threads: Int) throws {
    let result = try withFile(Self.lines.joined(separator: "\n")) {
      try run($0, threads: threads, refusing: Self.lines[30_000])
    }
    let lines = result.split(separator: "\n")
    #expect(lines.last == "refused")
    #expect(lines.count > 1 && lines.count <= 30_001)
    #expect(
      lines.dropLast().elementsEqual(Self.lines.prefix(lines.count - 1).map { $0.uppercased() }) {
        $0 == $1
      })
  }

  @Test func anEmptyFileHasNoLines() throws {
    #expect(try withFile("") { try run($0, threads: 3) } == "")
  }
}
