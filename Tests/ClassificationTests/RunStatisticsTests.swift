import FoundationEssentials
import SentimentClassification
import SentimentWordEmbeddings
import Testing

@Suite struct RunStatisticsTests {
  @Test func describesTheRuns() {
    let statistics = RunStatistics([1, 0.5, 0.5, 0], independentTrials: 4)
    #expect(statistics.mean == 0.5)
    #expect(abs(statistics.standardDeviation - 0.408248) < 1e-6)
    #expect(statistics.minimum == 0)
    #expect(statistics.runs == 4)
  }

  /// Table values: 8 of 10 (statsmodels 0.14, proportion_confint(8, 10, method="wilson")), and
  /// 100 of 100, where the interval is [n / (n + z²), 1].
  @Test func intervalIsWilsons() {
    let eight = RunStatistics.wilsonInterval(share: 0.8, trials: 10)
    #expect(abs(eight.lowerBound - 0.490162) < 1e-5)
    #expect(abs(eight.upperBound - 0.943317) < 1e-5)
    let all = RunStatistics.wilsonInterval(share: 1, trials: 100)
    #expect(abs(all.lowerBound - 100 / 103.841459) < 1e-6)
    #expect(all.upperBound == 1)
    #expect(RunStatistics.wilsonInterval(share: .nan, trials: 0) == 0...1)
  }

  /// As two numbers in a list: models and reports of before have them so.
  @Test func intervalsAreListsInJSON() throws {
    let statistics = RunStatistics([1, 0.5, 0.5, 0], independentTrials: 4)
    let json = try JSONText.encode(statistics)
    let ends = "\(statistics.interval.lowerBound),\(statistics.interval.upperBound)"
    #expect(json.contains("\"interval\":[\(ends)]"), "\(json)")
    #expect(try JSONDecoder().decode(RunStatistics.self, from: Data(json.utf8)) == statistics)
  }
}
