import ArgumentParser
import FoundationEssentials
import Logging
import SentimentClassification
import SentimentPlatform
import SentimentService
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve a page and an API for labelling, training and classifying, on this machine.",
    discussion: """
      Open the address that is printed in a browser. All that you upload stays in the data folder. \
      Another address than this machine's own demands a token, which clients send as \
      "Authorization: Bearer …". Ctrl-C ends the server; a training goes on at the next start.
      """)

  @Option(
    help: ArgumentHelp(
      """
      The model to begin with: a file that fit or train-classifier wrote, or a built-in model's \
      name. By default general, for opinions of all kinds in five languages.
      """, valueName: "file|name"), completion: .modelOrFile)
  var model: String?

  @Option(
    help: ArgumentHelp(
      """
      How a model with an encoder answers: fast by words and pairs alone, accurate asks the encoder about \
      each text, balanced about those of which fast isn't sure.
      """, valueName: "fast|balanced|accurate"),
    transform: Self.speed)
  var speed = ClassifierSpeed.balanced

  @Option(
    help: ArgumentHelp(
      "The folder that texts, labels and models are kept in. (default: ~/.local/share/sentiment)",
      valueName: "folder"), completion: .directory)
  var data: String?

  @Option(help: "The address to serve at.")
  var host = "127.0.0.1"

  @Option(help: "The port to serve at; 0 takes any that is free.")
  var port = 8080

  @Option(
    help: ArgumentHelp(
      """
      What clients must know, at least \(AccessToken.shortest) characters; as NAME=TEXT that of one person, \
      once for each. Other users of this machine can see arguments: the environment's SENTIMENT_TOKEN may have \
      the same, separated by spaces.
      """, valueName: "text|name=text"))
  var token: [String] = []

  @Option(
    help: ArgumentHelp(
      "A name by which a proxy calls the server, beside this machine's own; may stand several times.",
      valueName: "name"))
  var allowedHost: [String] = []

  @Option(
    help: ArgumentHelp(
      "Where people reach the server through a proxy, such as https://team.example.",
      valueName: "url"))
  var publicURL: String?

  @Option(
    help: ArgumentHelp(
      "What the log has: info (a line a request), warning or error.", valueName: "level"))
  var logLevel: LogLevel = .info

  func validate() throws {
    guard 0...65_535 ~= port else { throw ValidationError("--port takes 0 to 65535.") }
    let tokens = givenTokens.compactMap(AccessToken.init)
    guard tokens.count == givenTokens.count else {
      throw ValidationError(
        """
        --token takes \(AccessToken.shortest) or more characters of ASCII without spaces, or a person's name, \
        "=" and these.
        """)
    }
    for (index, token) in tokens.enumerated() where tokens[..<index].contains(where: token.isLike) {
      throw ValidationError("Each --token needs a name and a text of its own.")
    }
    if let name = allowedHost.first(where: { HostName($0) == nil }) {
      throw ValidationError("--allowed-host takes a host's name without a port, not \(name).")
    }
    guard publicURL == nil || PublicURL(publicURL ?? "") != nil else {
      throw ValidationError(
        "--public-url takes http:// or https:// and a host's name, without a path.")
    }
    guard !tokens.isEmpty || SentimentService.isLoopback(host) else {
      throw ValidationError(
        "--host \(host) can be reached from elsewhere: give a --token that clients must know.")
    }
  }

  private var givenTokens: [String] {
    guard token.isEmpty else { return token }
    let environment = ProcessInfo.processInfo.environment["SENTIMENT_TOKEN"] ?? ""
    return environment.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  func run() async throws {
    PrivateFiles.areMadeFromNow()
    // A client that goes away is an error of the write.
    signal(SIGPIPE, SIG_IGN)
    // A model may be in the making at the end. OpenBLAS ends its threads by `exit`, and waits for
    // ever for one that another thread gives work to; so the process ends before that.
    on_exit(
      { status, _ in
        fflush(nil)
        _exit(status)
      }, nil)
    let level = logLevel.level
    LoggingSystem.bootstrap { _ in LineLogHandler(logLevel: level) }
    defer { LineLogHandler.flush() }
    var options = SentimentService.Options(folder: try data ?? Self.defaultFolder())
    options.model = model
    options.speed = speed
    (options.host, options.port) = (host, port)
    options.tokens = givenTokens.compactMap(AccessToken.init)
    options.allowedHosts = allowedHost.compactMap(HostName.init)
    options.publicURL = publicURL.flatMap(PublicURL.init)
    let service = try SentimentService(options, logger: Logger(label: "sentiment"))
    let (host, folder) = (host.contains(":") ? "[\(host)]" : host, options.folder)
    try await service.run { port in
      print("serving at http://\(host):\(port), keeping data in \(folder)")
      fflush(nil)
    }
  }

  private static func speed(_ name: String) throws -> ClassifierSpeed {
    guard let speed = ClassifierSpeed(rawValue: name) else {
      throw ValidationError("--speed takes fast, balanced or accurate.")
    }
    return speed
  }

  private static func defaultFolder() throws -> String {
    let environment = ProcessInfo.processInfo.environment
    if let home = environment["XDG_DATA_HOME"], home.hasPrefix("/") {
      try OutputFile.makeFolder(home)
      return "\(home)/sentiment"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else {
      throw ValidationError(
        "HOME and XDG_DATA_HOME name no folder to keep data in; name one by --data.")
    }
    var folder = home
    for name in [".local", "share"] {
      folder += "/\(name)"
      try OutputFile.makeFolder(folder)
    }
    return "\(folder)/sentiment"
  }
}
