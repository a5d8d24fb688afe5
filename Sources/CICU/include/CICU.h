#pragma once

#include <stdbool.h>
#include <stdint.h>

// The functions of ICU that the tokenizer uses, under names that last: ICU appends its version to
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

// Normalization form KC, and full default case folding.

const cicu_normal_form *cicu_nfkc(cicu_status *status);
/// How much of the text is in the form already.
int32_t cicu_normalized_prefix(const cicu_normal_form *form, const uint16_t *input,
                               int32_t input_length, cicu_status *status);
int32_t cicu_normalize(const cicu_normal_form *form, const uint16_t *input, int32_t input_length,
                       uint16_t *output, int32_t capacity, cicu_status *status);
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
/// Whether a terminal shows the character in two columns (UAX #11).
bool cicu_is_wide(int32_t character);

typedef enum { cicu_other_script, cicu_latin, cicu_han, cicu_kana } cicu_script;

/// The script of a letter, as far as it tells languages apart.
cicu_script cicu_script_of_letter(int32_t character);
