/// A corpus in as many shards as there are replicas, each of which trains on one. A process has those
/// of its own replicas.
package struct CorpusShards: Sendable {
  /// The shards of this process.
  package let own: [EncodedCorpus]
  /// The numbers of its replicas, `0..<replicaCount`.
  package let replicas: Range<Int>
  package let replicaCount: Int
  package let processes: any ProcessGroup
  /// Tokens of all shards, also of other processes.
  package let tokenCount: Int

  /// A corpus that isn't divided.
  package init(_ corpus: EncodedCorpus) {
    own = [corpus]
    replicas = 0..<1
    replicaCount = 1
    processes = SingleProcess()
    tokenCount = corpus.tokenCount
  }

  /// All processes make theirs together.
  init(
    _ own: [EncodedCorpus], replicas: Range<Int>, of replicaCount: Int,
    processes: any ProcessGroup
  ) throws {
    self.own = own
    self.replicas = replicas
    self.replicaCount = replicaCount
    self.processes = processes
    tokenCount = try processes.gather(value: own.reduce(0) { $0 + $1.tokenCount }).reduce(0, +)
  }

  /// The same replicas with other shards; all processes do it together.
  package func replacing(_ shards: [EncodedCorpus]) throws -> CorpusShards {
    try CorpusShards(shards, replicas: replicas, of: replicaCount, processes: processes)
  }

  /// The number of words of the vocabulary; ids are below it.
  package var wordCount: Int { own[0].wordCount }
}
