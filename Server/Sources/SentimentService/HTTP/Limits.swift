import NIOCore

/// What one client may ask for, so that none can take the server down for all.
public struct Limits: Sendable {
  /// Bytes of a JSON body.
  public var body = 1 << 20
  /// Texts in one question, or labels in one go.
  public var batch = 1_000
  /// Bytes of an uploaded file as sent.
  public var upload = 64 << 20
  /// Bytes of text in all uploads, once decompressed.
  public var corpus = 256 << 20
  /// Texts in the store.
  public var texts = 1_000_000
  /// Different labels.
  public var labels = 100
  /// Characters of a label.
  public var labelLength = 200
  /// Connections at a time.
  public var connections = 1_024
  /// Followers of a job's events at a time.
  public var eventStreams = 32
  /// Jobs that are kept in the list.
  public var jobs = 1_000
  /// Bytes of all header fields of a request.
  public var headers = 16 << 10
  /// From a connection's start to its first request's header.
  public var headTime = TimeAmount.seconds(10)
  /// From a request's header to its end.
  public var bodyTime = TimeAmount.seconds(30)
  /// The same for an upload.
  public var uploadTime = TimeAmount.seconds(600)
  /// How long a request that has its answer may go on being sent.
  public var refusalTime = TimeAmount.seconds(5)
  /// How long a connection may stay open with nothing to do.
  public var idleTime = TimeAmount.seconds(60)

  public init() {}
}
