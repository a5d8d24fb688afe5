import Foundation
import Testing

/// Names that are nearly right: what was probably meant is said.
struct UsageMistakeTests {
  @Test(arguments: [
    (["clasify", "x"], "Did you mean 'classify'?"), (["neighbours", "x"], "'neighbors'"),
    (["predict", "x"], "'classify'"), (["help", "nope"], "Unknown command 'nope'"),
    (["help", "evalaute"], "'evaluate'"), (["version"], "'--version'"),
    (["train-classifer", "x"], "'train-classifier'"),
    (["It was great"], "sentiment classify \"It was great\""),
    (["fit", "--labeled", "x"], "Did you mean '--labelled'?"),
    (["fit", "--unlabeled", "x", "-o", "y"], "Did you mean '--unlabelled'?"),
    (["train-embeddings", "--min_count", "3"], "Did you mean '--min-count'?"),
    (["classify", "-1 stars"], "sentiment classify -- \"-1 stars\""),
    (["train-embeddings", "-o", "x", "--epochs", "-3"], "--epochs takes 1 to 100000"),
    (["neighbors", "x", "--embeddings", "v", "-n", "-3"], "--count takes 1 to 1000000"),
    (["neighbors", "x", "--embeddings", "v", "-n-3"], "--count takes 1 to 1000000"),
    (["fit", "x", "-output", "y"], "Did you mean '--output'?"),
    (["classify", "x", "-model=film-reviews-en"], "Did you mean '--model'?"),
    (["train-embeddings", "--resume", "x", "-w5"], "Unknown option '-w5'"),
  ])
  func aMistakeIsNamed(arguments: [String], message: String) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(outcome.errors.contains("Usage: sentiment"), "\(outcome.errors)")
  }

  @Test func whatIsNotSimilarIsNotSuggested() throws {
    let outcome = try Program.run("fit", "--foo", "x", "-o", "y")
    #expect(outcome.errors.hasPrefix("Error: Unknown option '--foo'.\n"), "\(outcome.errors)")
  }

  @Test func aTextMayBeginWithAHyphen() throws {
    let outcome = try Program.run("classify", "--", "-1 stars, awful")
    expectSuccess(outcome)
    #expect(outcome.output.hasPrefix("negative\t"))
  }

  @Test func modelsAndLabelsAreSuggested() throws {
    let folder = try ScratchFolder()
    let texts = try folder.write("postive\tgreat\nnegative\tbad\n", "a.tsv")
    expectRefusal(
      try Program.run("evaluate", texts, "-m", "film-review-en"), naming: "film-review-en",
      "did you mean film-reviews-en?")
    expectRefusal(
      try Program.run("evaluate", texts, "-m", "film-reviews-en"), naming: "\(texts):1",
      "did you mean \"positive\"?")
    expectRefusal(
      try Program.run("classify", "x", "-m", "unheard-of"), naming: "unheard-of",
      "name a built-in model: general")
  }

  @Test func aFileForATextIsWarnedOf() throws {
    let folder = try ScratchFolder()
    let file = try folder.write("It was great\n", "two.txt")
    let outcome = try Program.run("classify", file)
    expectSuccess(outcome)
    #expect(outcome.errors.contains("warning: \"\(file)\" is a file"))
    #expect(outcome.errors.contains("sentiment classify --input \(file)"))
    let dash = try Program.run("classify", "-", input: "It was great\n")
    expectSuccess(dash)
    #expect(dash.output.hasPrefix("positive\t") && dash.lines.count == 1)
  }

  /// `fit FILE` is `fit --labelled FILE`, and so on.
  @Test func filesNeedNoFlag() throws {
    let folder = try ScratchFolder()
    let reviews = Texts.labelledReviews
    for output in [folder.path("a"), folder.path("b")] {
      expectSuccess(
        try Program.run(
          ["fit"]
            + (output.hasSuffix("a") ? [reviews, "-o"] : ["--labelled", reviews, "--output"])
            + [output]))
    }
    #expect(try folder.data("a") == folder.data("b"))
    let model = folder.path("a")
    for command in [["evaluate", "-m", model], ["diagnose"], ["suggest", "-n", "1", "-m", model]] {
      let flag = command[0] == "suggest" ? "--unlabelled" : "--labelled"
      let short = try Program.run(command + [reviews])
      let long = try Program.run(command + [flag, reviews])
      expectSuccess(short)
      #expect(short.output == long.output)
    }
  }

  /// `-mNAME` is `-m NAME`, for every letter that has a value.
  @Test func aValueMayFollowItsLetter() throws {
    let folder = try ScratchFolder()
    let apart = try Program.run("classify", "It was great", "-m", "film-reviews-en", "-j", "1")
    let joined = try Program.run("classify", "It was great", "-mfilm-reviews-en", "-j1")
    expectSuccess(joined)
    #expect(joined.output == apart.output)
    let reviews = Texts.labelledReviews
    expectSuccess(try Program.run("fit", reviews, "-o\(folder.path("model"))", "-q", "-j1"))
    let lines = try Program.run("suggest", reviews, "-m\(folder.path("model"))", "-n2")
    expectSuccess(lines)
    #expect(lines.lines.count == 2)
    expectRefusal(
      try Program.run("classify", "-i\(folder.path("absent"))"), naming: folder.path("absent"),
      "no such file")
    expectRefusal(
      try Program.run("evaluate", reviews, "-mfilm-review-en"), naming: "film-review-en",
      "did you mean film-reviews-en?")
    // An output that is an input is found by this way too.
    expectRefusal(
      try Program.run("fit", reviews, "-o\(reviews)"), naming: reviews, "is read by this command")
  }

  @Test func aLabelMayHoldAnEqualsSign() throws {
    let folder = try ScratchFolder()
    let outcome = try Program.run(
      "fit", "--label", "a=b=good", "--label", "c=bad", "-o", folder.path("m"))
    expectSuccess(outcome)
    #expect(outcome.output.contains("a=b"))
  }
}
