#include "SkipGram.h"
#include "Dispatch.h"

#include <math.h>
#include <string.h>

// Vectors are passed between functions that are all inlined, never across a call.
#pragma clang diagnostic ignored "-Wpsabi"

// Contraction would fuse some steps at one level and not at another.
#pragma STDC FP_CONTRACT OFF

#define always static inline __attribute__((always_inline))
#define unrolled _Pragma("clang loop unroll(full)")

// Sixteen floats: one AVX-512 register, two of AVX2, or whatever the compiler makes of it elsewhere.
typedef float v16 __attribute__((vector_size(64), aligned(64)));
typedef int32_t i16 __attribute__((vector_size(64), aligned(64)));
typedef v16 v16u __attribute__((aligned(4)));

always v16 load(const float *p) { return *(const v16 *)p; }
always void store(float *p, v16 v) { *(v16 *)p = v; }
always v16 splat(float x) { return (v16){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x}; }
always v16 fma16(v16 a, v16 b, v16 c) { return __builtin_elementwise_fma(a, b, c); }

// MARK: - The logistic function

// 1 / (1 + exp(-s)), to about 1e-7. NaN gives a number.
//     exp(-s) = 2^t = 2^k * 2^f,  t = -s log2(e),  k = round(t),  |f| <= 1/2
always v16 logistic(v16 s) {
    v16 t = s * splat(-1.44269504f);
    t = __builtin_elementwise_max(__builtin_elementwise_min(t, splat(60)), splat(-60));
    v16 magic = splat(12582912.0f);     // 1.5 * 2^23: adding it rounds to a whole number in the low bits
    v16 shifted = t + magic;
    v16 f = t - (shifted - magic);
    v16 p = splat(1.3333558e-3f);       // ln(2)^k / k!, economised by ending at the fifth
    p = fma16(p, f, splat(9.6181291e-3f));
    p = fma16(p, f, splat(5.5504109e-2f));
    p = fma16(p, f, splat(2.4022651e-1f));
    p = fma16(p, f, splat(6.9314718e-1f));
    p = fma16(p, f, splat(1));
    i16 bits = (i16)p + ((i16)shifted << 23);
    return splat(1) / (splat(1) + (v16)bits);
}

// MARK: - Transposing

#define shuffle __builtin_shufflevector
#define low2(a, b) shuffle(a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29)
#define high2(a, b) shuffle(a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31)
#define low4(a, b) shuffle(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
#define high4(a, b) shuffle(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31)
#define low8(a, b) shuffle(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27)
#define high8(a, b) shuffle(a, b, 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31)
#define low16(a, b) shuffle(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
#define high16(a, b) shuffle(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31)

// Transposes sixteen registers: afterwards lane j of r[i] is what was lane i of r[j].
always void transpose(v16 r[16]) {
    v16 a[16], b[16];
    unrolled for (int i = 0; i < 8; i++) {      // pairs of rows: 2x2 blocks
        a[2 * i] = low2(r[2 * i], r[2 * i + 1]);
        a[2 * i + 1] = high2(r[2 * i], r[2 * i + 1]);
    }
    unrolled for (int q = 0; q < 4; q++) {      // fours: b[4q + c] has column c of each quarter
        b[4 * q] = low4(a[4 * q], a[4 * q + 2]);
        b[4 * q + 1] = high4(a[4 * q], a[4 * q + 2]);
        b[4 * q + 2] = low4(a[4 * q + 1], a[4 * q + 3]);
        b[4 * q + 3] = high4(a[4 * q + 1], a[4 * q + 3]);
    }
    // b[4q + c]: quarter k holds column 4k + c of rows 4q ..< 4q + 4
    unrolled for (int c = 0; c < 4; c++) {
        v16 e0 = low8(b[c], b[4 + c]), o0 = high8(b[c], b[4 + c]);
        v16 e1 = low8(b[8 + c], b[12 + c]), o1 = high8(b[8 + c], b[12 + c]);
        r[c] = low16(e0, e1);
        r[8 + c] = high16(e0, e1);
        r[4 + c] = low16(o0, o1);
        r[12 + c] = high16(o0, o1);
    }
}

// The sums of sixteen registers' lanes, as one register. Each sum is a tree: lane l with l + 8, then + 4, + 2, + 1.
always v16 sums(const float *vectors) {
    v16 a[8], b[4], c[2];
    unrolled for (int i = 0; i < 8; i++) {
        v16 x = load(vectors + 16 * i), y = load(vectors + 16 * (i + 8));
        a[i] = low16(x, y) + high16(x, y);      // halves: vector i | i + 8, eight partial sums each
    }
    unrolled for (int i = 0; i < 4; i++)        // quarters: i | i + 4 | i + 8 | i + 12
        b[i] = low8(a[i], a[i + 4]) + high8(a[i], a[i + 4]);
    unrolled for (int i = 0; i < 2; i++)        // eighths: i, i + 2, i + 4, ...
        c[i] = low4(b[i], b[i + 2]) + high4(b[i], b[i + 2]);
    v16 even = shuffle(c[0], c[1], 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30);
    v16 odd = shuffle(c[0], c[1], 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31);
    return even + odd;
}

// MARK: - Scratch memory

enum { max_pairs = 2 * ck_max_window * ck_max_words, max_contexts = ck_max_words + 2 * ck_max_window };

typedef struct {
    float *x;               // [n up to 8][stride]: the input rows as they were
    float *y;               // [stride][N]: the noise rows as they were, transposed
    float *g;               // [n up to 8][N]: the noise pairs' gradients
    float *lanes;           // [pairs up to 16][16]: unsummed products of the positive pairs
    float *gradient;        // [pairs up to 16]: the positive pairs' gradients, word by word
    uint16_t *pair_context; // [pairs]
    uint16_t *start;        // [n + 1]: the pairs of word i are start[i] ..< start[i + 1]
    uint16_t *column;       // [m][2 window][2]: the pairs of each context: word and pair
    uint16_t *filled;       // [m]: how many those are
    int pairs;
} work;

always size_t rounded(size_t bytes) { return (bytes + 63) & ~(size_t)63; }

static size_t lay_out(work *w, char *base, size_t stride) {
    size_t at = 0;
#define piece(field, count, type) do { if (w) w->field = (type *)(base + at); at += rounded((count) * sizeof(type)); } while (0)
    piece(x, ck_max_words * stride, float);
    piece(y, stride * ck_max_noise, float);
    piece(g, ck_max_words * ck_max_noise, float);
    piece(lanes, (max_pairs + 16) * 16, float);
    piece(gradient, max_pairs + 16, float);
    piece(pair_context, max_pairs, uint16_t);
    piece(start, ck_max_words + 1, uint16_t);
    piece(column, max_contexts * 4 * ck_max_window, uint16_t);
    piece(filled, max_contexts, uint16_t);
#undef piece
    return at;
}

size_t ck_scratch_bytes(int dimension) { return lay_out(NULL, NULL, (size_t)(dimension + 15) / 16 * 16); }

// MARK: - Packing

// x <- the input rows; rows of zeros up to a multiple of eight.
always void pack_inputs(const ck_chunk *c, work *w) {
    int stride = c->stride, up = (c->words + 7) & ~7;
    for (int i = 0; i < c->words; i++)
        for (int k = 0; k < stride; k += 16) store(w->x + i * stride + k, load(c->input[i] + k));
    for (int i = c->words * stride; i < up * stride; i += 16) store(w->x + i, splat(0));
}

// y <- the noise rows, transposed.
always void pack_noise(const ck_chunk *c, work *w) {
    for (int j = 0; j < c->noise; j += 16)
        for (int k = 0; k < c->stride; k += 16) {
            v16 r[16];
            unrolled for (int i = 0; i < 16; i++) r[i] = load(c->noise_rows[j + i] + k);
            transpose(r);
            unrolled for (int i = 0; i < 16; i++) store(w->y + (k + i) * c->noise + j, r[i]);
        }
}

// Lists the positive pairs by word and by context.
always void list_pairs(const ck_chunk *c, work *w) {
    int p = 0;
    memset(w->filled, 0, (size_t)c->contexts * sizeof(uint16_t));
    for (int i = 0; i < c->words; i++) {
        w->start[i] = (uint16_t)p;
        for (int j = c->first[i]; j < c->end[i]; j++) {
            w->pair_context[p] = (uint16_t)j;
            uint16_t *place = w->column + j * 4 * ck_max_window + 2 * w->filled[j];
            place[0] = (uint16_t)i;
            place[1] = (uint16_t)p;
            int other = j != c->own[i];         // a word is no context of itself: the next pair overwrites it
            w->filled[j] = (uint16_t)(w->filled[j] + other);
            p += other;
        }
    }
    w->start[c->words] = (uint16_t)p;
    w->pairs = p;
}

// MARK: - Scores and gradients

// The noise pairs: s = x . y, summed over k one by one;
//     g = -rate * weight(i) * logistic(s),    weight(i) = negatives * pairs of i / N
always void score_noise(const ck_chunk *c, work *w, const int R, const int C) {
    int stride = c->stride, N = c->noise;
    for (int i = 0; i < c->words; i += R) {
        float weight[8];
        for (int r = 0; r < R; r++)
            weight[r] = i + r < c->words
                ? -c->rate * c->negatives * (float)(w->start[i + r + 1] - w->start[i + r]) / (float)N : 0;
        for (int j = 0; j < N; j += 16 * C) {
            v16 s[8][3];
            const float *x = w->x + i * stride, *y = w->y + j;
            unrolled for (int r = 0; r < R; r++) unrolled for (int v = 0; v < C; v++) s[r][v] = splat(0);
            for (int k = 0; k < c->dimension; k++, y += N) {
                v16 b[3];
                unrolled for (int v = 0; v < C; v++) b[v] = load(y + 16 * v);
                unrolled for (int r = 0; r < R; r++) {
                    v16 a = splat(x[r * stride + k]);
                    unrolled for (int v = 0; v < C; v++) s[r][v] = fma16(a, b[v], s[r][v]);
                }
            }
            unrolled for (int r = 0; r < R; r++) unrolled for (int v = 0; v < C; v++)
                store(w->g + (i + r) * N + j + 16 * v, splat(weight[r]) * logistic(s[r][v]));
        }
    }
}

// The products of input row x with `count` context rows, sixteen lanes each.
always void products(const float *x, float **rows, const uint16_t *which, int stride, float *lanes, const int count) {
    v16 s[4];
    const float *y[4];
    unrolled for (int t = 0; t < count; t++) { s[t] = splat(0); y[t] = rows[which[t]]; }
    for (int k = 0; k < stride; k += 16) {
        v16 a = load(x + k);
        unrolled for (int t = 0; t < count; t++) s[t] = fma16(a, load(y[t] + k), s[t]);
    }
    unrolled for (int t = 0; t < count; t++) store(lanes + 16 * t, s[t]);
}

// The positive pairs: s = x . c, sixteen lanes summed as a tree;  g = rate * (1 - logistic(s))
always void score_pairs(const ck_chunk *c, work *w) {
    for (int i = 0; i < c->words; i++) {
        int p = w->start[i], end = w->start[i + 1];
        const float *x = w->x + i * c->stride;
        for (; p + 4 <= end; p += 4) products(x, c->context, w->pair_context + p, c->stride, w->lanes + 16 * p, 4);
        for (; p + 2 <= end; p += 2) products(x, c->context, w->pair_context + p, c->stride, w->lanes + 16 * p, 2);
        if (p < end) products(x, c->context, w->pair_context + p, c->stride, w->lanes + 16 * p, 1);
    }
    for (int i = w->pairs * 16; i & 255; i += 16) store(w->lanes + i, splat(0));
    for (int p = 0; p < w->pairs; p += 16)
        store(w->gradient + p, splat(c->rate) * (splat(1) - logistic(sums(w->lanes + 16 * p))));
}

// MARK: - Products with the gradients

// acc[r] <- sum over k of a[r * step_r + k * step_k] * row k of b, for R rows and V registers of sixteen columns.
// The rows of b are pointers (b) or consecutive (plain).
always void multiply(const float *a, int step_r, int step_k, float **b, const float *plain, int stride, int from,
                     int count, v16 acc[4][8], const int R, const int V) {
    unrolled for (int r = 0; r < R; r++) unrolled for (int v = 0; v < V; v++) acc[r][v] = splat(0);
    for (int k = 0; k < count; k++) {
        const float *row = (b ? b[k] : plain + k * stride) + from;
        v16 g[4];
        unrolled for (int r = 0; r < R; r++) g[r] = splat(a[r * step_r + k * step_k]);
        unrolled for (int v = 0; v < V; v++) {
            v16 y = load(row + 16 * v);
            unrolled for (int r = 0; r < R; r++) acc[r][v] = fma16(g[r], y, acc[r][v]);
        }
    }
}

// Input rows i ..< i + R, columns from ..< from + 16 V:
//     x(i) += sum over noise j of g(i, j) y(j) + sum over contexts j of g(i, j) c(j)
always void move_inputs(const ck_chunk *c, work *w, int i, int from, const int R, const int V) {
    v16 acc[4][8];
    multiply(w->g + i * c->noise, c->noise, 1, c->noise_rows, NULL, c->stride, from, c->noise, acc, R, V);
    unrolled for (int r = 0; r < R; r++) {
        for (int p = w->start[i + r]; p < w->start[i + r + 1]; p++) {
            v16 g = splat(w->gradient[p]);
            const float *y = c->context[w->pair_context[p]] + from;
            unrolled for (int v = 0; v < V; v++) acc[r][v] = fma16(g, load(y + 16 * v), acc[r][v]);
        }
        float *x = c->input[i + r] + from;
        unrolled for (int v = 0; v < V; v++) store(x + 16 * v, load(x + 16 * v) + acc[r][v]);
    }
}

// Noise rows j ..< j + R:  y(j) += sum over words i of g(i, j) x(i)
always void move_noise(const ck_chunk *c, work *w, int j, int from, const int R, const int V) {
    v16 acc[4][8];
    multiply(w->g + j, 1, c->noise, NULL, w->x, c->stride, from, c->words, acc, R, V);
    unrolled for (int r = 0; r < R; r++) {
        float *y = c->noise_rows[j + r] + from;
        unrolled for (int v = 0; v < V; v++) store(y + 16 * v, load(y + 16 * v) + acc[r][v]);
    }
}

// Context rows:  c(j) += sum over words i beside it of g(i, j) x(i)
always void move_contexts(const ck_chunk *c, work *w, int from, const int V) {
    for (int j = 0; j < c->contexts; j++) {
        const uint16_t *pair = w->column + j * 4 * ck_max_window;
        float *y = c->context[j] + from;
        v16 acc[8];
        unrolled for (int v = 0; v < V; v++) acc[v] = load(y + 16 * v);
        for (int t = w->filled[j]; t > 0; t--, pair += 2) {
            v16 g = splat(w->gradient[pair[1]]);
            const float *x = w->x + pair[0] * c->stride + from;
            unrolled for (int v = 0; v < V; v++) acc[v] = fma16(g, load(x + 16 * v), acc[v]);
        }
        unrolled for (int v = 0; v < V; v++) store(y + 16 * v, acc[v]);
    }
}

always void move_panel_inputs(const ck_chunk *c, work *w, int from, const int R, const int V) {
    int i = 0;
    for (; i + R <= c->words; i += R) move_inputs(c, w, i, from, R, V);
    for (; R > 2 && i + 2 <= c->words; i += 2) move_inputs(c, w, i, from, 2, V);
    for (; i < c->words; i++) move_inputs(c, w, i, from, 1, V);
}

always void move_panel_outputs(const ck_chunk *c, work *w, int from, const int R, const int V) {
    int j = 0;
    for (; j + R <= c->noise; j += R) move_noise(c, w, j, from, R, V);
    for (; R > 2 && j + 2 <= c->noise; j += 2) move_noise(c, w, j, from, 2, V);
    for (; j < c->noise; j++) move_noise(c, w, j, from, 1, V);
    move_contexts(c, w, from, V);
}

// MARK: - Loss

// The chunk's loss: -sum log logistic(s) over pairs - sum weight log logistic(-s) over noise,
// had from the gradients: a pair's 1 - logistic(s) is g / rate, a noise pair's weighted logistic(s) -g / rate.
static void add_loss(const ck_chunk *c, const work *w, double *loss) {
    double sum = 0, rate = c->rate > 0 ? c->rate : 1;
    for (int p = 0; p < w->pairs; p++) sum -= log(fmax(1 - w->gradient[p] / rate, 1e-7));
    for (int i = 0; i < c->words; i++) {
        double weight = c->negatives * (w->start[i + 1] - w->start[i]) / c->noise;
        if (weight <= 0) continue;
        double product = 1;
        for (int j = 0; j < c->noise; j++) {
            product *= fmax(1 + w->g[i * c->noise + j] / (rate * weight), 1e-7);
            if ((j & 15) == 15) { sum -= weight * log(product); product = 1; }
        }
    }
    loss[0] += sum;
    loss[1] += w->pairs;
}

// MARK: - A chunk

// All reads of output rows come before all writes to them, and x is a copy: every gradient is that of the rows
// as they were. A panel of columns at a time, so that its sums stay in registers.
always void chunk_body(const ck_chunk *c, void *scratch, double *loss, const int scoreR, const int scoreC, const int R,
                       const int V) {
    work w;
    lay_out(&w, scratch, (size_t)c->stride);
    pack_inputs(c, &w);
    pack_noise(c, &w);
    list_pairs(c, &w);
    if (scoreC >= 3 && c->noise % 48 == 0) score_noise(c, &w, scoreR, 3);
    else if (scoreC >= 2 && c->noise % 32 == 0) score_noise(c, &w, scoreR, 2);
    else score_noise(c, &w, scoreR, 1);
    score_pairs(c, &w);
    if (loss) add_loss(c, &w, loss);
    for (int from = 0, left = c->stride / 16; left > 0;) {
        int panels = (left + V - 1) / V, wide = (left + panels - 1) / panels;
        switch (wide) {
#define panel(n) case n: if (n <= V) { move_panel_inputs(c, &w, from, R, n); move_panel_outputs(c, &w, from, R, n); } break;
            panel(1) panel(2) panel(3) panel(4) panel(5) panel(6) panel(7)
#undef panel
        }
        from += 16 * wide;
        left -= wide;
    }
}

// Far enough ahead that a row has come from memory when its turn is there.
enum { rows_ahead = 12 };

always void fetch_ahead(const float *row, int stride) {
    for (int k = 0; k < stride; k += 16) __builtin_prefetch(row + k);
}

// Rows that stay are fetched into the cache: training comes to them soon.
always void gather_body(const float *matrix, const uint32_t *ids, int count, int stride, float *const *rows) {
    for (int i = 0; i < count; i++) {
        if (i + rows_ahead < count) fetch_ahead(matrix + (size_t)ids[i + rows_ahead] * (size_t)stride, stride);
        const float *row = matrix + (size_t)ids[i] * (size_t)stride;
        if (rows[i] == row) continue;
        for (int k = 0; k < stride; k += 16) store(rows[i] + k, load(row + k));
    }
}

// MARK: - Merging

// The share of a change `own` that joins another: 1 - own . other / 2 own . own; all of it where its square is nothing.
always float share_of(float square, float product) { return square > 0 ? 1 - product / (2 * square) : 1; }

// Combines two changes of a row by Adasum:
//     (1 - a.b / 2 a.a) a + (1 - a.b / 2 b.b) b
// At the tree's leaves a and b are copies of the row, of which the changes are taken first; at its root the row takes
// the sum up, elsewhere a does. The clamp lets nothing but finite numbers into the matrix: elementwise min and max drop
// NaN.
always void combine(float *a, const float *b, float *row, int stride, const int leaves, const int root) {
    v16 aa = splat(0), bb = splat(0), ab = splat(0);
    for (int k = 0; k < stride; k += 16) {
        v16 x = load(a + k), y = load(b + k);
        if (leaves) { x -= load(row + k); y -= load(row + k); }
        aa = fma16(x, x, aa);
        bb = fma16(y, y, bb);
        ab = fma16(x, y, ab);
    }
    v16 squares = low16(aa, bb) + high16(aa, bb), product = low16(ab, ab) + high16(ab, ab);
    v16 all = low8(squares, product) + high8(squares, product);
    all = low4(all, all) + high4(all, all);
    all += shuffle(all, all, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14);
    v16 of_a = splat(share_of(all[0], all[4])), of_b = splat(share_of(all[8], all[4]));
    for (int k = 0; k < stride; k += 16) {
        v16 x = load(a + k), y = load(b + k), old = load(row + k);
        if (leaves) { x -= old; y -= old; }
        v16 sum = fma16(of_b, y, of_a * x);
        if (root) {
            sum += old;
            store(row + k, __builtin_elementwise_max(__builtin_elementwise_min(sum, splat(1e4f)), splat(-1e4f)));
        } else {
            store(a + k, sum);
        }
    }
}

// The changes of a row's copies, combined two by two: 0 and 1, 2 and 3, ..., then what came of these, ...; where a
// partner is missing, a change goes up as it is.
always void merge_row(float *row, float *const *copies, int count, int stride) {
    if (count == 2) return combine(copies[0], copies[1], row, stride, 1, 1);
    int i = 0;
    for (; i + 1 < count; i += 2) combine(copies[i], copies[i + 1], row, stride, 1, 0);
    if (i < count)
        for (int k = 0; k < stride; k += 16) store(copies[i] + k, load(copies[i] + k) - load(row + k));
    int width = 2;
    for (; 2 * width < count; width *= 2)
        for (i = 0; i + width < count; i += 2 * width) combine(copies[i], copies[i + width], row, stride, 0, 0);
    combine(copies[0], copies[width], row, stride, 0, 1);
}

always void merge_body(float *matrix, int stride, const uint32_t *rows, const uint32_t *starts, float *const *copies,
                       int count) {
    for (int i = 0; i < count; i++) {
        if (i + rows_ahead < count) {
            fetch_ahead(matrix + (size_t)rows[i + rows_ahead] * (size_t)stride, stride);
            for (uint32_t c = starts[i + rows_ahead]; c < starts[i + rows_ahead + 1]; c++)
                fetch_ahead(copies[c], stride);
        }
        merge_row(matrix + (size_t)rows[i] * (size_t)stride, copies + starts[i], (int)(starts[i + 1] - starts[i]),
                  stride);
    }
}

// MARK: - Levels

#define level(name, attribute, scoreR, scoreC, R, V) \
    attribute static void chunk_##name(const ck_chunk *c, void *scratch, double *loss) { \
        chunk_body(c, scratch, loss, scoreR, scoreC, R, V); } \
    attribute static void gather_##name(const float *m, const uint32_t *ids, int count, int stride, \
                                        float *const *rows) { \
        gather_body(m, ids, count, stride, rows); } \
    attribute static void merge_##name(float *m, int stride, const uint32_t *rows, const uint32_t *starts, \
                                       float *const *copies, int count) { \
        merge_body(m, stride, rows, starts, copies, count); }

level(portable, , 4, 1, 2, 2)
#if defined(__x86_64__)
level(avx2, __attribute__((target("avx2,fma"))), 4, 1, 3, 2)
level(avx512, __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma"))), 8, 3, 3, 7)
#endif

void ck_train_chunk(int level, const ck_chunk *chunk, void *scratch, double *loss) {
    if (chunk->words < 1 || chunk->noise < 16) return;
    dispatch(level, chunk, chunk, scratch, loss);
}

void ck_gather(int level, const float *matrix, const uint32_t *ids, int count, int stride, float *const *rows) {
    dispatch(level, gather, matrix, ids, count, stride, rows);
}

void ck_merge_rows(int level, float *matrix, int stride, const uint32_t *rows, const uint32_t *starts,
                   float *const *copies, int count) {
    dispatch(level, merge, matrix, stride, rows, starts, copies, count);
}
