import NIOCore

/// How much and how long a client may ask, so that none can keep the server from the others.
public struct Limits: Sendable {
  /// Bytes of a JSON body.
  public var body = 1 << 20
  /// Texts to classify, or labels to give, in one request.
  public var batch = 1_000
  /// Bytes of an uploaded file as sent.
  public var upload = 64 << 20
  /// Bytes of a project that is brought back.
  public var archive = 1 << 30
  /// What all uploads together may have.
  public var store = StoreLimits()
  /// Characters of a label.
  public var labelLength = 200
  /// Bytes of a note or a guideline.
  public var note = 10_000
  /// Connections at a time.
  public var connections = 1_024
  /// Followers of a job's events at a time.
  public var eventStreams = 32
  /// Files of texts that are answered at a time.
  public var answeredFiles = 2
  /// Jobs that are kept in the list.
  public var jobs = 1_000
  /// Bytes of all header fields of a request.
  public var headers = 16 << 10
  /// From a connection's start to the end of its first request's header.
  public var headTime = TimeAmount.seconds(10)
  /// From a request's header to its end.
  public var bodyTime = TimeAmount.seconds(30)
  /// Bytes a second that an upload must have to take longer than that; a slow telephone's line has as much.
  public var leastBodyRate = 16 << 10
  /// The same for an upload, however fast.
  public var uploadTime = TimeAmount.seconds(600)
  /// How long a client may go on sending a request that is refused already.
  public var refusalTime = TimeAmount.seconds(5)
  /// How long a connection may stay open with nothing to do.
  public var idleTime = TimeAmount.seconds(60)

  public init() {}
}
