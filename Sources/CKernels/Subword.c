#include "Subword.h"
#include "Dispatch.h"

#pragma clang diagnostic ignored "-Wpsabi"
#pragma STDC FP_CONTRACT OFF

#define always static inline __attribute__((always_inline))
#define unrolled _Pragma("clang loop unroll(full)")

typedef float v16 __attribute__((vector_size(64), aligned(64)));

always v16 load(const float *p) { return *(const v16 *)p; }
always v16 splat(float x) { return (v16){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x}; }
always v16 fma16(v16 a, v16 b, v16 c) { return __builtin_elementwise_fma(a, b, c); }
always void store(float *p, v16 v) { *(v16 *)p = v; }
always const float *row_of(const float *matrix, size_t row, int stride) { return matrix + row * (size_t)stride; }

always void fetch_ahead(const float *row, int stride) {
    for (int k = 0; k < stride; k += 16) __builtin_prefetch(row + k);
}

// Columns are summed in panels of so many registers, which stay in the processor.
enum { panel_width = 8 };

// Sixteen columns times `width` of word w.
always void compose_panel(const ck_subwords *t, size_t word, float *out, float *copy, int from, const int width) {
    v16 sum[panel_width], weight = splat(t->weights[word]);
    unrolled for (int v = 0; v < width; v++)
        sum[v] = weight * load(row_of(t->rows, word, t->stride) + from + 16 * v);
    for (size_t n = t->starts[word]; n < t->starts[word + 1]; n++) {
        const float *row = row_of(t->rows, t->ids[n], t->stride) + from;
        weight = splat(t->weights[t->ids[n]]);
        unrolled for (int v = 0; v < width; v++) sum[v] = fma16(weight, load(row + 16 * v), sum[v]);
    }
    unrolled for (int v = 0; v < width; v++) {
        v16 mean = sum[v] * splat(t->shares[word]);
        store(out + from + 16 * v, mean);
        if (copy) store(copy + from + 16 * v, mean);
    }
}

// Calls panel(n), n <= panel_width, for the columns from `from` on; in as few panels of about one width as there can be.
#define for_panels(stride, panel) \
    for (int from = 0, left = (stride) / 16; left > 0;) { \
        int panels = (left + panel_width - 1) / panel_width, wide = (left + panels - 1) / panels; \
        switch (wide) { \
        case 1: panel(1); break; case 2: panel(2); break; case 3: panel(3); break; case 4: panel(4); break; \
        case 5: panel(5); break; case 6: panel(6); break; case 7: panel(7); break; case 8: panel(8); break; } \
        from += 16 * wide; \
        left -= wide; \
    }

always void compose_body(const ck_subwords *t, float *matrix, float *copies, const uint32_t *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (i + 1 < count) {    // the next word's rows come while this one's are summed
            size_t next = words[i + 1];
            fetch_ahead(row_of(t->rows, next, t->stride), t->stride);
            for (size_t n = t->starts[next]; n < t->starts[next + 1]; n++)
                fetch_ahead(row_of(t->rows, t->ids[n], t->stride), t->stride);
        }
        size_t word = words[i];
        float *out = matrix + word * (size_t)t->stride, *copy = copies ? copies + i * (size_t)t->stride : NULL;
#define panel(n) compose_panel(t, word, out, copy, from, n)
        for_panels(t->stride, panel)
#undef panel
    }
}

always void take_body(const float *matrix, float *copies, int stride, const uint32_t *words, size_t count,
                      float *rows) {
    for (size_t i = 0; i < count; i++) {
        const float *row = row_of(matrix, words[i], stride);
        float *copy = copies + i * (size_t)stride, *mine = rows + words[i] * (size_t)stride;
        for (int k = 0; k < stride; k += 16) {
            v16 change = load(row + k) - load(copy + k);
            store(copy + k, change);
            store(mine + k, load(mine + k) + change);
        }
    }
}

// Far enough ahead that a row has come from memory when its turn is there.
enum { rows_ahead = 8 };

always void spread_panel(float *row, int from, int stride, const uint32_t *which, uint32_t count, float share,
                         const float *changes, const int width) {
    v16 sum[panel_width];
    unrolled for (int v = 0; v < width; v++) sum[v] = load(row_of(changes, which[0], stride) + from + 16 * v);
    for (uint32_t c = 1; c < count; c++) {
        const float *change = row_of(changes, which[c], stride) + from;
        unrolled for (int v = 0; v < width; v++) sum[v] += load(change + 16 * v);
    }
    unrolled for (int v = 0; v < width; v++)
        store(row + from + 16 * v, load(row + from + 16 * v) + sum[v] * share);
}

always void spread_body(float *rows, int stride, const uint32_t *ids, const uint32_t *starts, const uint32_t *which,
                        const float *shares, size_t count, const float *changes) {
    for (size_t i = 0; i < count; i++) {
        if (i + rows_ahead < count) fetch_ahead(row_of(rows, ids[i + rows_ahead], stride), stride);
        float *row = rows + ids[i] * (size_t)stride;
#define panel(n) \
    spread_panel(row, from, stride, which + starts[i], starts[i + 1] - starts[i], shares[i], changes, n)
        for_panels(stride, panel)
#undef panel
    }
}

// MARK: - Levels

#define level(name, attribute) \
    attribute static void compose_##name(const ck_subwords *t, float *matrix, float *copies, const uint32_t *words, \
                                         size_t count) { \
        compose_body(t, matrix, copies, words, count); } \
    attribute static void take_##name(const float *matrix, float *copies, int stride, const uint32_t *words, \
                                      size_t count, float *rows) { \
        take_body(matrix, copies, stride, words, count, rows); } \
    attribute static void spread_##name(float *rows, int stride, const uint32_t *ids, const uint32_t *starts, \
                                        const uint32_t *which, const float *shares, size_t count, \
                                        const float *changes) { \
        spread_body(rows, stride, ids, starts, which, shares, count, changes); }

level(portable, )
#if defined(__x86_64__)
level(avx2, __attribute__((target("avx2,fma"))))
level(avx512, __attribute__((target("avx512f,avx2,fma"))))
#endif

void ck_compose(int level, const ck_subwords *table, float *matrix, float *copies, const uint32_t *words,
                 size_t count) {
    dispatch(level, compose, table, matrix, copies, words, count);
}

void ck_take_changes(int level, const float *matrix, float *copies, int stride, const uint32_t *words, size_t count,
                      float *rows) {
    dispatch(level, take, matrix, copies, stride, words, count, rows);
}

void ck_spread(int level, float *rows, int stride, const uint32_t *ids, const uint32_t *starts,
                const uint32_t *which, const float *shares, size_t count, const float *changes) {
    dispatch(level, spread, rows, stride, ids, starts, which, shares, count, changes);
}
