#pragma once

/// Begins to fetch the cache line at an address that will be read soon; does nothing else, and any
/// address will do.
static inline void prefetch_line(const void *address) { __builtin_prefetch(address, 0, 3); }
