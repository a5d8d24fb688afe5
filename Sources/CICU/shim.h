// ICU appends its version to every symbol by macros (ubrk_open is ubrk_open_72), and Swift imports
// no such macros. These wrappers give the functions in use a name that lasts.

#ifndef CICU_SHIM_H
#define CICU_SHIM_H

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utypes.h>

static inline const char *cicu_errorName(UErrorCode code) { return u_errorName(code); }

// UTF-8 and UTF-16. Ill-formed sequences become U+FFFD and are counted in `replaced`.

static inline void cicu_fromUTF8(UChar *output, int32_t capacity, int32_t *length,
                                 const char *input, int32_t inputLength, int32_t *replaced,
                                 UErrorCode *status) {
  u_strFromUTF8WithSub(output, capacity, length, input, inputLength, 0xFFFD, replaced, status);
}

static inline void cicu_toUTF8(char *output, int32_t capacity, int32_t *length,
                               const UChar *input, int32_t inputLength, UErrorCode *status) {
  u_strToUTF8(output, capacity, length, input, inputLength, status);
}

// Normalization form KC, and full default case folding.

static inline const UNormalizer2 *cicu_nfkc(UErrorCode *status) {
  return unorm2_getNFKCInstance(status);
}

static inline int32_t cicu_normalizedPrefix(const UNormalizer2 *form, const UChar *input,
                                            int32_t inputLength, UErrorCode *status) {
  return unorm2_spanQuickCheckYes(form, input, inputLength, status);
}

static inline int32_t cicu_normalize(const UNormalizer2 *form, const UChar *input,
                                     int32_t inputLength, UChar *output, int32_t capacity,
                                     UErrorCode *status) {
  return unorm2_normalize(form, input, inputLength, output, capacity, status);
}

static inline int32_t cicu_foldCase(UChar *output, int32_t capacity, const UChar *input,
                                    int32_t inputLength, UErrorCode *status) {
  return u_strFoldCase(output, capacity, input, inputLength, U_FOLD_CASE_DEFAULT, status);
}

// Word boundaries of the root locale.

static inline UBreakIterator *cicu_openWordBreaks(UErrorCode *status) {
  return ubrk_open(UBRK_WORD, "", 0, 0, status);
}

static inline void cicu_setText(UBreakIterator *breaks, const UChar *text, int32_t length,
                                UErrorCode *status) {
  ubrk_setText(breaks, text, length, status);
}

static inline int32_t cicu_first(UBreakIterator *breaks) { return ubrk_first(breaks); }
static inline int32_t cicu_next(UBreakIterator *breaks) { return ubrk_next(breaks); }
static inline int32_t cicu_ruleStatus(UBreakIterator *breaks) {
  return ubrk_getRuleStatus(breaks);
}
static inline void cicu_close(UBreakIterator *breaks) { ubrk_close(breaks); }

// Character properties.

static inline UBool cicu_isEmojiByDefault(UChar32 c) {
  return u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION);
}

static inline UBool cicu_isPictographic(UChar32 c) {
  return u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC);
}

static inline UBool cicu_isLetter(UChar32 c) { return u_isalpha(c); }

static inline UScriptCode cicu_script(UChar32 c, UErrorCode *status) {
  return uscript_getScript(c, status);
}

#endif
