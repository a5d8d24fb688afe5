// Skip-gram with negative sampling: the inner loops.
//
// The model is one matrix of 2V rows: row w is the input vector of word w, row V + w its output vector.
// A row takes `stride` floats (the dimension rounded up to 16), is 64-byte aligned, and is zero past the dimension.
//
// A worker takes a stretch of the corpus, copies those rows out of the matrix that other workers use too
// (ck_gather), and trains on rows and copies chunk by chunk (ck_train_chunk). When all stretches of a batch are
// done, the changes of each row's copies are combined two by two, in a fixed order, and the row takes the result up
// (ck_merge_rows).
//
// Every function gives the same bits at every level: each sum has one fixed order and fused steps.
#ifndef SKIP_GRAM_H
#define SKIP_GRAM_H
#include <stdint.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    ck_max_words = 64,     // words of a chunk
    ck_max_window = 32,    // words to each side
    ck_max_noise = 128     // noise words of a chunk; a multiple of 16
};

// One chunk: `words` neighbouring words, with the output rows of the words around them and noise rows.
// The rows are pointers into the worker's copies; two pointers may be the same row.
typedef struct {
    int dimension, stride;
    int words;              // n <= ck_max_words
    int contexts;           // m <= n + 2 * ck_max_window
    int noise;              // N <= ck_max_noise, a multiple of 16
    float **input;          // n input rows
    float **context;        // m output rows, neighbours in the text
    float **noise_rows;     // N output rows
    const int16_t *first;   // word i has the contexts first[i] ..< end[i], save own[i], which is the word itself
    const int16_t *end;
    const int16_t *own;
    float rate;             // learning rate
    float negatives;        // noise words that each pair stands against, on average
} ck_chunk;

// Bytes of scratch memory that ck_train_chunk wants (64-byte aligned), for any chunk of this dimension.
size_t ck_scratch_bytes(int dimension);

// One step of gradient descent on a chunk. Adds to the rows in place.
// If `loss` isn't null, adds the chunk's loss to loss[0] and its number of pairs to loss[1].
void ck_train_chunk(int level, const ck_chunk *chunk, void *scratch, double *loss);

// Copies the rows `ids` of the matrix to where `rows` says, save those that are to stay where they are.
void ck_gather(int level, const float *matrix, const uint32_t *ids, int count, int stride, float *const *rows);

// Merges `count` rows of the matrix with their copies starts[i] ..< starts[i + 1], at least two each, by Adasum
// (Maleki et al. 2021, "Scaling Distributed Training with Adaptive Summation"). Two changes a and b become
//     (1 - a.b / 2 a.a) a + (1 - a.b / 2 b.b) b,
// which is their sum where they are orthogonal and their mean where they are the same; more of them are combined as a
// binary tree over the order of the copies. Rows are clamped to finite numbers. The copies are used up.
void ck_merge_rows(int level, float *matrix, int stride, const uint32_t *rows, const uint32_t *starts,
                   float *const *copies, int count);

// How far a row has moved, in eight bits a number, as replicas tell it to each other (RowChange.c): now[k] - before[k] is
// about scale * steps[k], where `scale` is a 127th of the farthest and each step is rounded to the nearest, to an even one
// where two are as near. Subtractions and divisions alone, each rounded by itself.
//
// Returns the scale; 0 where nothing has moved. Where a number isn't finite, neither is the scale.
float ck_round_change(int level, const float *now, const float *before, size_t count, int8_t *steps);

// row[k] += scale * steps[k], product and sum rounded one after the other.
void ck_add_change(int level, float scale, const int8_t *steps, size_t count, float *row);

#ifdef __cplusplus
}
#endif
#endif
