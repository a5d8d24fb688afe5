#include "RowMean.h"
#include "Dispatch.h"

#pragma clang diagnostic ignored "-Wpsabi"
#pragma STDC FP_CONTRACT OFF

#define always static inline __attribute__((always_inline))
#define unrolled _Pragma("clang loop unroll(full)")

typedef float v16 __attribute__((vector_size(64), aligned(4)));

enum {
    lanes = 16,
    // Columns are summed in panels of so many registers, which stay in the processor.
    panel_width = 8,
    // Far enough ahead that a row has come from memory when its turn is there.
    rows_ahead = 8,
};

always const float *row_of(const ck_rows *rows, size_t id) {
    return id < rows->row_count ? rows->matrix + id * rows->stride
                                : rows->others + (id - rows->row_count) * rows->dimension;
}

// Where the columns of vector v begin; the last one overlaps the one before it.
always size_t column_of(size_t v, size_t dimension) {
    return v * lanes + lanes <= dimension ? v * lanes : dimension - lanes;
}

// The columns of `width` vectors, from vector `first` on.
always void mean_panel(const ck_rows *rows, const size_t *ids, size_t count, float share, float *mean, size_t first,
                       const int width) {
    v16 sum[panel_width];
    size_t column[panel_width];
    unrolled for (int v = 0; v < width; v++) {
        sum[v] = (v16){0};
        column[v] = column_of(first + (size_t)v, rows->dimension);
    }
    for (size_t i = 0; i < count; i++) {
        if (i + rows_ahead < count) {
            const float *later = row_of(rows, ids[i + rows_ahead]);
            unrolled for (int v = 0; v < width; v++) __builtin_prefetch(later + column[v]);
            __builtin_prefetch(later + column[width - 1] + lanes - 1);
        }
        const float *row = row_of(rows, ids[i]);
        unrolled for (int v = 0; v < width; v++) sum[v] += *(const v16 *)(row + column[v]);
    }
    unrolled for (int v = 0; v < width; v++) *(v16 *)(mean + column[v]) = sum[v] * share;
}

always void mean_body(const ck_rows *rows, const size_t *ids, size_t count, float share, float *mean) {
    if (rows->dimension < lanes) {
        for (size_t k = 0; k < rows->dimension; k++) {
            float sum = 0;
            for (size_t i = 0; i < count; i++) sum += row_of(rows, ids[i])[k];
            mean[k] = sum * share;
        }
        return;
    }
    size_t left = (rows->dimension + lanes - 1) / lanes;
    for (size_t first = 0; left > 0;) {
        // As few panels of about one width as there can be.
        size_t panels = (left + panel_width - 1) / panel_width, wide = (left + panels - 1) / panels;
#define panel(n) case n: mean_panel(rows, ids, count, share, mean, first, n); break;
        switch (wide) { panel(1) panel(2) panel(3) panel(4) panel(5) panel(6) panel(7) panel(8) }
#undef panel
        first += wide;
        left -= wide;
    }
}

#define level(name, attribute) \
    attribute static void mean_##name(const ck_rows *rows, const size_t *ids, size_t count, float share, float *mean) { \
        mean_body(rows, ids, count, share, mean); }

level(portable, )
#if defined(__x86_64__)
level(avx2, __attribute__((target("avx2"))))
level(avx512, __attribute__((target("avx512f"))))
#endif

void ck_mean_rows(int level, const ck_rows *rows, const size_t *ids, size_t count, float share, float *mean) {
    dispatch(level, mean, rows, ids, count, share, mean);
}
