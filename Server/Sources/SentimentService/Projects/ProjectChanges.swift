/// Runs changes one after another, each whole: an actor alone would let another begin where one waits.
actor ProjectChanges {
  private var last: Task<Void, Never>?

  func run<Value: Sendable>(_ change: @escaping @Sendable () async throws -> Value) async throws
    -> Value
  {
    let before = last
    let task = Task {
      await before?.value
      return try await change()
    }
    last = Task { _ = await task.result }
    return try await task.value
  }
}
