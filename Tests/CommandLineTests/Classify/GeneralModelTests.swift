import Testing

/// `classify --model general`: opinions of all kinds in five languages, and texts that have none.
struct GeneralModelTests {
  private static let texts = [
    ("The battery dies after two hours.", "negative"),
    ("Best headphones I have ever owned!", "positive"),
    ("The waiter was rude and the soup was cold.", "negative"),
    ("The meeting is at noon.", "neutral"),
    ("C'était vraiment nul, je ne reviendrai pas.", "negative"),
    ("Un accueil chaleureux et des chambres impeccables.", "positive"),
    ("Das Essen war hervorragend.", "positive"),
    ("Nie wieder, das Zimmer war schmutzig.", "negative"),
    ("El servicio fue pésimo.", "negative"),
    ("La playa es preciosa y la comida deliciosa.", "positive"),
    ("物流很快，非常满意", "positive"), ("质量太差了，用了一天就坏了", "negative"),
  ]

  @Test(arguments: ["balanced", "accurate"])
  func opinionsOfAllKindsAreTold(speed: String) throws {
    let outcome = try Program.run(
      ["classify", "--model", "general", "--speed", speed] + Self.texts.map(\.0))
    expectSuccess(outcome)
    for (line, (text, label)) in zip(outcome.lines, Self.texts) {
      #expect(line.hasPrefix("\(label)\t"), "\(text): \(line)")
    }
    #expect(outcome.lines.count == Self.texts.count)
  }
}
