#include "WordLookup.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

uint64_t ck_long_hash(uint64_t hash, const uint8_t *word, size_t length) {
    uint64_t part;
    for (size_t at = ck_start_size; at + 8 < length; at += 8) {
        memcpy(&part, word + at, 8);
        hash = ck_mix(hash ^ part, ck_secret_b);
    }
    memcpy(&part, word + length - 8, 8);
    return ck_mix(hash ^ part, ck_secret_a);
}

// A part of the hash that the bucket doesn't follow from, and never that of an empty place.
static inline uint32_t tag_of(const ck_word_key *key) { return (uint32_t)(key->hash >> 32) | 1; }

// A bit for each of a bucket's tags: whether it is this one.
static inline uint32_t matches_of(const uint32_t *bucket, uint32_t tag) {
#if defined(__SSE2__)
    __m128i wanted = _mm_set1_epi32((int)tag);
    __m128i low = _mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)bucket), wanted);
    __m128i high = _mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)(bucket + 4)), wanted);
    __m128i both = _mm_packs_epi16(_mm_packs_epi32(low, high), _mm_setzero_si128());
    return (uint32_t)_mm_movemask_epi8(both);
#else
    uint32_t matches = 0;
    for (int i = 0; i < ck_bucket_size; i++) matches |= (uint32_t)(bucket[i] == tag) << i;
    return matches;
#endif
}

// Whether a word has the length and the first bytes of the key.
static inline bool starts_as(const ck_word_table *table, size_t index, const ck_word_key *key) {
    size_t start = table->offsets[index], length = table->offsets[index + 1] - start;
    uint64_t bytes[2];
    memcpy(bytes, table->bytes + start, sizeof bytes);
    // As the lengths are the same, what lies behind a word in the table goes as in its key.
    size_t low = key->length < 8 ? key->length : 8, high = key->length < 16 ? key->length - low : 8;
    bytes[0] &= ~(~(uint64_t)0 << 4 * low << 4 * low);
    bytes[1] &= ~(~(uint64_t)0 << 4 * high << 4 * high);
    return ((length ^ key->length) | (bytes[0] ^ key->low) | (bytes[1] ^ key->high)) == 0;
}

ptrdiff_t ck_find(const ck_word_table *table, const ck_word_key *key, const uint8_t *word) {
    for (size_t place = key->hash & table->mask;; place = (place + 1) & table->mask) {
        const uint32_t *bucket = table->buckets + place * ck_bucket_stride;
        for (uint32_t matches = matches_of(bucket, tag_of(key)); matches; matches &= matches - 1) {
            size_t index = bucket[ck_bucket_size + __builtin_ctz(matches)];
            if (starts_as(table, index, key)
                && (key->length <= ck_start_size
                    || memcmp(table->bytes + table->offsets[index], word, key->length) == 0))
                return (ptrdiff_t)index;
        }
        if (bucket[ck_bucket_size - 1] == 0) return -1;
    }
}

void ck_put(uint32_t *buckets, size_t mask, const ck_word_key *key, size_t index) {
    for (size_t place = key->hash & mask;; place = (place + 1) & mask) {
        uint32_t *bucket = buckets + place * ck_bucket_stride, free = matches_of(bucket, 0);
        if (free == 0) continue;
        bucket[__builtin_ctz(free)] = tag_of(key);
        bucket[ck_bucket_size + __builtin_ctz(free)] = (uint32_t)index;
        return;
    }
}

bool ck_fill(const ck_word_table *table, uint32_t *buckets, size_t word_count) {
    // The number of buckets that are fetched from memory side by side.
    enum { gathered = 64 };
    ck_word_key keys[gathered];
    for (size_t start = 0; start < word_count; start += gathered) {
        size_t count = word_count - start < gathered ? word_count - start : gathered;
        for (size_t i = 0; i < count; i++) {
            const size_t *offset = table->offsets + start + i;
            keys[i] = ck_key_of(table->bytes + offset[0], offset[1] - offset[0]);
            ck_prefetch(table, &keys[i]);
        }
        for (size_t i = 0; i < count; i++) {
            if (ck_find(table, &keys[i], table->bytes + table->offsets[start + i]) >= 0) return false;
            ck_put(buckets, table->mask, &keys[i], start + i);
        }
    }
    return true;
}

size_t ck_look_up(const ck_word_table *table, const ck_word_key *keys, size_t count, const uint8_t *long_words,
                   size_t *indices) {
    // Branches that depend on the word are guessed wrong too often, so there is none but for what is rare; and what one
    // word waits for is fetched while others are looked at.
    uint32_t candidates[ck_lookup_limit];
    bool are_matched[ck_lookup_limit], are_settled[ck_lookup_limit];
    for (size_t i = 0; i < count; i++) {
        const uint32_t *bucket = table->buckets + (keys[i].hash & table->mask) * ck_bucket_stride;
        uint32_t matches = matches_of(bucket, tag_of(&keys[i]));
        are_matched[i] = matches != 0;
        // A word that isn't there is known by a place that is empty.
        are_settled[i] = (keys[i].length <= ck_start_size) & ((matches != 0) | (bucket[ck_bucket_size - 1] == 0));
        uint32_t index = bucket[ck_bucket_size + __builtin_ctz(matches | 1 << (ck_bucket_size - 1))];
        candidates[i] = index & -(uint32_t)(matches != 0);
        __builtin_prefetch(table->offsets + candidates[i]);
    }
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_same = starts_as(table, candidates[i], &keys[i]);
        if (__builtin_expect(are_settled[i] & (is_same | !are_matched[i]), 1)) {
            indices[found] = candidates[i];
            found += is_same & are_matched[i];
            continue;
        }
        ptrdiff_t index = ck_find(table, &keys[i], long_words);
        if (index >= 0) indices[found++] = (size_t)index;
        if (keys[i].length > ck_start_size) long_words += keys[i].length;
    }
    return found;
}
