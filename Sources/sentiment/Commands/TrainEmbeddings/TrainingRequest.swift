import SentimentTextProcessing
import SentimentTransferLearning
import SentimentWordEmbeddings

/// All that a run of `train-embeddings` needs to know.
struct TrainingRequest {
  let sources: [CorpusSource]
  /// Whether no text was named.
  let usesBuiltInReviews: Bool
  /// Whether MPI's processes share the work: the library for it, if one was named.
  let mpiLibrary: String??
  /// The file of the vectors that are to learn the texts' words; `nil` for new vectors.
  let base: String?
  let pretraining: Pretraining
  /// Where to go on from, and what to keep on the way.
  var checkpointing: Pretraining.Checkpointing
  /// The file of the checkpoint to go on from; `nil` for a new run.
  var resumed: String?
  let output: String
  let format: VectorFormat
}
