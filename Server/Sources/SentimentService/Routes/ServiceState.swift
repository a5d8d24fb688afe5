/// What the routes share.
struct ServiceState: Sendable {
  let limits: Limits
  let projects: Projects
  let metrics: RequestMetrics
  let answers = AnswerMetrics()
  let health: Health
  let connections: Counter
}
