import SentimentPlatform

/// What libFuzzer calls with each input (https://llvm.org/docs/LibFuzzer.html); the environment's
/// `FUZZ_TARGET` says which reader gets it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target(Array(UnsafeBufferPointer(start: data, count: count)))
  return 0
}

private let target: @Sendable ([UInt8]) -> Void = {
  let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = targets[name] else {
    fatalError("FUZZ_TARGET is one of: \(targets.keys.sorted().joined(separator: " "))")
  }
  return target
}()
