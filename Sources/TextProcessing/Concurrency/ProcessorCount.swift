import FoundationEssentials

/// The processors that this process may run on.
package enum ProcessorCount {
  package static var available: Int {
    min(ProcessInfo.processInfo.activeProcessorCount, SettingRange<Int>.maximumThreads)
  }
}
