import SentimentWordEmbeddings
import Testing

@Suite struct CorrelationTests {
  @Test func equalNumbersShareTheMeanRank() {
    #expect(Correlation.ranks(of: [3, 1, 3, 2, 3, 1]) == [5, 1.5, 5, 3, 5, 1.5])
    #expect(Correlation.ranks(of: []) == [])
  }

  /// The values are those of scipy.stats.spearmanr and pearsonr, version 1.17.
  @Test(arguments: [
    ([1, 2, 3, 4, 5], [5, 6, 7, 8, 7], 0.820782681668123, 0.832050294337844),
    ([1, 2, 2, 3, 3, 3], [2, 1, 4, 4, 3, 9], 0.610568683808021, 0.556660798543595),
    ([106, 86, 100, 101, 99, 103], [7, 0, 27, 50, 28, 29], 0.314285714285714, 0.435779256825534),
  ])
  func coefficientsAreThoseOfSciPy(
    first: [Double], second: [Double], spearman: Double, pearson: Double
  ) throws {
    #expect(abs(try #require(Correlation.spearman(first, second)) - spearman) < 1e-12)
    #expect(abs(try #require(Correlation.pearson(first, second)) - pearson) < 1e-12)
  }

  @Test func whatDoesNotVaryHasNoCorrelation() {
    #expect(Correlation.pearson([], []) == nil)
    #expect(Correlation.pearson([1], [2]) == nil)
    #expect(Correlation.spearman([1, 1, 1], [1, 2, 3]) == nil)
  }
}
