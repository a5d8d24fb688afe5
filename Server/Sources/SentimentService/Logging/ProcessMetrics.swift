import SentimentPlatform
import SentimentTextProcessing

/// What the process takes, under the names that Prometheus has for it.
struct ProcessMetrics: Sendable {
  /// In seconds since 1970.
  private let start: Double

  init() {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    start = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  var metrics: [Metric] {
    [
      Metric(
        "sentiment_build_info", .gauge, "The program's version.",
        labels: "{version=\"\(SentimentVersion.current)\"}", 1),
      Metric("process_start_time_seconds", .gauge, "When the server was started.", start),
      Metric("process_cpu_seconds_total", .counter, "Time of processors.", Self.processorSeconds),
      Metric("process_resident_memory_bytes", .gauge, "Memory in use.", Self.residentBytes),
    ]
  }

  private static var processorSeconds: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
    }
  }

  /// From `/proc/self/statm`: pages in memory are its second number.
  private static var residentBytes: Int {
    var pages = 0
    if let file = fopen("/proc/self/statm", "re") {
      defer { fclose(file) }
      withUnsafeMutablePointer(to: &pages) { pages in
        withVaList([pages]) { _ = vfscanf(file, "%*d %ld", $0) }
      }
    }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
