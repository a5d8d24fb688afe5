#include "CICU.h"

#if !__has_include(<unicode/ubrk.h>)
#error "ICU's headers are missing: install them, on Debian by: apt-get install libicu-dev"
#endif
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

// Calls ICU with a status of its own type.
#define WITH_STATUS(call) \
    UErrorCode code = (UErrorCode)*status; \
    call; \
    *status = code

#define BREAKS ((UBreakIterator *)breaks)
#define FORM ((const UNormalizer2 *)form)

const char *cicu_error_name(cicu_status status) { return u_errorName((UErrorCode)status); }

bool cicu_is_overflow(cicu_status status) { return status == U_BUFFER_OVERFLOW_ERROR; }

void cicu_from_utf8(uint16_t *output, int32_t capacity, int32_t *length, const char *input,
                    int32_t input_length, int32_t *replaced, cicu_status *status) {
    WITH_STATUS(u_strFromUTF8WithSub(output, capacity, length, input, input_length, 0xFFFD,
                                     replaced, &code));
}

void cicu_to_utf8(char *output, int32_t capacity, int32_t *length, const uint16_t *input,
                  int32_t input_length, cicu_status *status) {
    WITH_STATUS(u_strToUTF8(output, capacity, length, input, input_length, &code));
}

const cicu_normal_form *cicu_nfkc(cicu_status *status) {
    WITH_STATUS(const UNormalizer2 *form = unorm2_getNFKCInstance(&code));
    return (const cicu_normal_form *)form;
}

int32_t cicu_normalized_prefix(const cicu_normal_form *form, const uint16_t *input,
                               int32_t input_length, cicu_status *status) {
    WITH_STATUS(int32_t end = unorm2_spanQuickCheckYes(FORM, input, input_length, &code));
    return end;
}

int32_t cicu_normalize(const cicu_normal_form *form, const uint16_t *input, int32_t input_length,
                       uint16_t *output, int32_t capacity, cicu_status *status) {
    WITH_STATUS(int32_t length = unorm2_normalize(FORM, input, input_length, output, capacity,
                                                  &code));
    return length;
}

int32_t cicu_fold_case(uint16_t *output, int32_t capacity, const uint16_t *input,
                       int32_t input_length, cicu_status *status) {
    WITH_STATUS(int32_t length = u_strFoldCase(output, capacity, input, input_length,
                                               U_FOLD_CASE_DEFAULT, &code));
    return length;
}

cicu_word_breaks *cicu_open_word_breaks(cicu_status *status) {
    WITH_STATUS(UBreakIterator *breaks = ubrk_open(UBRK_WORD, "", 0, 0, &code));
    return (cicu_word_breaks *)breaks;
}

void cicu_close(cicu_word_breaks *breaks) { ubrk_close(BREAKS); }

void cicu_set_text(cicu_word_breaks *breaks, const uint16_t *text, int32_t length,
                   cicu_status *status) {
    WITH_STATUS(ubrk_setText(BREAKS, text, length, &code));
}

int32_t cicu_first(cicu_word_breaks *breaks) { return ubrk_first(BREAKS); }

int32_t cicu_next(cicu_word_breaks *breaks) { return ubrk_next(BREAKS); }

bool cicu_is_word(cicu_word_breaks *breaks) {
    return ubrk_getRuleStatus(BREAKS) >= UBRK_WORD_NUMBER;
}

bool cicu_is_emoji_by_default(int32_t character) {
    return u_hasBinaryProperty(character, UCHAR_EMOJI_PRESENTATION);
}

bool cicu_is_pictographic(int32_t character) {
    return u_hasBinaryProperty(character, UCHAR_EXTENDED_PICTOGRAPHIC);
}

bool cicu_is_wide(int32_t character) {
    int32_t width = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

cicu_script cicu_script_of_letter(int32_t character) {
    if (!u_isalpha(character)) return cicu_other_script;
    UErrorCode code = U_ZERO_ERROR;
    switch (uscript_getScript(character, &code)) {
    case USCRIPT_LATIN: return cicu_latin;
    case USCRIPT_HAN: return cicu_han;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA: return cicu_kana;
    default: return cicu_other_script;
    }
}
