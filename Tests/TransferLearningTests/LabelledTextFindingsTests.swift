import SentimentTextProcessing
import Testing

@testable import SentimentTransferLearning

struct LabelledTextFindingsTests {
  private func texts(_ texts: (String, String)...) -> [LabelledText] {
    texts.enumerated().map { LabelledText(label: $1.0, text: $1.1, line: $0 + 1) }
  }

  @Test func thinLabelsAreNamed() throws {
    let findings = try LabelledTextFindings(
      texts(
        ("positive", "lovely soup"), ("positive", "good bread"), ("postive", "nice tea"),
        ("negative", "cold soup"), ("negative", "bad bread"), ("other", "a table"),
        ("other", "A table!")))
    #expect(
      findings.thinLabels == [
        .init(label: "other", textCount: 2, line: 6, similar: nil),
        .init(label: "postive", textCount: 1, line: 3, similar: "positive"),
      ])
    #expect(findings.contradictions.isEmpty && findings.groups.copyCount == 1)
  }

  @Test func contradictionsAreNamed() throws {
    let findings = try LabelledTextFindings(
      texts(
        ("good", "Soup was warm"), ("bad", "soup was cold"), ("bad", "soup was warm."),
        ("good", "soup was warm"), ("bad", "warm was soup")))
    #expect(
      findings.contradictions == [
        Contradiction(
          text: "Soup was warm",
          labels: [.init(label: "good", count: 2, line: 1), .init(label: "bad", count: 1, line: 3)])
      ])
  }
}
