#pragma once

#include <stdbool.h>
#include <stdint.h>

// The functions of ICU that readers and tokenizer use, under names that last: ICU appends its version to
// every symbol by macros (ubrk_open is ubrk_open_72), and Swift imports no such macros.
//
// No header of ICU is included here: Foundation carries an ICU of its own, and a Swift file that
// saw the definitions of both would not compile.

/// 0 is success, a number above 0 a failure.
typedef int32_t cicu_status;

typedef struct cicu_word_breaks cicu_word_breaks;
typedef struct cicu_normal_form cicu_normal_form;

/// ICU's name of a failure.
const char *cicu_error_name(cicu_status status);
/// Whether the output was too small.
bool cicu_is_overflow(cicu_status status);

// UTF-8 and UTF-16. Ill-formed sequences become U+FFFD and are counted in `replaced`.

void cicu_from_utf8(uint16_t *output, int32_t capacity, int32_t *length, const char *input,
                    int32_t input_length, int32_t *replaced, cicu_status *status);
void cicu_to_utf8(char *output, int32_t capacity, int32_t *length, const uint16_t *input,
                  int32_t input_length, cicu_status *status);

// Normalization forms, and full default case folding.

const cicu_normal_form *cicu_nfc(cicu_status *status);
const cicu_normal_form *cicu_nfd(cicu_status *status);
const cicu_normal_form *cicu_nfkc(cicu_status *status);
const cicu_normal_form *cicu_nfkd(cicu_status *status);
/// How much of the text is in the form already.
int32_t cicu_normalized_prefix(const cicu_normal_form *form, const uint16_t *input,
                               int32_t input_length, cicu_status *status);
int32_t cicu_normalize(const cicu_normal_form *form, const uint16_t *input, int32_t input_length,
                       uint16_t *output, int32_t capacity, cicu_status *status);
/// Whether text may be cut in front of the character, and its parts normalized one by one.
bool cicu_has_boundary_before(const cicu_normal_form *form, int32_t character);
int32_t cicu_fold_case(uint16_t *output, int32_t capacity, const uint16_t *input,
                       int32_t input_length, cicu_status *status);

// Word boundaries of the root locale (UAX #29).

cicu_word_breaks *cicu_open_word_breaks(cicu_status *status);
void cicu_close(cicu_word_breaks *breaks);
void cicu_set_text(cicu_word_breaks *breaks, const uint16_t *text, int32_t length,
                   cicu_status *status);
int32_t cicu_first(cicu_word_breaks *breaks);
int32_t cicu_next(cicu_word_breaks *breaks);
/// Whether the segment before the current boundary holds letters, digits, kana or ideographs.
bool cicu_is_word(cicu_word_breaks *breaks);

// Character properties.

bool cicu_is_emoji_by_default(int32_t character);
bool cicu_is_pictographic(int32_t character);
bool cicu_is_default_ignorable(int32_t character);
bool cicu_is_letter(int32_t character);
/// What the character is to the rules by which characters that a reader takes for one stay together
/// (UAX #29).
typedef enum {
    cicu_cluster_base, cicu_cluster_control, cicu_cluster_prepended, cicu_cluster_extending
} cicu_cluster_part;
cicu_cluster_part cicu_cluster_part_of(int32_t character);
/// Whether a terminal shows the character in two columns (UAX #11).
bool cicu_is_wide(int32_t character);

typedef enum { cicu_other_script, cicu_latin, cicu_han, cicu_kana } cicu_script;

/// The script of a letter, as far as it tells languages apart.
cicu_script cicu_script_of_letter(int32_t character);

// Encodings of text other than UTF-8.

typedef struct cicu_decoder cicu_decoder;

/// The usual name of an encoding, by any of its names; null where none is called that. It lasts.
const char *cicu_encoding_name(const char *name);
cicu_decoder *cicu_open_decoder(const char *name, cicu_status *status);
void cicu_close_decoder(cicu_decoder *decoder);
/// Turns bytes into UTF-8, as much as fits into `output`. `input` and `input_length` become what is
/// left. A character that is cut at the input's end is completed by the next call, unless it is the
/// last. What isn't of the encoding becomes U+FFFD.
///
/// Returns the number of bytes written; where that is less than the capacity, all input was taken.
int32_t cicu_decode(cicu_decoder *decoder, const char **input, int32_t *input_length, bool is_last,
                    char *output, int32_t capacity, cicu_status *status);
/// How many sequences became U+FFFD so far.
int64_t cicu_replaced_count(const cicu_decoder *decoder);

/// An encoding that bytes may have, and how likely that is, from 0 to 100.
typedef struct {
    const char *name;
    int32_t confidence;
} cicu_encoding_guess;

/// The encodings that bytes may have, the likeliest first. The names last.
int32_t cicu_guess_encodings(const char *bytes, int32_t length, cicu_encoding_guess *guesses,
                             int32_t capacity, cicu_status *status);
