// Word vectors that are composed of other vectors (Bojanowski et al. 2017): a word's own one and those of its character
// n-grams. The skip-gram kernel trains the composed rows; these functions make them, and hand their changes on.
//
// All matrices have rows of `stride` floats, 64-byte aligned and zero past the dimension. Every function gives the same
// bits at every level, and for any partition of the work.
#ifndef SUBWORD_H
#define SUBWORD_H
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// What words are composed of:  x(w) = shares[w] * (weights[w] * row w + sum of weights[i] * row i),
// where i are the rows ids[starts[w]] ..< ids[starts[w + 1]].
typedef struct {
    float *rows;
    int stride;
    const size_t *starts;
    const uint32_t *ids;
    const float *weights;
    const float *shares;
} ck_subwords;

// For each of `count` words:  row w of `matrix` <- x(w), and the same to the next row of `copies`, unless it is null.
void ck_compose(int level, const ck_subwords *table, float *matrix, float *copies, const uint32_t *words,
                 size_t count);

// For each of `count` words, with the next row of `copies`:
//     copy <- row w of `matrix` - copy,  the word's change, which row w of `rows` takes up.
void ck_take_changes(int level, const float *matrix, float *copies, int stride, const uint32_t *words, size_t count,
                      float *rows);

// For each of `count` rows `ids`, with the changes which[starts[i]] ..< which[starts[i + 1]]:
//     row <- row + shares[i] * sum of changes,        in this order.
void ck_spread(int level, float *rows, int stride, const uint32_t *ids, const uint32_t *starts,
                const uint32_t *which, const float *shares, size_t count, const float *changes);

#ifdef __cplusplus
}
#endif
#endif
