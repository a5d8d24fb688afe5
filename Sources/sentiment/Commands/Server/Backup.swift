import ArgumentParser

struct Backup: ServerCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Write a server's data into one file, also while it runs.",
    discussion: """
      Is done by sentiment-server, which must be in the same folder as this program; \
      `sentiment backup --help` shows its options.
      """)

  @Argument(parsing: .captureForPassthrough, help: "The options of sentiment-server.")
  var arguments: [String] = []
}
