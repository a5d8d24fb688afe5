#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The words of ASCII text, sixty-four bytes at a time: each byte's class is a bit in one of some masks, the rules of
// UAX #29 for ASCII are operations on these, and a word is a run of ones.

// The bits of a byte's class, as Swift's WordClass has them.
enum {
    ck_letter = 1 << 0,
    ck_digit = 1 << 1,
    ck_joiner = 1 << 2,
    ck_mid_letter = 1 << 3,
    ck_mid_digit = 1 << 4,
};

/// The classes of ASCII, in the form that the search wants.
typedef struct {
    uint8_t classes[128];
    // For each of the classes above, and each low half of a byte: a bit for each high half that makes a byte of it.
    uint8_t sets[5][16];
} ck_word_classes;

/// - Parameter classes: the class of each of the 128 characters.
void ck_prepare_classes(const uint8_t *classes, ck_word_classes *result);

/// The longest block in bytes; a place in it fits sixteen bits.
enum { ck_block_limit = 1 << 14 };
/// Room that a block needs behind its bytes, and that the bounds need in all.
enum { ck_block_padding = 64, ck_bound_capacity = ck_block_limit + 64 };

/// What ck_find_words found.
typedef struct {
    /// How many bounds there are, two for each word.
    size_t bound_count;
    /// How many bytes are done with.
    size_t done;
    /// Whether a character that isn't ASCII stands in the way of more.
    bool is_stopped;
} ck_words;

/// Finds the words of a block of text up to the first byte that isn't ASCII.
///
/// A word at the end of the block isn't done with if more text may belong to it, unless it fills the block. In front of
/// what isn't ASCII, the place to go on is one where text may be cut: what joins to the character belongs to it.
///
/// - Parameters:
///   - text: `count` bytes, at most ck_block_limit.
///   - is_last: whether the text ends with the block.
///   - block: receives the text in lower case, as far as it was looked at; ck_block_padding more bytes may be written.
///   - bounds: receives start and end of each word; has room for ck_bound_capacity of them.
ck_words ck_find_words(int level, const ck_word_classes *classes, const uint8_t *text, size_t count, bool is_last,
                         uint8_t *block, uint16_t *bounds);
