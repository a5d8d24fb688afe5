/// A number for Prometheus.
struct Metric {
  enum Kind: String { case gauge, counter }

  /// In Prometheus' text format.
  let text: String

  /// - Parameter labels: as Prometheus has them, in braces.
  init(
    _ name: String, _ kind: Kind, _ help: String, labels: String = "",
    _ value: some CustomStringConvertible
  ) {
    text = "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n\(name)\(labels) \(value)\n"
  }
}
