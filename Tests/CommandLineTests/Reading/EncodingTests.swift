import Foundation
import Testing

/// Texts in other encodings than UTF-8.
struct EncodingTests {
  private let reading: ReadTexts
  private var folder: ScratchFolder { reading.folder }

  init() throws { reading = try ReadTexts() }

  private static let labelled = "pos\tlovely soup\nneg\tcold soup\n"
  private static let chinese =
    "房间很大很干净，服务员热情周到，早餐也不错，下次还会再来住。\n价格有点贵，但是位置非常好，离地铁站很近。\n"
  private static let japanese =
    "この映画は最高でした。音楽もストーリーもとても良かったです。\n友達ともう一度見に行きたいと思います。俳優の演技も素晴らしかった。\n"
  private static let german =
    "Die Suppe war sehr lecker, und der Kellner war freundlich.\nFür uns war es ein schöner Abend, "
    + "die Größe der Portionen überraschte.\nWir kommen gerne wieder, würden aber früher reservieren.\n"
  private static let russian =
    "Фильм был отличный, актёры играли замечательно.\nМне очень понравилась музыка и сюжет. "
    + "Обязательно посмотрю ещё раз с друзьями.\nСюжет слабый, игра актёров тоже не понравилась.\n"

  @Test(arguments: ["UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"])
  func wideTextIsRead(encoding: String) throws {
    let bytes = try Data(Self.labelled, in: encoding)
    try reading.expect(
      "2 texts: neg 50 %, pos 50 %", of: bytes, "a.tsv",
      saying: ["\(folder.path("a.tsv")): read as UTF-", "--encoding names another"])
    for text in [Self.chinese, Self.russian, Self.german] {
      let bytes = try Data(text, in: encoding)
      let (texts, messages) = try reading.classified(bytes, "b.txt")
      #expect(texts.joined(separator: "\n") + "\n" == text)
      #expect(messages.contains("read as UTF-"))
    }
  }

  @Test(arguments: [
    ("GB18030", chinese), ("GBK", chinese), ("SHIFT_JIS", japanese), ("EUC-JP", japanese),
    ("ISO-2022-JP", japanese), ("CP1252", german), ("CP1251", russian), ("KOI8-R", russian),
  ])
  func whatTheDetectorIsSureOfIsRead(encoding: String, text: String) throws {
    let bytes = try Data(text, in: encoding)
    for input in [false, true] {
      let outcome =
        input
        ? try Program.run(["classify", "--json"], input: bytes)
        : try Program.run([
          "classify", "--json", "--input", try folder.write(bytes, "a.txt"),
        ])
      expectSuccess(outcome)
      #expect(try ReadTexts.texts(outcome).joined(separator: "\n") + "\n" == text)
      #expect(outcome.errors.contains(": read as "), "\(outcome.errors)")
    }
  }

  /// Where encodings differ in few of a short text's bytes, its letters tell.
  @Test(arguments: [
    (
      "Le repas était délicieux et le serveur très aimable.\nTrès déçu par cette chambre.\n",
      ["LATIN1", "CP1252"]
    ),
    ("El año pasado era mucho mejor.\n¿Por qué tarda tanto el envío?\n", ["LATIN1", "CP1252"]),
    ("Größe passt, Farbe gefällt mir überhaupt nicht.\n", ["LATIN1", "LATIN2", "CP1250"]),
    (
      "Dziękuję za szybką wysyłkę!\nKsiążka wciągnęła mnie od pierwszej strony.\n",
      ["LATIN2", "CP1250"]
    ),
    (
      "Jídlo bylo výborné a obsluha velmi milá.\nDěkuji za rychlé dodání!\n",
      ["LATIN2", "CP1250"]
    ),
  ])
  func theLettersOfALanguageTell(text: String, encodings: [String]) throws {
    for encoding in encodings {
      let (texts, messages) = try reading.classified(try Data(text, in: encoding), "a.txt")
      #expect(texts.joined(separator: "\n") + "\n" == text, "\(encoding)")
      #expect(messages.contains(": read as "), "\(messages)")
    }
  }

  /// Each command that reads texts says how it read them.
  @Test(arguments: [
    ["fit", "--output", "model"], ["fit", "--output", "model", "--embeddings", "vectors"],
    ["fit", "--output", "model", "--embeddings", "vectors", "--embeddings", "embedded"],
    ["diagnose", "--embeddings", "vectors"], ["learning-curve", "--embeddings", "vectors"],
  ])
  func textsWithoutLabelsToo(command: [String]) throws {
    let labelled = try folder.write(Texts.manyLabelledTopics, "labelled.tsv")
    let texts = try folder.write(
      try Data(String(repeating: Self.german + Texts.topicCorpus, count: 2), in: "CP1252"), "f.txt")
    let outcome = try Program.run(
      command + ["--labelled", labelled, "--unlabelled", texts], in: folder.url.path)
    expectSuccess(outcome)
    let parts = outcome.errors.components(separatedBy: "\(texts): read as windows-1252")
    #expect(parts.count == 2, "\(outcome.errors)")
  }

  @Test func aNamedEncodingDecides() throws {
    let bytes = try Data("好评\tlovely soup\n差评\tcold soup\n一般的\twarm soup\n", in: "GBK")
    try reading.expect(
      "3 texts: 一般的 33 %, 好评 33 %, 差评 33 %", of: bytes, "g.tsv", ["--encoding", "gbk"])
    let latin = try Data("für\tlovely soup\nfär\tcold soup\ngut\tsoup\n", in: "LATIN1")
    try reading.expect(
      "3 texts: fär 33 %, für 33 %, gut 33 %",
      of: latin, "l.tsv", ["--encoding", "latin1"])
    let wide = try Data(Self.labelled, in: "UTF-16LE")
    for name in ["UTF-16", "utf-16le", "UTF16LE"] {
      try reading.expect("2 texts: neg 50 %, pos 50 %", of: wide, "w.tsv", ["--encoding", name])
    }
    // A byte-order mark is surer.
    try reading.expect(
      "2 texts: neg 50 %, pos 50 %", of: Data("\u{FEFF}\(Self.labelled)".utf8), "u.tsv",
      ["--encoding", "gbk"])
  }

  @Test(arguments: [
    ["classify"], ["train-embeddings", "-", "--output", "v"], ["evaluate", "-"],
    ["fit", "--labelled", "-", "--output", "m"],
    ["train-classifier", "-", "--embeddings", "v", "--output", "m"],
    ["suggest", "--unlabelled", "-", "--model", "film-reviews-en"],
    ["diagnose", "--labelled", "-"], ["learning-curve", "--labelled", "-"],
  ])
  func anUnknownNameIsRefused(command: [String]) throws {
    let outcome = try Program.run(command + ["--encoding", "latin-one"])
    #expect(outcome.status == 64)
    #expect(
      outcome.errors.contains("no encoding is called that; give a name such as windows-1252"),
      "\(outcome.errors)")
  }

  /// No label is merged with another, and no answer is of mojibake.
  @Test func whatCannotBeToldIsRefused() throws {
    let remedy = "by --encoding, such as windows-1252, GB18030 or Shift_JIS"
    let greek = try Data("x\tκαλό φαγητό\ny\tκακό\n", in: "CP737")
    try reading.expectRefusal(of: greek, "g.tsv", line: 1, remedy)
    let ascii = Data(String(repeating: "pos\tlovely soup\n", count: 9_000).utf8)
    try reading.expectRefusal(of: ascii + greek, "late.tsv", line: 9_001, remedy)
    let russian = try Data(Self.russian, in: "CP866")
    let outcome = try Program.run(["classify"], input: russian)
    expectRefusal(outcome, naming: "standard input:1", remedy)
    let labels = Data("pos\tlovely soup and bread\nf".utf8) + [0xFC] + Data("r\tsoup\n".utf8)
    for flags in [[], ["--skip-bad-lines"]] {
      try reading.expectRefusal(
        of: labels, "l.tsv", flags: flags + ["--encoding", "UTF-8"], line: 2,
        "the label isn't UTF-8; name the file's encoding by --encoding")
    }
  }

  @Test func aFewBytesAreReplaced() throws {
    let text = Data(String(repeating: "Größe und Güte\n", count: 100).utf8)
    let (texts, messages) = try reading.classified(text + [0xFF, 0xFE] + text, "a.txt")
    #expect(texts.count == 200 && texts[100] == "\u{FFFD}\u{FFFD}Größe und Güte")
    #expect(messages.contains("2 ill-formed UTF-8 sequences replaced by U+FFFD; first at"))
  }

  /// What comes later than the first block doesn't change what was told, and a character that is cut
  /// by a block's end is whole.
  @Test func longTextsAreDecodedWhole() throws {
    let line = Self.chinese.split(separator: "\n")[0]
    let text = (0..<5_000).map { "\($0 % 7 == 0 ? "a" : "")\(line)\n" }.joined()
    for encoding in ["GB18030", "UTF-16LE", "UTF-16BE", "UTF-8"] {
      let (texts, _) = try reading.classified(
        try Data(text, in: encoding), "a.txt", ["--model", "movie-reviews-zh"])
      #expect(texts.joined(separator: "\n") + "\n" == text, "\(encoding)")
    }
  }
}
