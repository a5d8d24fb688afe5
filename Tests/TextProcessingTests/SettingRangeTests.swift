import SentimentTextProcessing
import Testing

/// What settings take is checked and said by one range.
struct SettingRangeTests {
  @Test func theEndsAreTakenAsTheRangeSays() throws {
    #expect(SettingRange(1...32).contains(1) && SettingRange(1...32).contains(32))
    #expect(!SettingRange(1...32).contains(0) && !SettingRange(1...32).contains(33))
    #expect(!SettingRange(above: 0.0, upTo: 1.0).contains(0))
    #expect(SettingRange(above: 0.0, upTo: 1.0).contains(1))
    #expect(SettingRange(1...).contains(.max) && !SettingRange(1...).contains(0))
    for value in [Double.nan, .infinity, -.infinity] {
      #expect(!SettingRange(0.0...1.0).contains(value))
      #expect(!SettingRange(above: 0.0, upTo: 1.0).contains(value))
    }
  }

  @Test func rangesReadAsPeopleSayThem() {
    #expect("\(SettingRange(1...10_000))" == "1 to 10000")
    #expect("\(SettingRange(1...))" == "1 or more")
    #expect("\(SettingRange(0.0...1.0))" == "0 to 1")
    #expect("\(SettingRange(0.0...1e12))" == "0 to 1e12")
    #expect("\(SettingRange(above: 0.0, upTo: 0.5))" == "more than 0, up to 0.5")
  }

  @Test func anErrorNamesTheSettingItsValueAndTheWayOut() throws {
    let error = try #require(throws: FileError.self) {
      try SettingRange(1...32).check(33, "window")
    }
    #expect(error.description == "window: it is 33; give 1 to 32")
    #expect(error.kind == .invalidSetting && error.setting?.name == "window")
    try SettingRange(1...32).check(nil, "window")
  }
}
