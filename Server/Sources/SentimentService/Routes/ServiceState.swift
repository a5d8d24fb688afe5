/// What the routes share.
struct ServiceState: Sendable {
  let limits: Limits
  let store: Store
  let live: LiveModel
  let labelling: LabellingSession
  let jobs: TrainingJobs
  let metrics: RequestMetrics
  let connections: Counter
}
