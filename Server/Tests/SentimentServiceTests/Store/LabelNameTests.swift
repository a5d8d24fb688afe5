import Testing

@testable import SentimentService

struct LabelNameTests {
  @Test func whatLooksTheSameIsTheSame() throws {
    #expect(try LabelName.checked(" Billing\u{00A0}", longest: 20) == "Billing")
    #expect(try LabelName.checked("👩‍🔧 repair", longest: 20) == "👩‍🔧 repair")
  }

  @Test(arguments: ["", "  ", "a\nb", "a\u{200B}b", "\u{202E}evil", "a\u{0}b", "123456789"])
  func whatCannotBeSeenIsRefused(name: String) {
    #expect(throws: Refusal.self) { _ = try LabelName.checked(name, longest: 8) }
  }
}
