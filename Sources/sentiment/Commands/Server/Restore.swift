import ArgumentParser

struct Restore: ServerCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Make a server's data folder of a file that backup wrote.",
    discussion: """
      Is done by sentiment-server, which must be in the same folder as this program; \
      `sentiment restore --help` shows its options.
      """)

  @Argument(parsing: .captureForPassthrough, help: "The options of sentiment-server.")
  var arguments: [String] = []
}
