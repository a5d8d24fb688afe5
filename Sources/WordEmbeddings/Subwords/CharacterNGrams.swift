/// The character n-grams of words, by fastText's hash.
package enum CharacterNGrams {
  /// The offset and the prime of FNV-1a with 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/).
  private static let offset: UInt32 = 2_166_136_261
  private static let prime: UInt32 = 16_777_619

  /// Passes the hash of each n-gram of `<word>` to `body`, in order of their start, the shorter
  /// first; `<` and `>` alone are none.
  ///
  /// The hash is FNV-1a of the n-gram's bytes, except that bytes from 0x80 on are extended by
  /// their sign, as fastText does it.
  @inline(__always)
  package static func forEachHash(
    of word: UnsafeBufferPointer<UInt8>, minimum: Int, maximum: Int, _ body: (UInt32) -> Void
  ) {
    let length = word.count + 2
    func byte(_ index: Int) -> UInt8 {
      index == 0
        ? UInt8(ascii: "<") : index == length - 1 ? UInt8(ascii: ">") : word[index - 1]
    }
    func continues(_ index: Int) -> Bool { index < length && byte(index) & 0xC0 == 0x80 }
    for start in 0..<length where !continues(start) {
      var hash = offset
      var end = start
      var size = 0
      while end < length, size < maximum {
        repeat {
          hash ^= UInt32(bitPattern: Int32(Int8(bitPattern: byte(end))))
          hash &*= prime
          end += 1
        } while continues(end)
        size += 1
        let isMark = size == 1 && (start == 0 || end == length)
        if size >= minimum && !isMark { body(hash) }
      }
    }
  }
}
