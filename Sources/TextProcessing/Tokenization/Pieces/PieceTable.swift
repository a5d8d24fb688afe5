/// The pieces of a vocabulary: the UTF-8 of all of them, one after the other, and where each begins.
///
/// The bytes may be those of a mapped file, which `owner` keeps mapped. They never change, hence
/// `@unchecked Sendable`.
final class PieceTable: @unchecked Sendable {
  let bytes: UnsafeBufferPointer<UInt8>
  private let offsets: [UInt32]
  private let owner: AnyObject?

  var count: Int { offsets.count - 1 }

  /// - Parameters:
  ///   - bytes: well-formed UTF-8 that stays as it is as long as `owner` does.
  ///   - offsets: `[pieces + 1]`; they rise from 0 to the number of bytes.
  init(bytes: UnsafeBufferPointer<UInt8>, offsets: [UInt32], owner: AnyObject) {
    self.bytes = bytes
    self.offsets = offsets
    self.owner = owner
  }

  /// A copy of the strings.
  init(_ pieces: some Collection<String>) {
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(pieces.count + 1)
    var total = 0
    for piece in pieces {
      total += piece.utf8.count
      offsets.append(UInt32(total))
    }
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: total)
    var position = 0
    for piece in pieces {
      for byte in piece.utf8 {
        copy[position] = byte
        position += 1
      }
    }
    bytes = UnsafeBufferPointer(copy)
    self.offsets = offsets
    owner = nil
  }

  deinit {
    if owner == nil { bytes.deallocate() }
  }

  @inline(__always)
  func piece(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let start = Int(offsets[index])
    return UnsafeBufferPointer(start: bytes.baseAddress! + start, count: byteCount(index))
  }

  @inline(__always)
  func byteCount(_ index: Int) -> Int { Int(offsets[index + 1]) - Int(offsets[index]) }
}
