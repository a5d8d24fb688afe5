#include "RowProduct.h"
#include "Dispatch.h"

#pragma clang diagnostic ignored "-Wpsabi"
#pragma STDC FP_CONTRACT OFF

#define always static inline __attribute__((always_inline))

typedef float f8 __attribute__((vector_size(32), aligned(4)));
typedef double d8 __attribute__((vector_size(64)));

enum { lanes = 8 };

always double product_body(const float *a, const float *b, size_t count) {
    d8 sums = {0};
    size_t column = 0;
    for (; column + lanes <= count; column += lanes)
        sums += __builtin_convertvector(*(const f8 *)(a + column), d8)
            * __builtin_convertvector(*(const f8 *)(b + column), d8);
    double sum = sums[0];
    for (int lane = 1; lane < lanes; lane++) sum += sums[lane];
    for (; column < count; column++) sum += (double)a[column] * (double)b[column];
    return sum;
}

#define level(name, attribute) \
    attribute static double product_##name(const float *a, const float *b, size_t count) { \
        return product_body(a, b, count); }

level(portable, )
#if defined(__x86_64__)
level(avx2, __attribute__((target("avx2"))))
level(avx512, __attribute__((target("avx512f"))))
#endif

double ck_product(int level, const float *a, const float *b, size_t count) {
    dispatch(level, product, a, b, count);
}
