#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Words by a hash table of cache lines: each is a bucket with the tags (a part of the hash) of eight words, and then
// their numbers. An empty place has the tag 0; full places come first.

enum {
    /// Places of a bucket.
    ck_bucket_size = 8,
    /// Numbers of a bucket.
    ck_bucket_stride = 2 * ck_bucket_size,
    /// The first bytes of a word, which its key has.
    ck_start_size = 16,
};

/// What is compared first: the beginning of a word, and a hash of all of it.
typedef struct {
    /// The first sixteen bytes, with zeros behind a shorter word.
    uint64_t low, high;
    size_t length;
    /// It decides only where a word lies in the table.
    uint64_t hash;
} ck_word_key;

typedef struct {
    /// The words' bytes, one after another, and ck_start_size more; word i is bytes[offsets[i]] ..< bytes[offsets[i + 1]].
    const uint8_t *bytes;
    const size_t *offsets;
    const uint32_t *buckets;
    /// The number of buckets, a power of two, less one.
    size_t mask;
} ck_word_table;

// Both halves of a product, as in wyhash (https://github.com/wangyi-fudan/wyhash), with two of its secrets.
static const uint64_t ck_secret_a = 0x2D358DCCAA6C78A5, ck_secret_b = 0x8BB84B93962EACC9;
static inline uint64_t ck_mix(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)(product >> 64) ^ (uint64_t)product;
}

/// The hash of a word with more bytes than its key has.
uint64_t ck_long_hash(uint64_t hash, const uint8_t *word, size_t length);

/// The key of a word that can be read for ck_start_size bytes, whatever its length is.
static inline ck_word_key ck_key_of(const uint8_t *word, size_t length) {
    ck_word_key key;
    memcpy(&key, word, ck_start_size);
    // Of either eight bytes, so many are of the word.
    size_t low = length < 8 ? length : 8, high = length < 16 ? length - low : 8;
    // In two steps, as a shift by 64 is undefined.
    key.low &= ~(~(uint64_t)0 << 4 * low << 4 * low);
    key.high &= ~(~(uint64_t)0 << 4 * high << 4 * high);
    key.length = length;
    key.hash = ck_mix(key.low ^ ck_secret_a, key.high ^ ck_secret_b);
    if (length > ck_start_size) key.hash = ck_long_hash(key.hash, word, length);
    return key;
}

/// Begins to fetch the key's bucket from memory.
static inline void ck_prefetch(const ck_word_table *table, const ck_word_key *key) {
    __builtin_prefetch(table->buckets + (key->hash & table->mask) * ck_bucket_stride);
}

/// The number of a word; -1 when the table doesn't have it.
ptrdiff_t ck_find(const ck_word_table *table, const ck_word_key *key, const uint8_t *word);

/// Puts a word that isn't there into the first place that is free; there must be one.
void ck_put(uint32_t *buckets, size_t mask, const ck_word_key *key, size_t index);

/// Puts words into the buckets of a table that has none in them yet.
///
/// - Parameter buckets: those of the table, to write to.
/// - Returns: whether all words are different; if not, some weren't put.
bool ck_fill(const ck_word_table *table, uint32_t *buckets, size_t word_count);

/// The most keys that are looked up at once.
enum { ck_lookup_limit = 128 };

/// Looks words up in a table that has some.
///
/// - Parameters:
///   - count: at most ck_lookup_limit.
///   - long_words: the bytes of the words that are longer than ck_start_size, one after another.
///   - indices: receives the numbers of the words that the table has, in order; has room for `count`.
/// - Returns: how many these are.
size_t ck_look_up(const ck_word_table *table, const ck_word_key *keys, size_t count, const uint8_t *long_words,
                   size_t *indices);
