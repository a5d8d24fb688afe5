extension String {
  /// The text as it may be printed on one line: control characters and line separators, which
  /// could end the line or drive the terminal, become spaces.
  package var onOneLine: String {
    String(
      UnicodeScalarView(
        unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .lineSeparator, .paragraphSeparator: " "
          default: scalar
          }
        }))
  }
}
