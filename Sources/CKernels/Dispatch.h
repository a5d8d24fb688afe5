#pragma once

#include "Level.h"

// Ends a function by the form of it that is compiled for a level: NAME_portable, NAME_avx2 or NAME_avx512.
#if defined(__x86_64__)
#define dispatch(level, name, ...) \
    if (level == ck_avx512) return name##_avx512(__VA_ARGS__); \
    if (level == ck_avx2) return name##_avx2(__VA_ARGS__); \
    return name##_portable(__VA_ARGS__)
#else
#define dispatch(level, name, ...) \
    (void)level; \
    return name##_portable(__VA_ARGS__)
#endif
