import ArgumentParser

struct Serve: ServerCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Serve a page and an API on this machine, for people who label, train and classify together.",
    discussion: """
      Starts sentiment-server, which must be in the same folder as this program; \
      `sentiment serve --help` shows its options.
      """)

  @Argument(parsing: .captureForPassthrough, help: "The options of sentiment-server.")
  var arguments: [String] = []
}
