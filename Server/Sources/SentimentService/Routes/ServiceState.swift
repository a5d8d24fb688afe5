/// What the routes share.
struct ServiceState: Sendable {
  let limits: Limits
  let store: Store
  let live: LiveModel
  let teacher: LabellingSession
  let jobs: TrainingJobs
  let metrics: RequestMetrics
  let connections: Counter
}
