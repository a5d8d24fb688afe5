/// What the routes share.
struct ServiceState: Sendable {
  let limits: Limits
  let projects: Projects
  let metrics: RequestMetrics
  let connections: Counter
}
