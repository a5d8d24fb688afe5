#include "CICU.h"

#if !__has_include(<unicode/ubrk.h>)
#error "ICU's headers are missing: install them, on Debian by: apt-get install libicu-dev"
#endif
#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ucsdet.h>
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

const cicu_normal_form *cicu_nfc(cicu_status *status) {
    WITH_STATUS(const UNormalizer2 *form = unorm2_getNFCInstance(&code));
    return (const cicu_normal_form *)form;
}

const cicu_normal_form *cicu_nfd(cicu_status *status) {
    WITH_STATUS(const UNormalizer2 *form = unorm2_getNFDInstance(&code));
    return (const cicu_normal_form *)form;
}

const cicu_normal_form *cicu_nfkc(cicu_status *status) {
    WITH_STATUS(const UNormalizer2 *form = unorm2_getNFKCInstance(&code));
    return (const cicu_normal_form *)form;
}

const cicu_normal_form *cicu_nfkd(cicu_status *status) {
    WITH_STATUS(const UNormalizer2 *form = unorm2_getNFKDInstance(&code));
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

bool cicu_has_boundary_before(const cicu_normal_form *form, int32_t character) {
    return unorm2_hasBoundaryBefore(FORM, character);
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

bool cicu_is_default_ignorable(int32_t character) {
    return u_hasBinaryProperty(character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool cicu_is_letter(int32_t character) { return u_isalpha(character); }

cicu_cluster_part cicu_cluster_part_of(int32_t character) {
    switch (u_getIntPropertyValue(character, UCHAR_GRAPHEME_CLUSTER_BREAK)) {
    case U_GCB_CR:
    case U_GCB_LF:
    case U_GCB_CONTROL: return cicu_cluster_control;
    case U_GCB_PREPEND: return cicu_cluster_prepended;
    case U_GCB_EXTEND:
    case U_GCB_ZWJ:
    case U_GCB_SPACING_MARK: return cicu_cluster_extending;
    default: return cicu_cluster_base;
    }
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

struct cicu_decoder {
    UConverter *source, *utf8;
    int64_t replaced;
    bool is_first;
    // Between the two converters: UTF-16 that was read and not written.
    UChar *pivot_source, *pivot_target;
    UChar pivot[4096];
};

const char *cicu_encoding_name(const char *name) {
    UErrorCode code = U_ZERO_ERROR;
    const char *usual = ucnv_getStandardName(name, "MIME", &code);
    if (usual) return usual;
    code = U_ZERO_ERROR;
    usual = ucnv_getStandardName(name, "IANA", &code);
    if (usual) return usual;
    code = U_ZERO_ERROR;
    return ucnv_getAlias(name, 0, &code);
}

static void count_and_replace(const void *context, UConverterToUnicodeArgs *arguments,
                              const char *units, int32_t length, UConverterCallbackReason reason,
                              UErrorCode *code) {
    if (reason <= UCNV_IRREGULAR) ((cicu_decoder *)context)->replaced += 1;
    UCNV_TO_U_CALLBACK_SUBSTITUTE(0, arguments, units, length, reason, code);
}

cicu_decoder *cicu_open_decoder(const char *name, cicu_status *status) {
    UErrorCode code = U_ZERO_ERROR;
    cicu_decoder *decoder = calloc(1, sizeof *decoder);
    if (decoder) {
        decoder->source = ucnv_open(name, &code);
        decoder->utf8 = ucnv_open("UTF-8", &code);
        ucnv_setToUCallBack(decoder->source, count_and_replace, decoder, 0, 0, &code);
        decoder->is_first = true;
        decoder->pivot_source = decoder->pivot_target = decoder->pivot;
    } else {
        code = U_MEMORY_ALLOCATION_ERROR;
    }
    if (U_FAILURE(code)) {
        cicu_close_decoder(decoder);
        decoder = 0;
    }
    *status = code;
    return decoder;
}

void cicu_close_decoder(cicu_decoder *decoder) {
    if (!decoder) return;
    ucnv_close(decoder->source);
    ucnv_close(decoder->utf8);
    free(decoder);
}

int32_t cicu_decode(cicu_decoder *decoder, const char **input, int32_t *input_length, bool is_last,
                    char *output, int32_t capacity, cicu_status *status) {
    UErrorCode code = U_ZERO_ERROR;
    char *target = output;
    const char *end = *input + *input_length;
    ucnv_convertEx(decoder->utf8, decoder->source, &target, output + capacity, input, end,
                   decoder->pivot, &decoder->pivot_source, &decoder->pivot_target,
                   decoder->pivot + sizeof decoder->pivot / sizeof *decoder->pivot,
                   decoder->is_first, is_last, &code);
    decoder->is_first = false;
    *input_length = (int32_t)(end - *input);
    *status = code == U_BUFFER_OVERFLOW_ERROR || code == U_STRING_NOT_TERMINATED_WARNING
                  ? U_ZERO_ERROR : code;
    return (int32_t)(target - output);
}

int64_t cicu_replaced_count(const cicu_decoder *decoder) { return decoder->replaced; }

int32_t cicu_guess_encodings(const char *bytes, int32_t length, cicu_encoding_guess *guesses,
                             int32_t capacity, cicu_status *status) {
    UErrorCode code = U_ZERO_ERROR;
    UCharsetDetector *detector = ucsdet_open(&code);
    ucsdet_setText(detector, bytes, length, &code);
    int32_t count = 0;
    const UCharsetMatch **matches = ucsdet_detectAll(detector, &count, &code);
    if (U_FAILURE(code)) count = 0;
    if (count > capacity) count = capacity;
    for (int32_t i = 0; i < count; i++) {
        guesses[i].name = ucsdet_getName(matches[i], &code);
        guesses[i].confidence = ucsdet_getConfidence(matches[i], &code);
    }
    ucsdet_close(detector);
    *status = code;
    return count;
}
