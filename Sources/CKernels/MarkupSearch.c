#include "MarkupSearch.h"

#include <stdbool.h>

// So many bytes are looked at together, without a branch, so that the compiler makes vectors of them.
enum { width = 64 };

static inline bool may_be_markup(uint8_t byte, uint8_t next) {
    bool is_mark = (byte == '<') | (byte == '&') | (byte == '@') | (byte == '/');
    bool is_www = ((byte | 0x20) == 'w') & ((next | 0x20) == 'w');
    bool are_eyes = ((byte == ':') | (byte == ';') | (byte == '=')) & (next > ' ');
    return is_mark | is_www | are_eyes;
}

size_t ck_find_markup(const uint8_t *text, size_t from, size_t count) {
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
