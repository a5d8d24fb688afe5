#include "WordBounds.h"
#include "Level.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define always static inline __attribute__((always_inline))

enum { width = 64, word_bits = ck_letter | ck_digit | ck_joiner };

void ck_prepare_classes(const uint8_t *classes, ck_word_classes *result) {
    memset(result, 0, sizeof *result);
    memcpy(result->classes, classes, sizeof result->classes);
    for (int byte = 0; byte < 128; byte++)
        for (int set = 0; set < 5; set++)
            if (classes[byte] >> set & 1) result->sets[set][byte & 15] |= (uint8_t)(1 << (byte >> 4));
}

// A bit for each of sixty-four bytes.
typedef struct {
    uint64_t letters, digits, joiners, mid_letters, mid_digits, foreign;
} masks;

// The masks of sixty-four bytes, which are written in lower case.
typedef masks (*read_masks)(const ck_word_classes *classes, const uint8_t *text, uint8_t *lower);

// MARK: - Masks, eight bytes at a time

// The lowest bits of eight bytes, side by side.
always uint64_t gather(uint64_t bytes) { return (bytes & 0x0101010101010101) * 0x0102040810204080 >> 56; }

always masks read_portable(const ck_word_classes *classes, const uint8_t *text, uint8_t *lower) {
    masks m = {0};
    for (int at = 0; at < width; at += 8) {
        uint64_t found = 0, high = 0;
        for (int k = 0; k < 8; k++) {
            uint8_t byte = text[at + k];
            found |= (uint64_t)(byte < 128 ? classes->classes[byte] : 0) << 8 * k;
            high |= (uint64_t)(byte >> 7) << k;
            lower[at + k] = byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
        }
        m.letters |= gather(found) << at;
        m.digits |= gather(found >> 1) << at;
        m.joiners |= gather(found >> 2) << at;
        m.mid_letters |= gather(found >> 3) << at;
        m.mid_digits |= gather(found >> 4) << at;
        m.foreign |= high << at;
    }
    return m;
}

// MARK: - Masks, thirty-two bytes at a time

#if defined(__x86_64__)
#define for_avx2 __attribute__((target("avx2,bmi,popcnt")))

// Which of the bytes with these low halves, and bits that stand for their high halves, are in a set.
for_avx2 always uint64_t members(const uint8_t *set, __m256i low, __m256i high) {
    __m256i table = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)set));
    __m256i hit = _mm256_and_si256(_mm256_shuffle_epi8(table, low), high);
    return (uint32_t)~_mm256_movemask_epi8(_mm256_cmpeq_epi8(hit, _mm256_setzero_si256()));
}

for_avx2 always masks read_avx2(const ck_word_classes *classes, const uint8_t *text, uint8_t *lower) {
    masks m = {0};
    // The bit of each high half; none for those of bytes that aren't ASCII.
    __m256i bits = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0));
    for (int at = 0; at < width; at += 32) {
        __m256i bytes = _mm256_loadu_si256((const __m256i *)(text + at));
        __m256i is_upper = _mm256_and_si256(_mm256_cmpgt_epi8(bytes, _mm256_set1_epi8('A' - 1)),
                                            _mm256_cmpgt_epi8(_mm256_set1_epi8('Z' + 1), bytes));
        __m256i bit = _mm256_and_si256(is_upper, _mm256_set1_epi8(0x20));
        _mm256_storeu_si256((__m256i *)(lower + at), _mm256_or_si256(bytes, bit));
        __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
        high = _mm256_shuffle_epi8(bits, high);
        m.letters |= members(classes->sets[0], bytes, high) << at;
        m.digits |= members(classes->sets[1], bytes, high) << at;
        m.joiners |= members(classes->sets[2], bytes, high) << at;
        m.mid_letters |= members(classes->sets[3], bytes, high) << at;
        m.mid_digits |= members(classes->sets[4], bytes, high) << at;
        m.foreign |= (uint64_t)(uint32_t)_mm256_movemask_epi8(bytes) << at;
    }
    return m;
}
#endif

// MARK: - Words

always uint64_t ones(size_t count) { return count < width ? ((uint64_t)1 << count) - 1 : ~(uint64_t)0; }

// Each bit's neighbour before it, and after it.
always uint64_t before(uint64_t bits, uint64_t previous) { return bits << 1 | previous >> 63; }
always uint64_t after(uint64_t bits, uint64_t next) { return bits >> 1 | next << 63; }

// The masks of the bytes from `at` on, as far as the text and ASCII go; lowers `limit` to the first byte that isn't.
always masks masks_from(size_t at, size_t *limit, const ck_word_classes *classes, const uint8_t *text, uint8_t *block,
                        const read_masks read) {
    if (at >= *limit) return (masks){0};
    uint8_t last[width] = {0};
    size_t left = *limit - at;
    const uint8_t *bytes = text + at;
    if (left < width) bytes = memcpy(last, bytes, left);
    masks m = read(classes, bytes, block + at);
    if (m.foreign) {
        size_t ascii = (size_t)__builtin_ctzll(m.foreign);
        if (ascii < left) *limit = at + (left = ascii);
    }
    uint64_t kept = ones(left);
    return (masks){m.letters & kept, m.digits & kept, m.joiners & kept, m.mid_letters & kept, m.mid_digits & kept, 0};
}

always ck_words find_words(const ck_word_classes *classes, const uint8_t *text, size_t count, bool is_last,
                            uint8_t *block, uint16_t *bounds, const read_masks read) {
    size_t limit = count, n = 0;
    masks previous = {0}, next = masks_from(0, &limit, classes, text, block, read);
    uint64_t previous_words = 0;
    for (size_t at = 0; at < limit; at += width) {
        masks m = next;
        next = masks_from(at + width, &limit, classes, text, block, read);
        // A mark stays inside a word if the same kind, letter or digit, stands on both sides.
        uint64_t inside = (m.mid_letters & before(m.letters, previous.letters) & after(m.letters, next.letters))
            | (m.mid_digits & before(m.digits, previous.digits) & after(m.digits, next.digits));
        uint64_t parts = m.letters | m.digits | m.joiners;
        uint64_t before_parts = before(parts, previous.letters | previous.digits | previous.joiners);
        uint64_t after_parts = after(parts, next.letters | next.digits | next.joiners);
        // ICU takes one underscore for punctuation, but several for a word.
        uint64_t words = (parts | inside) & ~(m.joiners & ~before_parts & ~after_parts);
        for (uint64_t edges = words ^ before(words, previous_words); edges; edges &= edges - 1)
            bounds[n++] = (uint16_t)(at + (size_t)__builtin_ctzll(edges));
        previous_words = words;
        previous = m;
    }
    if (n % 2) bounds[n++] = (uint16_t)limit;
    ck_words found = {.bound_count = n, .done = limit, .is_stopped = limit < count};
    if (limit == 0 || (is_last && !found.is_stopped)) return found;
    // Where a word ends that more text may go on; 0 for none.
    size_t open = 0;
    uint8_t last = classes->classes[text[limit - 1]];
    if (last & word_bits) open = limit;
    else if (limit > 1 && (last >> 3 & classes->classes[text[limit - 2]] & word_bits)) open = limit - 1;
    if (open == 0 || n == 0 || bounds[n - 1] != open) {
        // A mark, or a single underscore: it belongs to what comes after it.
        found.done = limit - 1;
    } else if (bounds[n - 2] == 0 && !found.is_stopped) {
        found.done = open;
    } else {
        found.done = bounds[n - 2];
        found.bound_count = n - 2;
    }
    return found;
}

static ck_words find_words_portable(const ck_word_classes *classes, const uint8_t *text, size_t count, bool is_last,
                                     uint8_t *block, uint16_t *bounds) {
    return find_words(classes, text, count, is_last, block, bounds, read_portable);
}

#if defined(__x86_64__)
for_avx2 static ck_words find_words_avx2(const ck_word_classes *classes, const uint8_t *text, size_t count,
                                          bool is_last, uint8_t *block, uint16_t *bounds) {
    return find_words(classes, text, count, is_last, block, bounds, read_avx2);
}
#endif

ck_words ck_find_words(int level, const ck_word_classes *classes, const uint8_t *text, size_t count, bool is_last,
                         uint8_t *block, uint16_t *bounds) {
#if defined(__x86_64__)
    if (level >= ck_avx2) return find_words_avx2(classes, text, count, is_last, block, bounds);
#endif
    (void)level;
    return find_words_portable(classes, text, count, is_last, block, bounds);
}
