extension Int {
  /// How much of so many is done, 0 to 1; `nil` of nothing.
  package func fraction(done: Int) -> Double? {
    self > 0 ? Swift.min(1, Double(done) / Double(self)) : nil
  }
}
