import Foundation
import Testing

/// Labels that are hardly meant.
struct LabelSurveyTests {
  private let reading: ReadTexts

  init() throws { reading = try ReadTexts() }

  /// White space and invisible characters don't make labels differ.
  @Test(arguments: [
    "\u{A0}", "\u{3000}", "\u{200B}", "\u{200E}", "\u{AD}", "\u{FEFF}", " ", "\u{2060}",
  ])
  func labelsThatLookAlikeAreOne(odd: String) throws {
    try reading.expect(
      "4 texts: neg 50 %, pos 50 %",
      of: "pos\tlovely soup\npos\(odd)\ttasty pizza\nneg\tcold soup\n\(odd)neg\tbad pizza\n",
      "a.tsv")
    try reading.expect(
      "4 texts: neg 50 %, very good 50 %",
      of:
        "text,label\nlovely soup,very good\ntasty pizza,very \(odd)good\ncold soup,neg\nbad,neg\n",
      "a.csv")
  }

  @Test func labelsThatDifferInCaseAreNamed() throws {
    try reading.expect(
      "3 texts: Billing 33 %, billing 33 %, other 33 %",
      of: "Billing\tlovely soup\nbilling\tbread\nother\tcold soup\n", "a.tsv",
      saying: [
        "warning: the labels \"Billing\" (1) and \"billing\" (1) differ in case alone; if they mean the"
          + " same, write them alike"
      ])
  }

  @Test func swappedColumnsAreRefused() throws {
    for name in ["a.tsv", "a.txt"] {
      try reading.expectRefusal(
        of: Data("lovely soup\tpos\ncold soup\tneg\ntasty pizza\tpos\n".utf8), name,
        "text and label look swapped")
    }
    try reading.expect(
      "3 texts: neg 33 %, pos 67 %",
      of: "lovely soup\tpos\ncold soup\tneg\ntasty pizza\tpos\n", "b.tsv",
      ["--text-field", "1", "--label-field", "2"])
  }

  @Test func idsAreNoLabels() throws {
    let records = (0..<30).map { "id\($0)\tthe soup number \($0) was warm\n" }.joined()
    try reading.expectRefusal(
      of: Data(records.utf8), "a.tsv", "nearly every text has a label of its own, such as \"id0\"")
    let few = records.split(separator: "\n").prefix(6).joined(separator: "\n")
    let outcome = try reading.train(Data(few.utf8), "b.tsv")
    expectSuccess(outcome)
    #expect(outcome.errors.contains("warning: nearly every text has a label of its own"))
  }

  @Test func aHeaderIsNoText() throws {
    try reading.expect(
      "2 texts: neg 50 %, pos 50 %",
      of: "sentiment\treview_text\npos\tlovely soup\nneg\tcold soup\n", "a.tsv",
      saying: ["with the text in \"review_text\", the column beside the label"])
    try reading.expectRefusal(
      of: Data("id\tsentiment\tremark\n1\tpos\tlovely soup\n2\tneg\tcold soup\n".utf8), "b.tsv",
      line: 1, "no field with a usual name for the text; the fields are \"id\", \"sentiment\"")
    try reading.expect(
      "5 texts: neg 40 %, pos 40 %, topic 20 %",
      of: "topic\tremark\npos\tlovely soup\nneg\tcold soup\npos\tbread\nneg\tstale\n", "c.tsv",
      saying: ["warning: the first line may be a header: no other text has its label \"topic\""])
    // A label may be called so.
    try reading.expect(
      "3 texts: review 67 %, target 33 %",
      of: "review\tlovely soup\nreview\tcold soup\ntarget\ta stadium\n", "d.tsv")
  }
}
