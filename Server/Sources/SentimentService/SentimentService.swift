import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import SentimentClassification
import SentimentPlatform
import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings
import ServiceLifecycle

/// Serves the page and the API, with the user's data in a folder.
public struct SentimentService: Sendable {
  /// What the service is started with.
  public struct Options: Sendable {
    /// A model's file, or a built-in model's name; `nil` for the built-in ones.
    public var model: String?
    /// The folder that all is kept in; made when the folder above it is there.
    public var folder: String
    public var host = "127.0.0.1"
    public var port = 8080
    /// Of which clients must know one; none for all clients.
    public var tokens: [AccessToken] = []
    /// The names by which a proxy may call the server.
    public var allowedHosts: [HostName] = []
    /// Where people reach the server through a proxy.
    public var publicURL: PublicURL?
    public var limits = Limits()
    /// At which a model with an encoder answers.
    public var speed = ClassifierSpeed.balanced
    /// Whether the encoder in the program reads the texts and learns the labels in the background.
    public var asksEncoder = true

    public init(folder: String) { self.folder = folder }
  }

  private let options: Options
  private let logger: Logger
  private let state: ServiceState

  /// How long requests and events that have begun may take to end after a signal.
  private static let longestShutdown = Duration.seconds(30)
  private static let backlog = 1_024

  /// - Throws: `FileError` when the model or the folder can't be used.
  public init(_ options: Options, logger: Logger) throws {
    self.options = options
    self.logger = logger
    policy = AccessPolicy(
      tokens: options.tokens, host: options.host, allowedHosts: options.allowedHosts,
      publicURL: options.publicURL)
    let health = Health(logger: logger)
    let folder = try DataFolder(options.folder)
    if let path = folder.closeToOthers() {
      health.warn("other users may read \(path), and this user may not change that")
    }
    let projects = try Projects(
      folder,
      ProjectOptions(
        model: options.model, speed: options.speed, asksEncoder: options.asksEncoder,
        limits: options.limits.store), health: health, logger: logger)
    state = ServiceState(
      limits: options.limits, projects: projects, metrics: RequestMetrics(), health: health,
      connections: Counter())
  }

  /// Whether only programs on this machine can reach an address; another one needs a token.
  public static func isLoopback(_ host: String) -> Bool { AccessPolicy.isLoopback(host) }

  private var record: RequestRecord { RequestRecord(metrics: state.metrics, logger: logger) }
  private let policy: AccessPolicy

  var router: Router<ServiceContext> {
    let router = Router(context: ServiceContext.self, options: .autoGenerateHeadEndpoints)
    let group = RouteGroup(router: router, table: RouteTable(), projects: state.projects)
    router.add(
      middleware: RequestGate(
        policy: policy, routes: group.table, record: record, health: state.health,
        publicPaths: PageRoutes.paths.union(["/health"])))
    PageRoutes(publicURL: options.publicURL).add(to: group)
    OperationRoutes(state: state).add(to: group)
    ClassifyRoutes(state: state).add(to: group)
    ClassifyFileRoutes(state: state).add(to: group)
    TextRoutes(state: state).add(to: group)
    LabelRoutes(state: state).add(to: group)
    LabelNameRoutes(state: state).add(to: group)
    SuggestionRoutes(state: state).add(to: group)
    TrainingRoutes(state: state).add(to: group)
    ModelRoutes(state: state).add(to: group)
    VersionRoutes(state: state).add(to: group)
    ProjectRoutes(state: state).add(to: group)
    return router
  }

  /// - Parameter started: told the port once requests are taken.
  func application(
    started: @escaping @Sendable (Int) -> Void
  ) -> some ApplicationProtocol {
    let (limits, connections) = (state.limits, state.connections)
    let (policy, state, record) = (policy, state, record)
    let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
      maxHeaderFieldSize: limits.headers, maxHeaderListSize: limits.headers,
      maxHeaderFieldCount: 100)
    return Application(
      router: router,
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [
            ConnectionGuard(limits, connections) {
              RouteGroup.isUpload($0) ? limits.uploadTime : limits.bodyTime
            },
            FastClassifyHandler(
              routes: ClassifyRoutes(state: state), policy: policy, record: record),
          ], httpDecoderConfiguration: decoder)),
      configuration: ApplicationConfiguration(
        address: .hostname(options.host, port: options.port), backlog: Self.backlog),
      onServerRunning: { started($0.localAddress?.port ?? 0) },
      logger: logger)
  }

  /// Serves until SIGTERM or SIGINT; then requests that have begun are answered, and a training
  /// writes what it needs to go on at the next start.
  ///
  /// - Parameter started: told the port once requests are taken.
  /// - Throws: `FileError` when the address can't be used.
  public func run(started: @escaping @Sendable (Int) -> Void) async throws {
    // The first request is answered by the model of the labels that were given before.
    try await state.projects.resume()
    var quiet = logger
    quiet.logLevel = max(quiet.logLevel, .warning)
    var configuration = ServiceGroupConfiguration(
      services: [application(started: started)], gracefulShutdownSignals: [.sigterm, .sigint],
      logger: quiet)
    configuration.maximumGracefulShutdownDuration = Self.longestShutdown
    let ended: Result<Void, any Error>
    do {
      ended = .success(try await ServiceGroup(configuration: configuration).run())
    } catch let error as IOError {
      ended = .failure(
        FileError(
          file: "\(options.host):\(options.port)", problem: Self.problem(error.errnoCode),
          remedy: "name another address by --host and --port"))
    } catch {
      ended = .failure(error)
    }
    await state.projects.shutDown()
    try ended.get()
  }

  /// Why an address can't be used.
  private static func problem(_ code: CInt) -> String {
    switch code {
    case EADDRINUSE: "another program uses this port already"
    case EADDRNOTAVAIL: "this machine doesn't have the address"
    case EACCES: "only the system's administrator may use this port"
    default: "can't be used: \(String(cString: strerror(code)))"
    }
  }
}
