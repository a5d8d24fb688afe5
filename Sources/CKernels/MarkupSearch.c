#include "MarkupSearch.h"
#include "Level.h"

#include <stdbool.h>

// So many bytes are looked at together, without a branch, so that the compiler makes vectors of them.
enum { width = 64 };

#define always static inline __attribute__((always_inline))

always bool may_be_markup(uint8_t byte, uint8_t next) {
    bool is_mark = (byte == '<') | (byte == '&') | (byte == '@') | (byte == '/');
    bool is_www = ((byte | 0x20) == 'w') & ((next | 0x20) == 'w');
    bool are_eyes = ((byte == ':') | (byte == ';') | (byte == '=')) & (next > ' ');
    return is_mark | is_www | are_eyes;
}

always size_t find_markup(const uint8_t *text, size_t from, size_t count) {
    size_t at = from;
    for (; at + width < count; at += width) {
        uint8_t found = 0;
        for (int k = 0; k < width; k++) found |= may_be_markup(text[at + k], text[at + k + 1]);
        if (found) break;
    }
    for (; at < count; at++)
        if (may_be_markup(text[at], at + 1 < count ? text[at + 1] : 0)) return at;
    return count;
}

static size_t find_markup_portable(const uint8_t *text, size_t from, size_t count) {
    return find_markup(text, from, count);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static size_t find_markup_avx2(const uint8_t *text, size_t from, size_t count) {
    return find_markup(text, from, count);
}
#endif

size_t ck_find_markup(int level, const uint8_t *text, size_t from, size_t count) {
#if defined(__x86_64__)
    if (level >= ck_avx2) return find_markup_avx2(text, from, count);
#endif
    (void)level;
    return find_markup_portable(text, from, count);
}
