import SentimentPlatform
import SentimentTextProcessing

/// The processes that `mpirun` has started together (MPI: A Message-Passing Interface Standard).
///
/// The program knows nothing of MPI: a small library that was compiled where it runs (`scripts/mpi.c`)
/// is loaded when it is asked for. Only one thread at a time calls it, hence `@unchecked Sendable`.
final class MPIProcesses: ProcessGroup, @unchecked Sendable {
  static let libraryName = "libsentiment-mpi.so"

  private typealias Numbers = UnsafePointer<Int32>
  private typealias Start =
    @convention(c) (
      UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>
    ) -> Int32
  private typealias Exchange =
    @convention(c) (
      UnsafeRawPointer?, Numbers, Numbers, UnsafeMutableRawPointer?, Numbers, Numbers
    ) -> Void
  private typealias Gather =
    @convention(c) (
      UnsafeRawPointer?, Int32, UnsafeMutableRawPointer?, Numbers, Numbers
    ) -> Void

  let rank: Int
  let count: Int
  private let exchangeUnits: Exchange
  private let gatherUnits: Gather
  private let abortAll: @convention(c) (Int32) -> Void
  private let endAll: @convention(c) () -> Void

  /// What `scripts/mpi.c` says.
  private static let interfaceVersion: Int32 = 1
  private static let unitSize = 64

  /// Joins the others.
  ///
  /// - Parameter path: the library's file; `nil` to look for it.
  /// - Throws: `FileError` when there is none, or it isn't such a library.
  init(library path: String?) throws(FileError) {
    let (handle, file) = try Self.load(path)
    func function<Function>(_ name: String, as type: Function.Type) throws(FileError) -> Function {
      guard let address = dlsym(handle, name) else { throw Self.unsuitable(file) }
      return unsafeBitCast(address, to: type)
    }
    let start = try function("sentiment_mpi_start", as: Start.self)
    exchangeUnits = try function("sentiment_mpi_exchange", as: Exchange.self)
    gatherUnits = try function("sentiment_mpi_gather", as: Gather.self)
    abortAll = try function("sentiment_mpi_abort", as: (@convention(c) (Int32) -> Void).self)
    endAll = try function("sentiment_mpi_end", as: (@convention(c) () -> Void).self)
    var (rank, count): (Int32, Int32) = (0, 1)
    guard start(&rank, &count) == Self.interfaceVersion else { throw Self.unsuitable(file) }
    (self.rank, self.count) = (Int(rank), Int(count))
  }

  /// Ends all processes, this one with an error that was told of.
  func abort() -> Never {
    abortAll(EXIT_FAILURE)
    exit(EXIT_FAILURE)
  }

  /// To be called by all when they are done.
  func end() { endAll() }

  func exchange(_ parts: [[UInt8]]) -> [[UInt8]] {
    // Each tells all how much it has for whom.
    let sizes = gather(sized: parts.map { Int64($0.count) })
    let sent = Layout(parts.map(\.count))
    let received = Layout(sizes.map { Int($0[rank]) })
    var bytes = [UInt8](repeating: 0, count: sent.byteCount)
    for (part, place) in zip(parts, sent.offsets) {
      bytes.replaceSubrange(place..<place + part.count, with: part)
    }
    return received.parts { room in
      exchangeUnits(bytes, sent.units, sent.places, room, received.units, received.places)
    }
  }

  func gather(_ bytes: [UInt8]) -> [[UInt8]] {
    gather(bytes, sizes: gather(sized: [Int64(bytes.count)]).map { Int($0[0]) })
  }

  /// Gathers as many numbers of each process.
  private func gather(sized numbers: [Int64]) -> [[Int64]] {
    let bytes = numbers.withUnsafeBytes { Array($0) }
    return gather(bytes, sizes: [Int](repeating: bytes.count, count: count)).map { part in
      part.withUnsafeBytes { bytes in
        numbers.indices.map { bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Int64.self) }
      }
    }
  }

  private func gather(_ bytes: [UInt8], sizes: [Int]) -> [[UInt8]] {
    let received = Layout(sizes)
    let units = Layout.units(of: bytes.count)
    let padded = bytes + [UInt8](repeating: 0, count: units * Self.unitSize - bytes.count)
    return received.parts { room in
      gatherUnits(padded, Int32(units), room, received.units, received.places)
    }
  }

  /// Where the parts of a message lie, each from a whole unit on.
  private struct Layout {
    let sizes: [Int]
    let units: [Int32]
    /// In units.
    let places: [Int32]

    init(_ sizes: [Int]) {
      self.sizes = sizes
      units = sizes.map { Int32(Self.units(of: $0)) }
      var place: Int32 = 0
      var places: [Int32] = []
      for count in units {
        places.append(place)
        place += count
      }
      self.places = places
    }

    static func units(of byteCount: Int) -> Int { (byteCount + unitSize - 1) / unitSize }

    var offsets: [Int] { places.map { Int($0) * unitSize } }
    var byteCount: Int { units.reduce(0) { $0 + Int($1) } * unitSize }

    /// The parts of a message that is written to memory.
    func parts(_ write: (UnsafeMutableRawPointer?) -> Void) -> [[UInt8]] {
      var bytes = [UInt8](repeating: 0, count: byteCount)
      bytes.withUnsafeMutableBytes { write($0.baseAddress) }
      return zip(offsets, sizes).map { Array(bytes[$0..<$0 + $1]) }
    }
  }

  /// - Returns: the library, and what it was called.
  private static func load(
    _ path: String?
  ) throws(FileError) -> (UnsafeMutableRawPointer, file: String) {
    let candidates = path.map { [$0.contains("/") ? $0 : "./\($0)"] } ?? defaultPaths
    for candidate in candidates {
      // MPI loads parts of itself, which look for its functions among those that all may see.
      if let handle = dlopen(candidate, RTLD_NOW | RTLD_GLOBAL) { return (handle, candidate) }
      if candidate.contains("/"), access(candidate, F_OK) == 0 {
        throw FileError(
          .unsuitable, file: candidate, problem: "can't be loaded: \(String(cString: dlerror()))",
          remedy: "build it here by scripts/build-mpi, with the MPI whose mpirun is used")
      }
    }
    throw FileError(
      .missing, file: path ?? libraryName, problem: "there is no library for MPI",
      remedy: "build it by scripts/build-mpi FOLDER, and name it by --mpi-library")
  }

  private static var defaultPaths: [String] {
    var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let length = readlink("/proc/self/exe", &path, Int(PATH_MAX))
    guard length > 0 else { return [libraryName] }
    let program = String(decoding: path[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
    let folder = program.split(separator: "/").dropLast().joined(separator: "/")
    return ["/\(folder)/\(libraryName)", "/\(folder)/../lib/\(libraryName)", libraryName]
  }

  private static func unsuitable(_ file: String) -> FileError {
    FileError(
      .unsuitable, file: file, problem: "isn't a library for this version of the program",
      remedy: "build it anew by the scripts/build-mpi of this version")
  }
}
